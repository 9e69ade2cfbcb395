import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrived, buyerCame, live, minute, nothing, order, sale, stay, touch } from '../../../test/show-facts.ts'
import { beside } from './compare.ts'
import { figure } from './glossary.ts'
import { byPin, byProduct, marks } from './moments.ts'
import type { Subject } from './show-facts.ts'
import { bandOf, byCustomer, byMinute, byPrice, bySource, parts, retention } from './tables.ts'

test('by minute: each thing in the minute in which it happened', () => {
  const visits = [stay('a', 0, 60), stay('b', 1.5, 3.5)]
  const orders = [order('p', 2.5, 100n, { units: 2 })]
  const touches = [touch('a', 'shop', 4.2), touch('a', 'shop', 5), touch('b', 'share', 3)]
  const rows = byMinute({ ...nothing, visits, orders, touches, hearts: [{ at: -minute / 2, count: 3 }] }, live)
  assert.equal(rows.length, 60)
  assert.deepEqual(
    rows.slice(0, 5).map(({ viewers }) => viewers),
    [1, 1, 2, 2, 1],
  )
  assert.deepEqual([rows[2]!.orders, rows[2]!.units, rows[2]!.gmv], [1, 2, 100n])
  assert.deepEqual([rows[4]!.shopVisits, rows[5]!.shopVisits, rows[3]!.shares, rows[0]!.likes], [1, 0, 1, 3])
})

test('retention counts who watched so many minutes, all stays together', () => {
  const stayed = retention({ ...nothing, visits: [stay('a', 0, 2), stay('a', 10, 11), stay('b', 0, 60)] }, live)
  assert.equal(stayed.length, 61)
  assert.deepEqual([stayed[0], stayed[3], stayed[4], stayed[60]], [2, 2, 1, 1])
})

const at = (minutes: number) => new Date(minutes * minute).toISOString()
const event = (minutes: number, type: string, body: object) => ({ seq: minutes, at: at(minutes), type, body })

test('a pin has what happened to its product while it was up', () => {
  const events = [
    event(5, 'product.pinned', { productId: 'lamp' }),
    event(9, 'drop.announced', { productId: 'lamp', opensAt: at(10) }),
    event(15, 'product.unpinned', { productId: 'lamp' }),
    event(50, 'product.pinned', { productId: 'vase' }),
  ]
  const subject = { events, show: { shelf: [] } } as unknown as Subject
  const [during, after] = [order('p', 6, 500n), order('q', 20, 500n)]
  const facts = {
    ...nothing,
    visits: [stay('a', 0, 10), stay('b', 8, 60)],
    touches: [touch('a', 'product', 6, 'lamp'), touch('b', 'product', 16, 'lamp')],
    orders: [during, after],
    sales: [sale(during, 'lamp', 500n), sale(after, 'lamp', 500n)],
  }
  const [lamp, vase] = byPin(facts, subject, live)
  assert.deepEqual([lamp!.viewers, lamp!.openers, lamp!.units, lamp!.gmv], [2, 1, 1, 500n])
  assert.equal(vase!.until, live.until, 'what is still pinned at the end was pinned to the end')
  const [first] = byProduct(facts, subject, live)
  assert.deepEqual(
    [first!.productId, first!.units, first!.openers, first!.shownAtMs, first!.pinnedMs],
    ['lamp', 2, 2, 5 * minute, 10 * minute],
  )
  assert.deepEqual(
    marks(subject, live).map(({ kind, at: when }) => [kind, when / minute]),
    [
      ['pin', 5],
      ['drop', 10],
      ['pin', 50],
    ],
  )
})

test('who told nothing of where they came from is a source of its own', () => {
  const visits = [stay('a', 0, 9), stay('b', 0, 9), stay('c', 0, 9)]
  const rows = bySource(
    { ...nothing, visits, arrivals: [arrived('a', 0, 'code'), arrived('b', 0), arrived('late', 70)] },
    live,
  )
  assert.deepEqual(
    rows.map(({ source, entries }) => [source, entries]),
    [
      ['code', 1],
      ['direct', 1],
      ['untold', 1],
    ],
  )
})

test('an order has the source by which its buyer came last before it, and what came back is told with it', () => {
  const origins = [buyerCame('p', 1, 'code'), buyerCame('p', 20), buyerCame('q', 40, 'code')]
  const orders = [
    order('p', 5, 700n, { backMinor: 200n }),
    order('p', 25, 100n),
    order('q', 30, 50n),
    order('r', 2, 1n),
  ]
  const rows = bySource({ ...nothing, arrivals: [arrived('a', 0, 'code')], orders, origins }, live)
  assert.deepEqual(
    rows.map(({ source, name, orders, gmv, back }) => [source, name, orders, gmv, back]),
    [
      ['code', 'POSTER', 1, 700n, 200n],
      ['direct', null, 1, 100n, 0n],
      ['untold', null, 2, 51n, 0n],
    ],
  )
})

test('price bands are 1, 2 and 5 of each power of ten', () => {
  assert.deepEqual(
    [0n, 1n, 19n, 20n, 4999n, 5000n, 12_000n].map((minor) => bandOf(minor)),
    [
      [0n, 1n],
      [1n, 2n],
      [10n, 20n],
      [20n, 50n],
      [2000n, 5000n],
      [5000n, 10_000n],
      [10_000n, 20_000n],
    ],
  )
  const one = order('p', 1, 300n)
  const rows = byPrice(
    { ...nothing, orders: [one], sales: [sale(one, 'a', 100n), sale(one, 'b', 120n), sale(one, 'c', 80n)] },
    live,
  )
  assert.deepEqual(
    rows.map(({ fromMinor, units, buyers }) => [fromMinor, units, buyers]),
    [
      [50n, 1, 1],
      [100n, 2, 1],
    ],
  )
})

test('before, on air and replay are apart, and add up to what was bought', () => {
  const orders = [order('a', -5, 1n), order('b', 5, 10n), order('c', 90, 100n)]
  const rows = parts({ ...nothing, orders, visits: [stay('a', -10, 70)] }, live)
  assert.deepEqual(
    rows.map(({ gmv }) => gmv),
    [1n, 10n, 100n],
  )
  assert.deepEqual(
    rows.map(({ watchMs }) => watchMs / minute),
    [10, 60, 10],
  )
})

test('a buyer is new with the first order they ever made, and all they buy then is new', () => {
  const orders = [order('a', 1, 1n), order('a', 2, 2n, { returning: true }), order('b', 3, 4n, { returning: true })]
  assert.deepEqual(
    byCustomer({ ...nothing, orders }, live).map(({ buyers, gmv }) => [buyers, gmv]),
    [
      [1, 3n],
      [1, 4n],
    ],
  )
  assert.deepEqual(
    (['newBuyers', 'returningBuyers'] as const).map((name) => figure(name, { ...nothing, orders }, live)),
    [1, 1],
  )
})

test('beside earlier shows: the one before, the middle, and how many had less', () => {
  assert.deepEqual(beside(30, [20, 10, 40, null]), {
    previous: 20,
    change: 0.5,
    median: 20,
    percentile: 2 / 3,
    shows: 3,
  })
  assert.deepEqual(beside(5, []), { previous: null, change: null, median: null, percentile: null, shows: 0 })
  assert.equal(beside(10, [10, 10]).percentile, 0.5)
})
