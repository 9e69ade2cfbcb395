import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as decide from './decide.ts'
import type { NextShow, ShowEvent } from './events.ts'
import { emptyShow, evolveShow, type ShowState, type ShowStatus } from './state.ts'

/* Where viewers are led when a show is over: the rules. Over a database: shows.test.ts. */

const sunday: NextShow = {
  ...{ showId: 'sunday', title: { en: 'Sunday at Alma' }, startsAt: null, hostName: 'Carl' },
  ...{ coverUrl: '/pictures/s.webp', portraitUrl: null, live: true },
}
const open = { next: sunday, isOurs: true, status: 'live', visibility: 'public', takesAllFromHere: false } as const
const at = '2026-11-20T18:00:00.000Z'
const fold = (...events: ShowEvent[]): ShowState =>
  events.reduce((state, event) => evolveShow(state, event, at), { ...emptyShow, status: 'scheduled' as ShowStatus })
const live = fold({ type: 'show.started', body: {} })
const told = (decision: decide.Decision) =>
  'events' in decision
    ? decision.events.map(({ type, body }) => ('next' in body ? [type, body.next?.showId ?? null] : type))
    : decision.refused.code

test('viewers are led to a show of the brand that is on air or announced, and to none that is over', () => {
  assert.deepEqual(told(decide.lead(live, { show: open })), [['show.nextChosen', 'sunday']])
  assert.deepEqual(told(decide.lead(live, { show: { ...open, status: 'scheduled' } })), [['show.nextChosen', 'sunday']])
  assert.equal(told(decide.lead(live, { show: undefined })), 'shows.nextElsewhere')
  assert.equal(told(decide.lead(live, { show: { ...open, isOurs: false } })), 'shows.nextElsewhere')
  for (const status of ['draft', 'ended', 'replay', 'cancelled'] as const) {
    assert.equal(told(decide.lead(live, { show: { ...open, status } })), 'shows.nextOver', status)
  }
})

test('nobody is led in front of a private show that they may not enter', () => {
  const closed = { ...open, visibility: 'private' } as const
  assert.equal(told(decide.lead(live, { show: closed })), 'shows.nextClosed')
  assert.deepEqual(told(decide.lead(live, { show: { ...closed, takesAllFromHere: true } })), [
    ['show.nextChosen', 'sunday'],
  ])
  // A ticket can be bought, and a link is what leads there.
  for (const visibility of ['ticketed', 'unlisted'] as const) {
    assert.equal(decide.whyNotLead({ ...open, visibility }), undefined)
  }
})

test('it is chosen before or while the show is on air, said once, and taken back', () => {
  const chosen = fold(...(decide.lead(live, { show: open }) as { events: ShowEvent[] }).events)
  assert.deepEqual(chosen.next, sunday)
  assert.deepEqual(told(decide.lead({ ...live, next: sunday }, { show: open })), [])
  assert.deepEqual(told(decide.lead({ ...live, next: sunday }, undefined)), [['show.nextChosen', null]])
  assert.deepEqual(told(decide.lead({ ...live, status: 'scheduled' }, undefined)), [])
  for (const status of ['draft', 'ended', 'replay', 'cancelled'] as const) {
    assert.equal(told(decide.lead({ ...live, status }, undefined)), 'shows.wrongState', status)
  }
})

test('at the end viewers hear of the next show as it is then; of one they cannot be led to any more, nothing', () => {
  const end = (now: NextShow | undefined) => told(decide.end('live', { chosen: sunday, now }))
  assert.deepEqual(end(sunday), ['show.ended'])
  assert.deepEqual(end({ ...sunday, live: false }), [['show.nextChosen', 'sunday'], 'show.ended'])
  assert.deepEqual(end(undefined), [['show.nextChosen', null], 'show.ended'])
  assert.deepEqual(told(decide.end('live', { chosen: null, now: undefined })), ['show.ended'])
  assert.deepEqual(
    fold({ type: 'show.nextChosen', body: { next: sunday } }, { type: 'show.ended', body: {} }).next,
    sunday,
  )
})
