import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uplinkOf } from './uplink.ts'

const line = { videoKbps: 1800, audioKbps: 48, fps: 30, width: 1280, height: 720, roundTripMs: 40, lostShare: 0 }

test('a still scene at full frame rate is a good line, however few bits it takes', () => {
  assert.equal(uplinkOf({ ...line, videoKbps: 180 }), 'good')
})

test('a camera that takes 15 pictures a second in a dim room and sends them all has a good line', () => {
  assert.equal(uplinkOf({ ...line, fps: 15 }, 15), 'good')
})

test('who sends no pictures has a good line all the same', () => {
  assert.equal(uplinkOf({ ...line, videoKbps: 0, fps: 0 }, 0), 'good')
})

test('dropped pictures, lost packets or a long way make it fair, then poor', () => {
  assert.equal(uplinkOf({ ...line, fps: 18 }), 'fair')
  assert.equal(uplinkOf({ ...line, lostShare: 0.04 }), 'fair')
  assert.equal(uplinkOf({ ...line, roundTripMs: 500 }), 'fair')
  assert.equal(uplinkOf({ ...line, fps: 6 }), 'poor')
  assert.equal(uplinkOf({ ...line, lostShare: 0.2 }), 'poor')
})
