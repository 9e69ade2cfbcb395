import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byDay } from './by-day.ts'

const show = (showId: string, startsAt: string | null) => ({ showId, startsAt, startedAt: null })

test('shows stand under the day they are on where one looks from, those without a date first', () => {
  const shows = [
    show('evening', '2026-11-20T23:30:00Z'),
    show('morning', '2026-11-20T08:00:00Z'),
    show('idea', null),
    show('noon', '2026-11-21T12:00:00Z'),
  ]
  const named = (timeZone: string) => byDay(shows, timeZone).map((day) => [day.day, day.shows.map((one) => one.showId)])
  assert.deepEqual(named('UTC'), [
    ['', ['idea']],
    ['2026-11-21', ['noon']],
    ['2026-11-20', ['morning', 'evening']],
  ])
  assert.deepEqual(named('Europe/Paris')[1], ['2026-11-21', ['evening', 'noon']])
})
