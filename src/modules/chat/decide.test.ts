import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Author, judge, pace } from './decide.ts'
import { newcomersMost, type RoomRules, raidLastsMs, raidWatch, raidWindowMs, usualRules } from './rules.ts'
import type { WatchedWord } from './words.ts'

const now = new Date('2026-11-21T20:00:00.000Z')
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const viewer: Author = {
  ...{ staff: false, guest: true, bought: false, sanction: undefined, fromBannedNetwork: false },
  ...{ lastAt: before(60), repeats: false, newcomer: false },
}
type Case = {
  text?: string
  status?: string
  rules?: Partial<RoomRules>
  raid?: boolean
  word?: WatchedWord['action']
}
function of(author: Partial<Author>, { text = 'How tall?', status = 'live', rules, raid = false, word }: Case = {}) {
  const verdict = judge(
    { ...viewer, ...author },
    { status, rules: { ...usualRules, ...rules }, raid },
    { text, now, word: word && { text: 'word', action: word } },
  )
  if (verdict.verdict === 'refused') return verdict.problem.code
  return verdict.verdict === 'held' ? `held: ${verdict.because}` : verdict.verdict
}

test('people talk before the show and while it is live', () => {
  assert.equal(of({}), 'said')
  assert.equal(of({}, { status: 'scheduled' }), 'said')
  for (const status of ['draft', 'ended', 'replay', 'cancelled']) assert.equal(of({}, { status }), 'chat.closed')
})

test('whoever is muted or banned does not write, and a shadow does not know', () => {
  assert.equal(of({ sanction: 'mute' }), 'chat.muted')
  assert.equal(of({ sanction: 'ban' }), 'chat.banned')
  assert.equal(of({ sanction: 'shadow' }), 'shadowed')
  // A shadow is refused what all are refused, else they would notice.
  assert.equal(of({ sanction: 'shadow' }, { text: 'www.cheap' }), 'chat.linksForStaff')
  assert.equal(of({ sanction: 'shadow' }, { rules: { writers: 'nobody' } }), 'chat.onlyStaff')
})

test('links are for staff', () => {
  for (const text of ['see https://a.example', 'www.cheap', 'buy at cheap-lamps.com now', '去 lamp.cn 看', 'x.shop'])
    assert.equal(of({}, { text }), 'chat.linksForStaff', text)
  for (const text of ['It is 12.50 EUR', 'Nice...really', 'e.g. the blue one', '好看！', 'a.m. or p.m.?'])
    assert.equal(of({}, { text }), 'said', text)
  assert.equal(of({ staff: true }, { text: 'https://maison-alma.example' }), 'said')
})

test('a room may be for accounts, for buyers or for nobody', () => {
  assert.equal(of({}, { rules: { writers: 'accounts' } }), 'chat.onlyAccounts')
  assert.equal(of({ guest: false }, { rules: { writers: 'accounts' } }), 'said')
  assert.equal(of({ guest: false }, { rules: { writers: 'buyers' } }), 'chat.onlyBuyers')
  assert.equal(of({ bought: true }, { rules: { writers: 'buyers' } }), 'said')
  assert.equal(of({ bought: true }, { rules: { writers: 'nobody' } }), 'chat.onlyStaff')
  assert.equal(of({ staff: true }, { rules: { writers: 'nobody' } }), 'said')
})

test('slow mode counts from what was said last, to the second', () => {
  const rules = { slowSeconds: 30 }
  assert.equal(of({ lastAt: before(29) }, { rules }), 'chat.slowMode')
  assert.equal(of({ lastAt: before(30) }, { rules }), 'said')
  assert.equal(of({ lastAt: undefined }, { rules }), 'said')
  // Another process's clock may be ahead of ours.
  assert.equal(of({ lastAt: before(-1) }, { rules: { slowSeconds: 0 } }), 'said')
  assert.equal(of({ lastAt: before(0), staff: true }, { rules }), 'said')
})

test('words of the brand are refused or wait; the same again is refused', () => {
  assert.equal(of({}, { word: 'refuse' }), 'chat.wordNotAllowed')
  assert.equal(of({}, { word: 'hold' }), 'held: word')
  assert.equal(of({ repeats: true }), 'chat.repeated')
  assert.equal(of({ staff: true, repeats: true }, { word: 'refuse' }), 'said')
})

test('what waits for a moderator: everything, the first words, newcomers in a raid, guests from a banned network', () => {
  assert.equal(of({}, { rules: { approve: 'all' } }), 'held: approval')
  assert.equal(of({}, { rules: { approve: 'first' } }), 'said')
  assert.equal(of({ lastAt: undefined }, { rules: { approve: 'first' } }), 'held: approval')
  assert.equal(of({ newcomer: true }), 'said')
  assert.equal(of({ newcomer: true }, { raid: true }), 'held: raid')
  assert.equal(of({ newcomer: false }, { raid: true }), 'said')
  assert.equal(of({ newcomer: true }, { raid: true, rules: { raid: 'off' } }), 'said')
  assert.equal(of({ newcomer: true }, { rules: { raid: 'on' } }), 'held: raid')
  assert.equal(of({ fromBannedNetwork: true }), 'held: network')
})

test('a crowd of newcomers is a raid from its first wave on, and for a while after its last', () => {
  const crowd = Array.from({ length: 3000 }, (_, n) => `person ${n}`)
  const watch = raidWatch()
  assert.equal(watch.see(crowd.slice(0, newcomersMost), 0), false)
  assert.equal(watch.see([], 1), false)
  assert.equal(watch.see(crowd.slice(newcomersMost, newcomersMost + 1), 2), true)
  assert.equal(watch.see([], 1 + raidLastsMs), true)
  assert.equal(watch.see([], 3 + raidLastsMs), false)
  assert.equal(raidWatch().see(crowd, 0), true)
})

test('newcomers one after the other are no raid, and neither is one who says much', () => {
  const watch = raidWatch()
  for (let n = 0; n < 500; n++) assert.equal(watch.see([`person ${n}`], n * (raidWindowMs / newcomersMost + 1)), false)
  for (let n = 0; n < 50; n++) assert.equal(watch.see(['person 499'], 1e9 + n), false)
})

test('a moderator who says that it is no raid is believed', () => {
  const watch = raidWatch()
  assert.equal(
    watch.see(
      Array.from({ length: 100 }, (_, n) => `${n}`),
      0,
    ),
    true,
  )
  watch.forget()
  assert.equal(watch.see(['one more'], 1), false)
})

test('three at once, then one a second', () => {
  const may = pace()
  assert.deepEqual(
    [0, 0, 0, 0, 999, 1000, 1000].map((at) => may('dana', at)),
    [true, true, true, false, false, true, false],
  )
  assert.ok(may('carl', 0))
})
