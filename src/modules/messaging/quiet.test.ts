import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { quietUntil } from './quiet.ts'

const night = { from: 22 * 60, until: 8 * 60 }
const paris = 'Europe/Paris'
const end = (at: string, quiet = night, zone = paris) => quietUntil(new Date(at), quiet, zone)?.toISOString()

test('quiet hours span midnight, begin on the minute and end on it', () => {
  assert.equal(end('2026-06-10T19:59:00Z'), undefined)
  assert.equal(end('2026-06-10T20:00:00Z'), '2026-06-11T06:00:00.000Z')
  assert.equal(end('2026-06-11T05:59:59Z'), '2026-06-11T06:00:00.000Z')
  assert.equal(end('2026-06-11T06:00:00Z'), undefined)
})

test('quiet hours within a day, and none at all', () => {
  const siesta = { from: 13 * 60, until: 15 * 60 }
  assert.equal(end('2026-06-10T11:30:00Z', siesta), '2026-06-10T13:00:00.000Z')
  assert.equal(end('2026-06-10T09:30:00Z', siesta), undefined)
  assert.equal(end('2026-06-10T22:30:00Z', { from: 600, until: 600 }), undefined)
})

test('the same instant is night for one and day for another', () => {
  assert.equal(end('2026-06-10T23:00:00Z', night, 'Asia/Shanghai'), '2026-06-11T00:00:00.000Z')
  assert.equal(end('2026-06-10T23:00:00Z', night, 'America/New_York'), undefined)
  assert.equal(end('2026-06-10T18:00:00Z', night, 'Asia/Kolkata'), '2026-06-11T02:30:00.000Z')
})

test('the night in which clocks change is an hour shorter or longer', () => {
  assert.equal(end('2026-03-28T22:00:00Z'), '2026-03-29T06:00:00.000Z')
  assert.equal(end('2026-10-24T21:00:00Z'), '2026-10-25T07:00:00.000Z')
})

test('an end that clocks leap over is where they land; one shown twice is the first', () => {
  const short = { from: 60, until: 2 * 60 + 30 }
  assert.equal(end('2026-03-29T00:10:00Z', short), '2026-03-29T01:00:00.000Z')
  assert.equal(end('2026-10-24T23:10:00Z', short), '2026-10-25T00:30:00.000Z')
})

test('whatever the hours and the zone, the end is later, not quiet, and the minute before it is', () => {
  const minute = fc.integer({ min: 0, max: 1439 })
  const at = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) })
  const zone = fc.constantFrom(paris, 'America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe', 'Africa/Casablanca')
  fc.assert(
    fc.property(at, minute, minute, zone, (ms, from, until, timeZone) => {
      const quiet = { from, until }
      const ends = quietUntil(new Date(ms), quiet, timeZone)
      if (!ends) return
      assert.ok(ends.getTime() > ms)
      assert.equal(quietUntil(ends, quiet, timeZone), undefined)
      assert.ok(quietUntil(new Date(ends.getTime() - 60_000), quiet, timeZone))
    }),
    { numRuns: 150 },
  )
})
