import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pictures } from '../../test/media/samples.ts'
import { SteadyClock } from '../lib/steady-clock.ts'
import type { MediaEvent } from './events.ts'
import { Streams } from './streams.ts'

const hourMs = 3_600_000
const startMs = Date.UTC(2026, 4, 1, 18)

/** A wall that can be set, over a time that only passes. */
function wall() {
  const time = { steadyMs: 1000, setByMs: 0 }
  const clock = new SteadyClock({
    wallMs: () => startMs + time.steadyMs + time.setByMs,
    steadyMs: () => time.steadyMs,
  })
  return { time, clock }
}

test('the time of a media process never jumps, and is set when it is told', () => {
  for (const jumpMs of [hourMs, -hourMs]) {
    const { time, clock } = wall()
    const before = clock.now().getTime()
    time.setByMs = jumpMs
    time.steadyMs += 40
    assert.equal(clock.now().getTime() - before, 40)
    clock.set()
    assert.equal(clock.now().getTime() - before, 40 + jumpMs)
  }
})

test('a process that follows another one never begins before it', () => {
  const begins = (notBeforeMs: number) => new SteadyClock({ wallMs: () => startMs, notBeforeMs }).now().getTime()
  assert.ok(begins(startMs + hourMs) >= startMs + hourMs, 'the wall was set back meanwhile')
  assert.ok(begins(0) >= startMs && begins(0) < startMs + hourMs)
})

for (const [what, jumpMs] of [
  ['forward', hourMs],
  ['back', -hourMs],
] as const)
  test(`a clock set an hour ${what} tears no timeline, and only an idle process takes it`, () => {
    const { time, clock } = wall()
    const events: MediaEvent[] = []
    const log = { info() {}, warn() {}, error() {} }
    let takes = 0
    const streams = new Streams({
      ...{ partMs: 333, ladder: false, clock, now: clock.now, log, spawn: undefined },
      ...{ newId: () => `take${takes++}`, emit: (event: MediaEvent) => events.push(event) },
    } as never)
    const stream = streams.open('show')
    const source = { expects: { video: true, audio: false }, requestKeyFrame() {}, stop() {} }
    const feed = stream.attach(source)
    feed.startedAtMs = clock.now().getTime()
    for (const [i, units] of pictures(12).entries()) {
      if (i === 180) time.setByMs = jumpMs
      if (i === 180) streams.open('another')
      time.steadyMs += 1000 / 30
      stream.meter.picture(units.length, clock.now().getTime())
      feed.picture(i * 3000, units, clock.now().getTime())
      stream.watch()
    }
    const listed = stream.window.listed
    const starts = listed.map(({ startedAtMs }) => startedAtMs)
    assert.ok(listed.length >= 5)
    assert.ok(
      starts.every((at, i) => i === 0 || (at > starts[i - 1]! && at - starts[i - 1]! < 2500)),
      String(starts),
    )
    assert.equal(takes, 1, 'no discontinuity')
    assert.deepEqual(
      events.map(({ type }) => type),
      ['live.started'],
    )
    streams.close('show')
    streams.close('another')
    streams.open('next')
    assert.equal(clock.now().getTime(), startMs + time.steadyMs + jumpMs, 'the next show has the time of the wall')
    streams.stop()
  })
