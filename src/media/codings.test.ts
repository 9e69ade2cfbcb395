import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAacConfig } from './aac.ts'
import { readAv1Config, toAv1Sample } from './av1/config.ts'
import { readHevcConfig } from './h265/config.ts'

const hex = (text: string) => Buffer.from(text, 'hex')

/** Written by libx265 3.5 for 320x180 in 8 bits and 1920x1080 in 10, and by SVT-AV1 1.4 for 320x180. */
const hevc = hex(
  '0101600000009000000000003cf000fcfdf8f800000f03a00001001840010c01ffff01600000030090000003000003003c959809a1000100' +
    '2b42010101600000030090000003000003003ca00a080b9f796566924caf016808000003000800000300f040a2000100074401c172b46240',
)
const hevc10 = hex(
  '01022000000090000000000078f000fcfdfafa00000f03a00001001840010c01ffff022000000300900000030000030078959809a1000100' +
    '2c420101022000000300900000030000030078a003c08010e4d96566924caf016808000003000800000300f040a2000100074401c172b46240',
)
const av1 = hex('81000c000a0b000000043cfecc02f80040')

test('a decoder configuration tells codec string and size', () => {
  const facts = (format: { codec: string; width: number; height: number } | undefined) =>
    format && [format.codec, format.width, format.height]
  assert.deepEqual(facts(readHevcConfig(hevc)?.format), ['hvc1.1.6.L60.90', 320, 180])
  assert.deepEqual(facts(readHevcConfig(hevc10)?.format), ['hvc1.2.4.L120.90', 1920, 1080])
  assert.equal(readHevcConfig(hevc)?.lengthBytes, 4)
  assert.deepEqual(facts(readAv1Config(av1)), ['av01.0.00M.08', 320, 180])
})

test('a configuration cut short or made of anything is no format, and never throws', () => {
  for (let length = 0; length < 60; length++) assert.equal(readHevcConfig(hevc.subarray(0, length)), undefined)
  for (let length = 0; length < 10; length++) assert.equal(readAv1Config(av1.subarray(0, length)), undefined)
  let seed = 1
  for (const sample of [hevc, hevc10, av1]) {
    for (let i = 0; i < 2000; i++) {
      const broken = Buffer.from(sample)
      for (let flips = 0; flips < 4; flips++) {
        seed = (seed * 48_271) % 2_147_483_647
        broken[seed % broken.length]! ^= 1 << (seed % 8)
      }
      readHevcConfig(broken)
      readAv1Config(broken)
      toAv1Sample(broken)
      readAacConfig(broken)
    }
  }
})

test('a temporal unit becomes a sample without its delimiter', () => {
  assert.deepEqual(toAv1Sample(hex('12003201aa')), hex('3201aa'))
  assert.deepEqual(toAv1Sample(hex('3201aa')), hex('3201aa'))
})

test('an AudioSpecificConfig tells rate, channels and frame', () => {
  const facts = (config: string) => {
    const format = readAacConfig(hex(config))
    return format && [format.codec, format.timescale, format.channels, format.frameTicks]
  }
  assert.deepEqual(facts('1190'), ['mp4a.40.2', 48_000, 2, 1024])
  assert.deepEqual(facts('1208'), ['mp4a.40.2', 44_100, 1, 1024])
  assert.deepEqual(facts('1194'), ['mp4a.40.2', 48_000, 2, 960])
  assert.deepEqual(facts('11b0'), ['mp4a.40.2', 48_000, 6, 1024])
  assert.deepEqual(facts('2b118800'), ['mp4a.40.5', 24_000, 2, 1024], 'HE-AAC')
  assert.equal(facts('0a10'), undefined, 'AAC Main')
  assert.equal(facts('1198'), undefined, 'three channels')
  assert.equal(facts('11'), undefined)
  assert.equal(facts(''), undefined)
})
