import assert from 'node:assert/strict'
import { test } from 'node:test'
import { av1Payloads } from './av1.ts'
import { FrameAssembler, type PayloadReader } from './frames.ts'
import { vp8Payloads } from './vp8.ts'
import { vp9Payloads } from './vp9.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

function arrive(reader: PayloadReader) {
  const assembler = new FrameAssembler(reader)
  let sequence = 0
  const push = (payload: string, { marker = true, timestamp = 0, afterLoss = false } = {}) => {
    const packet = { payloadType: 96, marker, sequence: sequence++, timestamp, ssrc: 1, payload: hex(payload) }
    const frame = assembler.push({ packet, afterLoss })
    return frame && [frame.key, frame.data.toString('hex')]
  }
  return { assembler, push }
}

test('VP8: descriptors go, pieces are joined, the first must be a key picture', () => {
  const { push } = arrive(vp8Payloads)
  assert.equal(push('10 01aa', { timestamp: 1 }), undefined, 'no key picture')
  assert.equal(push('90 80 8123 00bb', { timestamp: 2, marker: false }), undefined)
  assert.deepEqual(push('80 80 8123 cc', { timestamp: 2 }), [true, '00bbcc'])
  assert.deepEqual(push('90 e0 12 34 56 01dd', { timestamp: 3 }), [false, '01dd'], 'short id, levels, layers')
})

test('VP9: descriptors with references and a structure go', () => {
  const { push } = arrive(vp9Payloads)
  assert.deepEqual(push('8a 01 18 0280 0168 01 04 01 aabb', { timestamp: 1 }), [true, 'aabb'])
  assert.deepEqual(push('dc 8002 03 02 cc', { timestamp: 2 }), [false, 'cc'], 'flexible, two references')
  assert.deepEqual(push('ac 03 00 05 dd', { timestamp: 3 }), [true, 'dd'], 'a layer')
})

test('AV1: OBUs get their lengths back, also those cut over packets', () => {
  const { push } = arrive(av1Payloads)
  assert.deepEqual(push('28 02 0801 30aabb', { timestamp: 1 }), [true, '0a0101' + '3202aabb'])
  assert.equal(push('50 30cc', { timestamp: 2, marker: false }), undefined)
  assert.deepEqual(push('90 dd', { timestamp: 2 }), [false, '3202ccdd'])
  assert.deepEqual(push('00 02 30ee 02 1200', { timestamp: 3 }), [false, '3201ee'], 'a delimiter goes')
})

test('after a loss nothing is given until the next whole key picture', () => {
  const { assembler, push } = arrive(vp8Payloads)
  const [key, delta] = ['10 00aa', '10 01bb']
  assert.ok(push(key, { timestamp: 1 }))
  assert.equal(push(delta, { timestamp: 2, afterLoss: true }), undefined)
  assert.equal(assembler.broken, true)
  assert.equal(push(delta, { timestamp: 3 }), undefined)
  assert.equal(push(key, { timestamp: 4, marker: false }), undefined)
  assert.equal(push(key, { timestamp: 5, afterLoss: true }), undefined, 'its beginning may be lost')
  assert.ok(push(key, { timestamp: 6 }))
  assert.ok(push(delta, { timestamp: 7 }))
})

test('no bytes from the network make it throw', () => {
  let seed = 7
  const roll = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (const reader of [vp8Payloads, vp9Payloads, av1Payloads]) {
    const assembler = new FrameAssembler(reader)
    for (let i = 0; i < 20_000; i++) {
      const payload = Buffer.from(Array.from({ length: roll(24) }, () => roll(256)))
      const packet = { payloadType: 96, marker: roll(3) === 0, sequence: i, timestamp: i >> 1, ssrc: 1, payload }
      assembler.push({ packet, afterLoss: roll(50) === 0 })
    }
  }
})
