import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { H264Assembler } from './h264.ts'
import { readRtp } from './packet.ts'
import type { Ordered } from './reorder.ts'

const sps = Buffer.from([0x67, 1, 2, 3])
const pps = Buffer.from([0x68, 1])
const idr = Buffer.from([0x65, 1, 2, 3, 4, 5, 6])
const slice = Buffer.from([0x41, 9, 9])

const stapA = (...nals: Buffer[]) =>
  Buffer.concat([Buffer.from([24]), ...nals.flatMap((nal) => [Buffer.from([0, nal.length]), nal])])

const send = (payload: Buffer, timestamp: number, marker: boolean, afterLoss = false): Ordered => ({
  packet: { payloadType: 96, marker, sequence: 0, timestamp, ssrc: 1, payload },
  afterLoss,
})

test('a picture is put together from aggregates and fragments', () => {
  const assembler = new H264Assembler()
  assert.equal(assembler.push(send(stapA(sps, pps), 1, false)), undefined)
  assert.equal(assembler.push(send(Buffer.from([0x7c, 0x85, 1, 2, 3]), 1, false)), undefined)
  const unit = assembler.push(send(Buffer.from([0x7c, 0x45, 4, 5, 6]), 1, true))
  assert.deepEqual(unit, { timestamp: 1, nals: [sps, pps, idr] })
  assert.deepEqual(assembler.push(send(slice, 2, true))?.nals, [slice])
})

test('after a loss nothing is shown until the next whole key picture', () => {
  const assembler = new H264Assembler()
  assert.equal(assembler.push(send(slice, 1, true)), undefined, 'no start in the middle')
  assert.ok(assembler.push(send(idr, 2, true)))
  assert.equal(assembler.push(send(slice, 3, true, true)), undefined)
  assert.equal(assembler.broken, true)
  assert.equal(assembler.push(send(slice, 4, true)), undefined)
  assert.ok(assembler.push(send(idr, 5, true)))
  assert.equal(assembler.broken, false)
})

test('a key picture with a hole is no whole one', () => {
  const assembler = new H264Assembler()
  assembler.push(send(Buffer.from([0x7c, 0x85, 1]), 1, false))
  assert.equal(assembler.push(send(Buffer.from([0x7c, 0x45, 4]), 1, true, true)), undefined)
})

test('no bytes from the network make it throw', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 40 }), (payloads) => {
      const assembler = new H264Assembler()
      for (const [i, bytes] of payloads.entries()) {
        const packet = readRtp(Buffer.concat([Buffer.from([0x80]), Buffer.from(bytes)]))
        if (packet) assembler.push({ packet, afterLoss: i % 3 === 0 })
      }
    }),
  )
})
