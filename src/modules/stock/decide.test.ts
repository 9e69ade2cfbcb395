import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrandId, HoldId, PersonId, PoolId, VariantId } from '../../lib/ids.ts'
import { confirm, expiredAmong, giveBack, type Hold, netMoves, type Pool, shortOf } from './decide.ts'

const lamp = 'lamp' as VariantId
const own: Pool = {
  ...{ poolId: 'lamp' as PoolId, variantId: lamp, brandId: 'alma' as BrandId, kind: 'variant' },
  ...{ free: 3, held: 2, sold: 0, closed: false },
}
const drop: Pool = { ...own, poolId: 'drop' as PoolId, kind: 'drop', free: 0, held: 1, sold: 0, closed: true }
const now = new Date('2026-11-20T19:00:00Z')

const hold = (holdId: string, changes: Partial<Hold> = {}): Hold => ({
  ...{ holdId: holdId as HoldId, poolId: own.poolId, personId: 'dana' as PersonId, quantity: 1, state: 'held' },
  expiresAt: new Date(now.getTime() + 60_000),
  ...changes,
})

test('a held unit is sold when it is paid for, even past its time', () => {
  const late = hold('a', { expiresAt: new Date(0), quantity: 2 })
  const { confirmed, moves } = confirm([late], [own])
  assert.deepEqual(confirmed, ['a'])
  assert.deepEqual(moves, [{ poolId: 'lamp', free: 0, held: -2, sold: 2 }])
})

test('a released hold takes units again while there are some, and the next one is lost', () => {
  const released = [hold('a', { state: 'released', quantity: 2 }), hold('b', { state: 'released', quantity: 2 })]
  const answer = confirm(released, [own])
  assert.deepEqual([answer.confirmed, answer.lost], [['a'], ['b']])
  assert.deepEqual(answer.moves, [{ poolId: 'lamp', free: -2, held: 0, sold: 2 }])
})

test('a sold hold is confirmed again without moving anything, and a returned one is lost', () => {
  const answer = confirm([hold('a', { state: 'sold' }), hold('b', { state: 'returned' })], [own])
  assert.deepEqual(answer, { confirmed: ['a'], lost: ['b'], turned: [], moves: [] })
})

test('units of a drop that is over go back to the variant', () => {
  const moves = giveBack([hold('a', { poolId: drop.poolId })], [own, drop], 'held')
  assert.deepEqual(moves, [
    { poolId: 'drop', free: 0, held: -1, sold: 0 },
    { poolId: 'lamp', free: 1, held: 0, sold: 0 },
  ])
})

test('units of an open pool go back to it', () => {
  assert.deepEqual(giveBack([hold('a', { quantity: 2 })], [own], 'sold'), [
    { poolId: 'lamp', free: 2, held: 0, sold: -2 },
  ])
})

test('wishes for the same variant are added up before they are compared with what is free', () => {
  const wishes = [
    { variantId: lamp, quantity: 2 },
    { variantId: lamp, quantity: 2 },
  ]
  assert.deepEqual(shortOf(wishes, [own]), [{ variantId: lamp, wanted: 4, free: 3 }])
  assert.deepEqual(shortOf(wishes.slice(1), [own]), [])
})

test('a variant without a pool has nothing', () => {
  assert.deepEqual(shortOf([{ variantId: 'vase' as VariantId, quantity: 1 }], [own]), [
    { variantId: 'vase', wanted: 1, free: 0 },
  ])
})

test('the time of a hold is over at the very instant it expires', () => {
  assert.equal(expiredAmong([hold('a', { expiresAt: now })], now).length, 1)
  assert.equal(expiredAmong([hold('a')], now).length, 0)
  assert.equal(expiredAmong([hold('a', { state: 'released' })], now).length, 1)
})

test('moves that cancel out are no moves', () => {
  const there = { poolId: own.poolId, free: 1, held: -1, sold: 0 }
  assert.deepEqual(netMoves([there, { poolId: own.poolId, free: -1, held: 1, sold: 0 }]), [])
})
