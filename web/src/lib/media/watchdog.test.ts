import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Look, Watchdog } from './watchdog.ts'

const everyMs = 500

/** Verdicts over `count` looks, at what `seen` says is on the screen at each. */
function watch(count: number, seen: (i: number) => Partial<Look>): string[] {
  const watchdog = new Watchdog()
  return Array.from({ length: count }, (_, i) =>
    watchdog.look({ now: i * everyMs, time: i / 2, frames: i * 15, ...seen(i) }),
  )
}

test('a picture that moves is left alone', () => {
  assert.ok(watch(20, () => ({})).every((verdict) => verdict === 'moving'))
})

test('a picture that stands still is noticed, asked for again once, then begun afresh', () => {
  const verdicts = watch(18, () => ({ time: 7, frames: 100 }))
  assert.deepEqual(verdicts.slice(0, 8), ['moving', 'moving', 'moving', 'still', 'still', 'ask', 'still', 'still'])
  assert.deepEqual(
    verdicts.flatMap((verdict, i) => (verdict === 'restart' ? i * everyMs : [])),
    [8000],
  )
  assert.equal(verdicts[17], 'moving')
})

test('time that goes on without a frame is a picture that stands still', () => {
  assert.ok(watch(10, () => ({ frames: 100 })).includes('still'))
})

test('sound alone needs no frames', () => {
  assert.ok(watch(20, () => ({ frames: undefined })).every((verdict) => verdict === 'moving'))
})

test('a short wait for data is nobody’s business', () => {
  assert.ok(watch(20, (i) => ({ time: i - (i % 2) })).every((verdict) => verdict === 'moving'))
})

test('after a sleep it is given its time', () => {
  const verdicts = watch(8, (i) => ({ now: i * everyMs + (i > 3 ? 600_000 : 0), time: 7 }))
  assert.deepEqual(verdicts.slice(3), ['still', 'slept', 'moving', 'moving', 'still'])
})

test('a new beginning is given its time', () => {
  const watchdog = new Watchdog()
  for (let now = 0; now <= 3000; now += everyMs) watchdog.look({ now, time: 7, frames: 1 })
  watchdog.reset()
  assert.equal(watchdog.look({ now: 3500, time: 7, frames: 1 }), 'moving')
  assert.equal(watchdog.look({ now: 4000, time: 7, frames: 1 }), 'moving')
})
