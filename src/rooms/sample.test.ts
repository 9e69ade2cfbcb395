import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FramedEvent } from './frames.ts'
import { sampler } from './sample.ts'

let seq = 0
const said = (by: string): FramedEvent => ({ seq: ++seq, at: '', type: 'said', body: { by } })
const byOf = ({ body }: FramedEvent) => (body as { by: string }).by
const mustHear = (event: FramedEvent) => (byOf(event) === 'host' ? 'everyone' : [byOf(event)])
const times = (count: number, by: (i: number) => string) => Array.from({ length: count }, (_, i) => said(by(i)))

test('while people can read what is said, nothing is left out', () => {
  const choose = sampler(mustHear, 30, 60)
  for (let now = 0; now < 10_000; now += 100) assert.deepEqual(choose(times(3, String), now), [])
})

test('when more is said than people read, they see as much as they read, and all of it is new or from the host', () => {
  const choose = sampler(mustHear, 30, 60)
  let shown = 0
  for (let now = 100; now <= 10_000; now += 100) {
    const events = [...times(50, (i) => `p${i}`), said('host')]
    const leftOut = choose(events, now)
    assert.ok(leftOut.every((event) => byOf(event) !== 'host'))
    shown += events.length - 1 - leftOut.length
  }
  assert.ok(shown >= 300 && shown <= 300 + 60, `${shown} of 5000 in ten seconds`)
})

test('who writes a hundred lines takes no room from those who write one', () => {
  const choose = sampler(mustHear, 30, 30)
  const shown = new Map<string, number>()
  for (let now = 100; now <= 20_000; now += 100) {
    const events = [...times(40, () => 'shouter'), ...times(2, (i) => `p${(now / 100 + i) % 20}`)]
    const leftOut = new Set(choose(events, now))
    for (const event of events) if (!leftOut.has(event)) shown.set(byOf(event), (shown.get(byOf(event)) ?? 0) + 1)
  }
  const quiet = [...shown].filter(([by]) => by !== 'shouter').map(([, count]) => count)
  assert.equal(quiet.length, 20)
  assert.ok(Math.min(...quiet) >= 18, `of twenty lines each: ${quiet}`)
})

test('over time everybody is shown alike', () => {
  const choose = sampler(mustHear, 30, 30)
  const shown = new Map<string, number>()
  for (let now = 100; now <= 60_000; now += 100) {
    const events = times(60, (i) => `p${i}`)
    const leftOut = new Set(choose(events, now))
    for (const event of events) if (!leftOut.has(event)) shown.set(byOf(event), (shown.get(byOf(event)) ?? 0) + 1)
  }
  const counts = [...shown.values()]
  assert.equal(counts.length, 60)
  assert.ok(Math.max(...counts) <= 1.5 * Math.min(...counts), `${Math.min(...counts)} to ${Math.max(...counts)}`)
})
