import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MessageClock, SoundClock } from './clock.ts'

test('time goes on when the 32 bits of a time stamp wrap', () => {
  const clock = new MessageClock()
  const times = [0xffffffe0, 0xfffffff0, 0x10, 0x20].map((stamp, i) => clock.at(stamp, i * 16))
  assert.deepEqual(times, [0, 16, 48, 64])
})

test('a sender whose clock jumps is followed by the wall clock', () => {
  const clock = new MessageClock()
  const at = (stamp: number, nowMs: number) => clock.at(stamp, nowMs)
  assert.equal(at(1000, 0), 0)
  assert.equal(at(86_401_000, 40), 40, 'a day ahead')
  assert.equal(at(0, 80), 80, 'back to zero')
  assert.equal(at(33, 120), 113, 'and as it says from there')
  assert.equal(at(5033, 5120), 5113, 'a pause is no jump')
  assert.equal(at(4993, 5130), 5073, 'nor is sound a little behind the picture')
})

test('sound is placed by its samples; stamps that jitter do not move it, stamps that stray do', () => {
  const clock = new SoundClock(48_000)
  const place = (ms: number) => clock.place(ms, 1024)
  assert.deepEqual([0, 21, 43, 64, 85].map(place), [0, 1024, 2048, 3072, 4096])
  assert.equal(place(106 + 79), 5120)
  assert.equal(place(128 + 200), 328 * 48)
  assert.equal(place(100), 4800, 'backwards as well')
})
