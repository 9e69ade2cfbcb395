import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lowOf, type StockedProduct, stockRows } from './stock-rows.ts'

const lamp: StockedProduct = {
  productId: 'lamp',
  title: { en: 'Lamp' },
  pictures: [],
  variants: ['ink', 'ivory', 'moss'].map((colour) => ({ variantId: colour, sku: colour, options: { colour } })),
}
const level = (variantId: string, free: number) => ({ variantId, free, held: 0, sold: 0, inDrops: 0 })

test('a variant nobody counted has none', () => {
  const rows = stockRows([lamp], [level('ink', 9)])
  assert.deepEqual(
    rows.map(({ options, free }) => [options, free]),
    [
      ['ink', 9],
      ['ivory', 0],
      ['moss', 0],
    ],
  )
})

test('what runs low comes emptiest first', () => {
  const low = lowOf([lamp], [level('ink', 5), level('ivory', 6), level('moss', 1)])
  assert.deepEqual(
    low.map(({ sku }) => sku),
    ['moss', 'ink'],
  )
})
