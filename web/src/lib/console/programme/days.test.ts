import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysOf, isDay, lanesOf, momentIn, step, timeOf } from './days.ts'

test('a month is shown in whole weeks from Monday on, a week as itself', () => {
  const november = daysOf('month', '2026-11-22')
  assert.deepEqual([november[0], november.at(-1), november.length], ['2026-10-26', '2026-12-06', 42])
  assert.equal(daysOf('month', '2027-02-10').length, 28)
  assert.deepEqual(daysOf('week', '2026-11-22')[0], '2026-11-16')
})

test('one goes on by a week or a month, also from the 31st', () => {
  assert.deepEqual([step('month', '2026-01-31', 1), step('month', '2026-03-31', -1)], ['2026-02-01', '2026-02-01'])
  assert.equal(step('week', '2026-11-29', 1), '2026-12-06')
  assert.deepEqual(['2026-02-30', 'x', '2026-11-22'].map(isDay), [false, false, true])
})

test('an hour of the brand’s clock is the same hour before and after the clocks change', () => {
  const paris = (day: string, time: string) => momentIn(day, time, 'Europe/Paris').toISOString()
  assert.equal(paris('2026-10-24', '19:00'), '2026-10-24T17:00:00.000Z')
  assert.equal(paris('2026-10-25', '19:00'), '2026-10-25T18:00:00.000Z')
  assert.equal(paris('2027-03-28', '02:30'), '2027-03-28T01:30:00.000Z', 'an hour that is left out')
  assert.equal(paris('2026-10-25', '02:30'), '2026-10-25T00:30:00.000Z', 'an hour that comes twice')
  assert.equal(timeOf('2026-10-25T18:00:00Z', 'Europe/Paris'), '19:00')
  assert.equal(momentIn('2026-11-22', '01:00', 'Asia/Shanghai').toISOString(), '2026-11-21T17:00:00.000Z')
})

test('shows that overlap stand beside each other', () => {
  const placed = lanesOf([
    { id: 'a', from: 0, until: 60 },
    { id: 'b', from: 30, until: 90 },
    { id: 'c', from: 100, until: 120 },
  ])
  assert.deepEqual(
    placed.map(({ show, lane, lanes }) => [show.id, lane, lanes]),
    [
      ['a', 0, 2],
      ['b', 1, 2],
      ['c', 0, 1],
    ],
  )
})
