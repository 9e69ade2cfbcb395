import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LoggedEvent } from '../../lib/log.ts'
import { explained, replayed } from './decide.ts'

const start = Date.UTC(2026, 10, 20, 20)
const log = (...happened: [second: number, type: string, productId?: string][]): LoggedEvent[] =>
  happened.map(([second, type, productId], i) => ({
    ...{ seq: i + 1, type, at: new Date(start + second * 1000).toISOString(), body: productId ? { productId } : {} },
  }))
const seconds = (events: LoggedEvent[]) =>
  explained(events, start + 100_000).map(({ productId, fromMs, toMs }) => [
    productId,
    (fromMs - start) / 1000,
    (toMs - start) / 1000,
  ])

test('a product is explained until the next one is pinned, or its pin is taken away', () => {
  const events = log(
    [1, 'product.pinned', 'lamp'],
    [10, 'product.pinned', 'vase'],
    [12, 'product.unpinned', 'lamp'],
    [20, 'product.unpinned', 'vase'],
  )
  assert.deepEqual(seconds(events), [
    ['lamp', 1, 10],
    ['vase', 10, 20],
  ])
})

test('the end of the show ends what is being explained', () => {
  const pinned: [number, string, string?][] = [[30, 'product.pinned', 'lamp']]
  assert.deepEqual(seconds(log(...pinned)), [['lamp', 30, 100]])
  assert.deepEqual(seconds(log(...pinned, [60, 'show.ended'])), [['lamp', 30, 60]])
})

test('a pin taken away at once explains nothing; one product may be explained twice', () => {
  const events = log(
    [1, 'product.pinned', 'lamp'],
    [2, 'product.unpinned', 'lamp'],
    [5, 'product.pinned', 'lamp'],
    [9, 'product.unpinned', 'lamp'],
    [20, 'product.pinned', 'lamp'],
  )
  assert.deepEqual(seconds(events), [
    ['lamp', 5, 9],
    ['lamp', 20, 100],
  ])
})

test('a replay tells pins and drops again, not what the shelf was', () => {
  const events = log([0, 'show.started'], [1, 'product.listed'], [2, 'product.pinned', 'lamp'], [3, 'drop.soldOut'])
  assert.deepEqual(
    replayed(events).map(({ type }) => type),
    ['product.pinned', 'drop.soldOut'],
  )
})
