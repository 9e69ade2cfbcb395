import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as decide from './decide.ts'
import type { ShowEvent, ShowFacts } from './events.ts'
import { emptyShow, evolveShow, type ShowState, type ShowStatus } from './state.ts'

const now = new Date('2026-11-20T18:00:00.000Z')
const facts: ShowFacts = {
  ...{ title: { en: 'Friday at Alma' }, description: { en: 'Lamps' }, kind: 'video', hostName: 'Béa' },
  ...{ startsAt: '2026-11-20T19:00:00.000Z', coverUrl: '/pictures/c.webp', portraitUrl: null, hostPictureUrl: null },
}
const card = (productId: string, number: number) => ({
  productId,
  number,
  title: { en: productId },
  pictureUrl: null,
  variants: [],
})
const given = (...events: ShowEvent[]): ShowState =>
  events.reduce((state, event) => evolveShow(state, event, now.toISOString()), emptyShow)
const live = given(
  { type: 'show.scheduled', body: facts },
  { type: 'product.listed', body: card('lamp', 1) },
  { type: 'product.listed', body: card('vase', 2) },
  { type: 'product.listed', body: card('serum', 3) },
  { type: 'product.listed', body: card('tray', 4) },
  { type: 'show.started', body: {} },
)
const types = (decision: decide.Decision) =>
  'events' in decision ? decision.events.map((event) => event.type) : decision.refused.code

test('a show goes draft, scheduled, live, ended, replay, and back only from replay', () => {
  const all: ShowStatus[] = ['draft', 'scheduled', 'live', 'ended', 'replay', 'cancelled']
  const legal = all.flatMap((from) => all.filter((to) => decide.maySwitch(from, to)).map((to) => `${from} ${to}`))
  assert.deepEqual(legal, [
    'draft scheduled',
    'draft live',
    'draft cancelled',
    'scheduled live',
    'scheduled cancelled',
    'live ended',
    'ended replay',
    'replay ended',
  ])
})

test('a show is announced with a cover, a description and an hour to come', () => {
  assert.deepEqual(types(decide.schedule('draft', facts, now)), ['show.scheduled'])
  assert.equal(types(decide.schedule('draft', { ...facts, coverUrl: null }, now)), 'shows.coverMissing')
  assert.equal(types(decide.schedule('draft', { ...facts, description: {} }, now)), 'shows.coverMissing')
  assert.equal(types(decide.schedule('draft', { ...facts, startsAt: null }, now)), 'shows.startsInThePast')
  assert.equal(types(decide.schedule('draft', facts, new Date(facts.startsAt!))), 'shows.startsInThePast')
  assert.equal(types(decide.schedule('live', facts, now)), 'shows.wrongState')
})

test('nobody goes on air without a picture', () => {
  assert.equal(types(decide.start('scheduled', facts, 'none')), 'shows.noPicture')
  assert.equal(types(decide.start('scheduled', facts, 'lost')), 'shows.noPicture')
  assert.deepEqual(types(decide.start('scheduled', facts, 'coming')), ['show.started'])
  assert.deepEqual(types(decide.start('draft', facts, 'coming')), ['show.changed', 'show.started'])
  assert.equal(types(decide.start('ended', facts, 'coming')), 'shows.wrongState')
})

test('a product is pinned once', () => {
  const pinned = evolveShow(live, { type: 'product.pinned', body: { productId: 'lamp' } }, now.toISOString())
  assert.deepEqual(types(decide.pinProduct(live, 'lamp')), ['product.pinned'])
  assert.equal(types(decide.pinProduct(pinned, 'lamp')), 'shows.pinnedAlready')
})

test('at most three products are pinned, the latest first', () => {
  const three = ['lamp', 'vase', 'serum'].reduce(
    (state, productId) => evolveShow(state, { type: 'product.pinned', body: { productId } }, now.toISOString()),
    live,
  )
  assert.deepEqual(three.pinned, ['serum', 'vase', 'lamp'])
  assert.equal(types(decide.pinProduct(three, 'tray')), 'shows.pinsFull')
})

test('only what is in the run-of-show of a live show is pinned', () => {
  assert.equal(types(decide.pinProduct(live, 'candle')), 'shows.notInRunOfShow')
  assert.equal(types(decide.pinProduct(given({ type: 'show.scheduled', body: facts }), 'lamp')), 'shows.wrongState')
  assert.equal(types(decide.unpinProduct(live, 'lamp')), 'shows.notPinned')
})

test('a product that leaves the shelf leaves the pins', () => {
  const state = given(
    { type: 'show.started', body: {} },
    { type: 'product.listed', body: card('lamp', 1) },
    { type: 'product.pinned', body: { productId: 'lamp' } },
    { type: 'product.unlisted', body: { productId: 'lamp' } },
  )
  assert.deepEqual([state.shelf, state.pinned], [[], []])
})

test('the room hears of the picture only while the show is live, and only when it changes', () => {
  const lost = evolveShow(live, { type: 'picture.lost', body: {} }, now.toISOString())
  assert.deepEqual(
    decide.notePicture(live, 'lost').map((event) => event.type),
    ['picture.lost'],
  )
  assert.deepEqual(decide.notePicture(lost, 'lost'), [])
  assert.deepEqual(
    decide.notePicture(lost, 'coming').map((event) => event.type),
    ['picture.returned'],
  )
  assert.deepEqual(decide.notePicture(emptyShow, 'coming'), [])
})

test('a live show is paused and resumed, each once, and an end takes the slate away', () => {
  const paused = evolveShow(live, { type: 'show.paused', body: {} }, now.toISOString())
  assert.deepEqual(types(decide.pause(live)), ['show.paused'])
  assert.equal(types(decide.pause(paused)), 'shows.pausedAlready')
  assert.deepEqual(types(decide.resume(paused)), ['show.resumed'])
  assert.equal(types(decide.resume(live)), 'shows.notPaused')
  assert.equal(types(decide.pause(given({ type: 'show.scheduled', body: facts }))), 'shows.wrongState')
  assert.equal(evolveShow(paused, { type: 'show.ended', body: {} }, now.toISOString()).paused, false)
})

test('a cut shows the slate, and may be done again', () => {
  const paused = evolveShow(live, { type: 'show.paused', body: {} }, now.toISOString())
  assert.deepEqual(types(decide.cut(live)), ['show.paused'])
  assert.deepEqual(types(decide.cut(paused)), [])
  assert.equal(types(decide.cut(given({ type: 'show.scheduled', body: facts }))), 'shows.wrongState')
})

test('a live show may be given an end to come, another one, or none', () => {
  const endsAt = new Date(now.getTime() + 60_000).toISOString()
  const ending = evolveShow(live, { type: 'show.endPlanned', body: { endsAt } }, now.toISOString())
  assert.deepEqual(types(decide.planEnd(live, endsAt, now)), ['show.endPlanned'])
  assert.deepEqual(types(decide.planEnd(ending, endsAt, now)), [])
  assert.deepEqual(types(decide.planEnd(ending, null, now)), ['show.endPlanned'])
  assert.equal(types(decide.planEnd(live, now.toISOString(), now)), 'shows.endsInThePast')
  assert.equal(types(decide.planEnd(given({ type: 'show.scheduled', body: facts }), endsAt, now)), 'shows.wrongState')
})
