import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrived, live, minute, nothing, order, stay, touch } from '../../../test/show-facts.ts'
import { type FigureName, figure, figureNames } from './glossary.ts'
import { messagesIn, type ShowFacts } from './show-facts.ts'

const the = (name: FigureName, facts: Partial<ShowFacts>) => figure(name, { ...nothing, ...facts }, live)

test('an entry is a viewer who was in the room on air, however often; a view is each stay', () => {
  const visits = [stay('a', 1, 5), stay('a', 9, 12), stay('b', -9, -1), stay('c', 60, 70), stay('d', -5, 1)]
  assert.equal(the('entries', { visits }), 2)
  assert.equal(the('views', { visits }), 3)
})

test('a page visit is measured or in the room, and came before the end', () => {
  const visits = [stay('silent', 1, 5), stay('told', 1, 5)]
  const arrivals = [arrived('told', 0), arrived('early', -50), arrived('replay', 61)]
  assert.equal(the('pageVisits', { visits, arrivals }), 3)
  assert.equal(the('unmeasured', { visits, arrivals }), 1)
})

test('a sign-up counts once a person, and until the end', () => {
  const signUps = [-600, -5, 61].map((at, i) => ({ personId: `p${i}`, at: at * minute }))
  assert.equal(the('signUps', { signUps }), 2)
})

test('a shop visitor was in the room, opened something that sells, and did so on air', () => {
  const visits = [stay('a', 0, 60), stay('b', 0, 60), stay('c', 0, 60)]
  const touches = [
    ...[touch('a', 'shop', 1), touch('a', 'product', 2, 'lamp'), touch('b', 'share', 3), touch('c', 'shop', 61)],
    ...[touch('b', 'share', 4), touch('forged', 'share', 4)],
    touch('forged', 'shop', 4),
  ]
  assert.equal(the('shopVisitors', { visits, touches }), 1)
  assert.equal(the('productOpeners', { visits, touches }), 1)
  assert.deepEqual(
    (['shares', 'sharers', 'sharersOfEntries'] as const).map((name) => the(name, { visits, touches })),
    [2, 1, 0.3333],
  )
})

test('a buyer counts once, an order each time, and only those placed on air', () => {
  const orders = [order('a', 1, 100n), order('a', 2, 300n), order('b', 59, 200n, { units: 3 }), order('c', 60, 900n)]
  assert.deepEqual(
    (['buyers', 'orders', 'units', 'gmv', 'aov'] as const).map((name) => the(name, { orders })),
    [2, 3, 5, 600n, 200n],
  )
})

test('what was given back comes off the net, never off the sales', () => {
  const orders = [order('a', 1, 1000n, { backMinor: 400n }), order('b', 2, 500n)]
  assert.deepEqual(
    (['gmv', 'refunds', 'netSales'] as const).map((name) => the(name, { orders })),
    [1500n, 400n, 1100n],
  )
})

test('conversion is shown over shop visitors and over all who came', () => {
  const visits = ['a', 'b', 'c', 'd'].map((viewer) => stay(viewer, 0, 60))
  const touches = [touch('a', 'shop', 1), touch('b', 'shop', 1)]
  const orders = [order('p', 3, 100n)]
  assert.equal(the('buyersOfShop', { visits, touches, orders }), 0.5)
  assert.equal(the('buyersOfEntries', { visits, touches, orders }), 0.25)
  assert.equal(the('buyersOfShop', { visits, orders }), null, 'nobody in the shop: nothing to divide by')
})

test('the figures of the articles: 11,951 of 70,000, 6,704 of them in the shop, 1,228 orders', () => {
  const visits = Array.from({ length: 11_951 }, (_, i) => stay(`v${i}`, 0, 1))
  const touches = Array.from({ length: 6704 }, (_, i) => touch(`v${i}`, 'shop', 0))
  const orders = Array.from({ length: 1228 }, (_, i) => order(`b${i}`, 1, 1n))
  const facts = { visits, touches, orders, reach: [{ name: 'article', reads: 70_000 }] }
  assert.deepEqual(
    (['entriesOfReads', 'shopOfEntries', 'ordersOfShop', 'ordersOfEntries'] as const).map((name) => the(name, facts)),
    [0.1707, 0.561, 0.1832, 0.1028],
  )
})

test('readings are those elsewhere and of our own articles before the end, and whoever came over one is counted once', () => {
  const read = (viewer: string, at: number) => ({ slug: 'evening', title: {}, viewer, at: at * minute })
  const articleReads = [read('a', -600), read('b', -5), read('a', 61)]
  const visits = [stay('a', 0, 5), stay('a', 8, 9), stay('b', 70, 71), stay('c', 1, 2)]
  const arrivals = [
    { ...arrived('a', 0, 'code'), article: 'evening' },
    { ...arrived('b', 70), article: 'evening' },
  ]
  const facts = { visits, arrivals, articleReads, reach: [{ name: 'a post', reads: 100 }] }
  assert.deepEqual(
    (['reads', 'articleReads', 'articleEntries', 'entriesOfArticles'] as const).map((name) => the(name, facts)),
    [102, 2, 1, 0.5],
  )
})

test('money per thousand views rounds half up', () => {
  const visits = [stay('a', 0, 1), stay('b', 0, 1), stay('c', 0, 1)]
  assert.equal(the('gpm', { visits, orders: [order('a', 1, 100n)] }), 33_333n)
  assert.equal(the('gpm', { visits: visits.slice(0, 1).concat(visits), orders: [order('a', 1, 1n)] }), 250n)
})

test('a comment that was taken away, or whose author was banned, is counted apart', () => {
  const said = (seq: number, messageId: string, authorId: string, badge: string | null = null) => ({
    ...{ seq, at: new Date(seq * 1000).toISOString(), type: 'message.posted' },
    body: { messageId, authorId, name: authorId, badge, text: 'hello' },
  })
  const messages = messagesIn([
    ...[said(1, 'm1', 'a'), said(2, 'm2', 'a'), said(3, 'm3', 'b'), said(4, 'm4', 'host', 'host')],
    { seq: 5, at: new Date(5000).toISOString(), type: 'message.deleted', body: { messageId: 'm1' } },
    { seq: 6, at: new Date(6000).toISOString(), type: 'author.banned', body: { authorId: 'b' } },
  ])
  assert.equal(the('comments', { messages }), 1)
  assert.equal(the('commentsDeleted', { messages }), 2)
})

test('a figure that counts rows is the sum of its rows, and one over another has none', () => {
  const visits = [stay('a', 0, 60), stay('b', 0, 30)]
  const facts = { ...nothing, visits, hearts: [{ at: 0, count: 7 }], orders: [order('p', 3, 100n, { units: 2 })] }
  assert.equal(figure('likes', facts, live), 7)
  assert.equal(figure('units', facts, live), 2)
  for (const name of figureNames) figure(name, nothing, live)
})
