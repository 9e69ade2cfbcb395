import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupsOf, type ListedShow } from './show-groups.ts'

const show = (showId: string, status: ListedShow['status'], startsAt: string | null = null) =>
  ({ showId, status, startsAt, endedAt: status === 'ended' ? startsAt : null }) as ListedShow

test('on air first, then what comes next first, then drafts, then what is over; nothing empty, nothing called off', () => {
  const groups = groupsOf([
    show('old', 'ended', '2026-01-01T10:00:00Z'),
    show('later', 'scheduled', '2026-12-02T10:00:00Z'),
    show('off', 'cancelled'),
    show('sooner', 'scheduled', '2026-12-01T10:00:00Z'),
    show('now', 'live', '2026-11-01T10:00:00Z'),
  ])
  assert.deepEqual(
    groups.map((group) => [group.name, group.shows.map((one) => one.showId)]),
    [
      ['onAirNow', ['now']],
      ['coming', ['sooner', 'later']],
      ['over', ['old']],
    ],
  )
})
