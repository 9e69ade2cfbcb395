import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftOf, faultsOf, newProduct, optionNamesOf, type Product, wishOf } from './product-draft.ts'

const lamp: Product = {
  title: { en: 'Lamp', fr: 'Lampe' },
  description: { en: 'Gives light' },
  attributes: { material: 'stoneware' },
  taxRateBp: 550,
  state: 'published',
  pictures: [{ pictureId: 'p1', url: '/pictures/p1.webp' }],
  variants: [
    {
      variantId: 'v1',
      sku: 'L-INK',
      options: { colour: 'ink' },
      prices: [{ minor: '12000', currency: 'EUR', memberMinor: '11000', liveMinor: '9900' }],
      parts: [],
      weightGrams: 1800,
    },
    {
      variantId: 'v2',
      sku: 'L-IVO',
      options: { colour: 'ivory' },
      prices: [{ minor: '90000', currency: 'CNY' }],
      parts: [],
      weightGrams: null,
    },
  ],
}

test('a product that is opened and saved stays what it was', () => {
  const wish = wishOf(draftOf(lamp, 'EUR'))
  assert.deepEqual(wish, {
    title: lamp.title,
    description: lamp.description,
    attributes: lamp.attributes,
    taxRateBp: 550,
    state: 'published',
    pictureIds: ['p1'],
    variants: lamp.variants,
  })
})

test('an empty form says what is missing, where it is missing', () => {
  assert.deepEqual(faultsOf(newProduct('EUR')), {
    title: 'needsTitle',
    description: 'needsDescription',
    'variants.0.sku': 'badSku',
    'variants.0.prices': 'needsPrice',
  })
  assert.deepEqual(faultsOf(draftOf(lamp, 'EUR')), {})
})

test('a price for some is below the price for all', () => {
  const draft = draftOf(lamp, 'EUR')
  draft.variants[0]!.livePrices.EUR = '12000'
  assert.deepEqual(faultsOf(draft), { 'variants.0.lower': 'notBelow' })
})

test('a set says what it is made of, and is made of two pieces at least', () => {
  const candle = { variantId: 'v9', sku: 'C', title: { en: 'Candle' }, options: {}, pictureUrl: null }
  const [one, two] = lamp.variants
  const set: Product = { ...lamp, variants: [{ ...one!, parts: [{ ...candle, quantity: 2 }] }] }
  assert.deepEqual(wishOf(draftOf(set, 'EUR')).variants[0]!.parts, [{ variantId: 'v9', quantity: 2 }])
  const single = draftOf({ ...set, variants: [{ ...one!, parts: [{ ...candle, quantity: 1 }] }, two!] }, 'EUR')
  assert.deepEqual(faultsOf(single), { 'variants.0.parts': 'needsParts', 'variants.1.parts': 'needsParts' })
})

test('option names are separated as people write lists', () => {
  assert.deepEqual(optionNamesOf(' colour, size ,, colour'), ['colour', 'size'])
  assert.deepEqual(optionNamesOf('颜色，尺寸、材质'), ['颜色', '尺寸', '材质'])
})

test('a name that was taken away takes its values away', () => {
  const draft = { ...draftOf(lamp, 'EUR'), optionNames: '' }
  assert.deepEqual(wishOf(draft).variants[0]?.options, {})
})
