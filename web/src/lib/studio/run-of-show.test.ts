import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyShow, type ShowState } from '../../../../src/modules/shows/state.ts'
import { moved, shelfDiffers, stackOf } from './run-of-show.ts'

const price = { minor: '14900', currency: 'EUR' as const }
const card = (productId: string, number: number, ...free: number[]) => ({
  productId,
  number,
  title: { en: productId },
  pictureUrl: null,
  variants: free.map((units, at) => ({ variantId: `${productId}-${at}`, options: {}, price, free: units })),
})
const show: ShowState = {
  ...emptyShow,
  shelf: [card('lamp', 1, 3, 4), card('vase', 2, 0)],
  pinned: ['lamp'],
  sold: { lamp: 5 },
}
const items = ['lamp', 'vase'].map((productId) => ({ productId, talkingPoints: 'warm light', minutes: 5 }))

test('a card of the stack counts the units of all its variants, and knows whether it is pinned', () => {
  const [lamp, vase] = stackOf(items, show)
  assert.deepEqual([lamp?.free, lamp?.pinned, lamp?.sold], [7, true, 5])
  assert.deepEqual([vase?.free, vase?.pinned, vase?.sold], [0, false, 0])
})

test('a product the room does not show yet keeps its place in the stack', () => {
  assert.equal(stackOf([{ productId: 'serum', talkingPoints: '', minutes: 3 }], show)[0]?.card, undefined)
})

test('moving a card keeps the others in order', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 2, 0), ['c', 'a', 'b'])
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 1), ['b', 'a', 'c'])
})

test('another order on the shelf is noticed', () => {
  assert.equal(shelfDiffers(items, show), false)
  assert.equal(shelfDiffers([...items].reverse(), show), true)
  assert.equal(shelfDiffers(items.slice(1), show), true)
})
