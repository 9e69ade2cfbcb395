import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hrefOf, type Place, placeIn } from './place.ts'

const page = new URL('https://shop.example/maison-alma/shows/1?lang=fr')
const places: (Place | undefined)[] = [
  { at: 'shelf' },
  { at: 'bag' },
  { at: 'checkout' },
  { at: 'gifts' },
  { at: 'product', productId: 'p' },
  { at: 'order', orderId: 'latest' },
  undefined,
]

test('a place is read back from the address it was written to', () => {
  for (const place of places) {
    const url = new URL(hrefOf(page, place), page)
    assert.deepEqual(placeIn(url.searchParams), place)
    assert.equal(url.searchParams.get('lang'), 'fr', 'the rest of the query stays')
  }
})

test('one place takes the stead of another', () => {
  const product = new URL(hrefOf(page, { at: 'product', productId: 'p' }), page)
  assert.equal(hrefOf(product, { at: 'bag' }), '/maison-alma/shows/1?lang=fr&sheet=bag')
  assert.equal(hrefOf(product, undefined), '/maison-alma/shows/1?lang=fr')
})

test('an address that names no place we know opens nothing', () => {
  assert.equal(placeIn(new URLSearchParams('sheet=elsewhere')), undefined)
})
