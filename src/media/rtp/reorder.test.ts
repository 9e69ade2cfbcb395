import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RtpPacket } from './packet.ts'
import { ReorderBuffer } from './reorder.ts'

const packet = (sequence: number): RtpPacket => ({
  payloadType: 96,
  marker: false,
  sequence,
  timestamp: 0,
  ssrc: 1,
  payload: Buffer.alloc(1),
})
const sequences = (released: { packet: RtpPacket }[]) => released.map(({ packet }) => packet.sequence)

test('packets leave in order, across the wrap of their numbers', () => {
  const order = new ReorderBuffer()
  assert.deepEqual(sequences(order.push(packet(65534), 0)), [65534])
  assert.deepEqual(sequences(order.push(packet(0), 1)), [])
  assert.deepEqual(sequences(order.push(packet(65535), 2)), [65535, 0])
  assert.deepEqual(sequences(order.push(packet(65535), 3)), [], 'a repeated packet is dropped')
})

test('a lost packet is asked for at once and again, then given up', () => {
  const order = new ReorderBuffer()
  order.push(packet(10), 1000)
  order.push(packet(13), 1000)
  assert.deepEqual(order.missing(1000), [11, 12])
  assert.deepEqual(order.missing(1010), [], 'not on every tick')
  assert.deepEqual(order.missing(1040), [11, 12])
  assert.deepEqual(sequences(order.push(packet(12), 1050)), [])
  assert.deepEqual(order.missing(1080), [11])
  assert.deepEqual(order.tick(1100), [])
  const released = order.tick(1201)
  assert.deepEqual(sequences(released), [12, 13])
  assert.deepEqual([released[0]?.afterLoss, released[1]?.afterLoss, order.lost], [true, false, 1])
})

test('a jump of the numbers is another start, not a loss to wait for', () => {
  const order = new ReorderBuffer()
  order.push(packet(10), 0)
  const released = order.push(packet(40_000), 1)
  assert.deepEqual(sequences(released), [40_000])
  assert.equal(released[0]?.afterLoss, true)
})
