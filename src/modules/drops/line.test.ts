import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decideClaims } from './decide.ts'
import { drawn, drawOrder, seedHash, servedFrom, standingOf } from './line.ts'

/** mulberry32: the same seed, the same numbers. */
function chance(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

type Tier = 'whep' | 'llHls' | 'hls'
const delays: Record<Tier, number> = { whep: 400, llHls: 3000, hls: 8000 }
type Tap = { ticketId: string; who: Tier | 'bot'; at: number }

/** A person needs about 0.9 s from seeing the opening to the tap, seldom less than 0.5 or more than 2. */
function reaction(random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return 900 * Math.exp(0.35 * normal)
}

/** A thousand equally quick people of each tier, and some who do not play fair. Times in ms after the opening. */
function taps(random: () => number, bots: number): Tap[] {
  const people = (Object.keys(delays) as Tier[]).flatMap((who) =>
    Array.from({ length: 1000 }, () => ({ who, at: delays[who] + reaction(random) })),
  )
  const machines = Array.from({ length: bots }, () => ({ who: 'bot' as const, at: 1 }))
  return [...people, ...machines].map((tap) => ({ ...tap, ticketId: String(random()) }))
}

/** How the units of many drops fall, in per cent by who won them. */
function shares(fairSeconds: number, bots: number, seed: number): Record<string, number> {
  const random = chance(seed)
  const won: Record<string, number> = {}
  const [drops, units] = [60, 60]
  for (let i = 0; i < drops; i++) {
    const all = taps(random, bots).sort((a, b) => a.at - b.at)
    const byId = new Map(all.map((tap) => [tap.ticketId, tap]))
    const inTime = all.filter(({ at }) => at < fairSeconds * 1000).map(({ ticketId }) => ticketId)
    const late = all.filter(({ at }) => at >= fairSeconds * 1000).map(({ ticketId }) => ticketId)
    const order = [...drawOrder(String(random()), inTime), ...late]
    const wishes = order.map((ticketId) => ({ personId: ticketId, key: ticketId, quantity: 1 }))
    const { verdicts } = decideClaims(
      { open: true, closed: false, perBuyer: 1 },
      { free: units, held: new Map() },
      wishes,
    )
    for (const verdict of verdicts) {
      if (!('won' in verdict)) continue
      const { who } = byId.get(verdict.won.personId)!
      won[who] = (won[who] ?? 0) + 1
    }
  }
  return Object.fromEntries(Object.entries(won).map(([who, count]) => [who, (count / (drops * units)) * 100]))
}

test('whoever sees the picture later wins as often: three tiers within three points', () => {
  const share = shares(12, 0, 20260)
  for (const tier of Object.keys(delays)) assert.ok(Math.abs(share[tier]! - 100 / 3) < 3, JSON.stringify(share))
})

test('without the window the quickest delivery wins nearly everything: the test above can fail', () => {
  assert.ok((shares(0, 0, 20260).whep ?? 0) > 95)
})

test('to be quicker than any person, or to lie about one’s delivery, wins no more than taking part', () => {
  const bots = 100
  const share = shares(12, bots, 7)
  assert.ok(Math.abs((share.bot ?? 0) - (bots / (3000 + bots)) * 100) < 1.5, JSON.stringify(share))
})

test('a draw is the order of its hashes, whatever the order of arrival, and loses nobody', () => {
  const ids = fc.uniqueArray(fc.uuid(), { maxLength: 50 })
  fc.assert(
    fc.property(fc.string(), ids, (seed, ticketIds) => {
      const order = drawOrder(seed, ticketIds)
      assert.deepEqual(order, drawOrder(seed, ticketIds.toReversed()))
      assert.deepEqual(order.toSorted(), ticketIds.toSorted())
      const hashes = order.map((ticketId) => drawn(seed, ticketId))
      assert.deepEqual(hashes, hashes.toSorted())
    }),
  )
})

test('the hash told before is that of the seed told after', () => {
  // printf abc | sha256sum
  assert.equal(seedHash('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('the line is served when the window is over', () => {
  const opensAt = new Date('2026-11-20T19:00:00Z')
  assert.equal(servedFrom({ opensAt, fairSeconds: 12 }).toISOString(), '2026-11-20T19:00:12.000Z')
  assert.equal(servedFrom({ opensAt, fairSeconds: 0 }).getTime(), opensAt.getTime())
})

test('a ticket that won is missed when its hold is over, and bought when it is paid', () => {
  const now = new Date('2026-11-20T19:00:00Z')
  const later = new Date(now.getTime() + 1)
  assert.equal(standingOf({ state: 'waiting' }, undefined, now), 'waiting')
  assert.equal(standingOf({ state: 'won' }, { state: 'held', expiresAt: later }, now), 'won')
  assert.equal(standingOf({ state: 'won' }, { state: 'held', expiresAt: now }, now), 'missed')
  assert.equal(standingOf({ state: 'won' }, { state: 'released', expiresAt: later }, now), 'missed')
  assert.equal(standingOf({ state: 'won' }, { state: 'sold', expiresAt: now }, now), 'bought')
})
