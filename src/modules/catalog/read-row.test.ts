import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Currency } from '../../lib/money.ts'
import { priceOf, RowRefused, readRow } from './read-row.ts'

const minor = (cell: string, currency: Currency = 'EUR') => priceOf(cell, currency).minor

test('a price is read with a decimal comma or a decimal point', () => {
  for (const cell of ['12.50', '12,50', '12,5', '12.5', '0012.50']) assert.equal(minor(cell), '1250', cell)
  assert.equal(minor('12'), '1200')
  assert.equal(minor('0'), '0')
})

test('groups of three are read in every country', () => {
  const cells = [
    '1234.50',
    '1,234.50',
    '1.234,50',
    '1 234,50',
    '1\u00a0234,50',
    '1\u202f234,50',
    "1'234.50",
    '1’234.50',
  ]
  for (const cell of cells) assert.equal(minor(cell), '123450', cell)
  assert.equal(minor('1,234,567'), '123456700')
  assert.equal(minor('1.234.567,8'), '123456780')
})

test('what can be read in two ways is refused rather than guessed', () => {
  assert.throws(() => minor('1,234'), /two ways; write 1234\.00 or 1\.23/)
  assert.throws(() => minor('1.234'), /two ways/)
})

test('a currency without decimals has none', () => {
  assert.equal(minor('1200', 'JPY'), '1200')
  assert.equal(minor('1,200', 'JPY'), '1200')
  assert.throws(() => minor('12.50', 'JPY'), /JPY has no decimals/)
})

test('what is no amount is refused', () => {
  const cells = ['', '-3', 'free', '12 €', '1e3', '12..5', '.5', '5.', '1,23,4', '12.345.6', '0x1f', '１２', 'NaN']
  for (const cell of cells) assert.throws(() => minor(cell), RowRefused, cell)
  assert.throws(() => minor('12.3456'), /at most 2 decimals/)
  assert.throws(() => minor('9'.repeat(13)), /too large/)
})

const row = (cells: Record<string, string>, tooWide = false) =>
  readRow({ line: 2, cells: new Map(Object.entries(cells)), tooWide })

test('a row says what it says, and nothing of what it leaves empty', () => {
  const said = { sku: 'L1', title_fr: 'Lampe', tax_rate: '5,5 %', stock: '1 200', weight_grams: '1 800' }
  const wish = row({ ...said, 'option:colour': 'ivory' })
  assert.deepEqual(wish, {
    ...{ line: 2, sku: 'L1', title: { fr: 'Lampe' }, description: {}, taxRateBp: 550, attributes: {}, prices: [] },
    ...{ options: { colour: 'ivory' }, stock: 1200, weightGrams: 1800 },
  })
})

test('a weight is whole grams', () => {
  for (const weight_grams of ['0', '1.5', '2 kg', '1000001'])
    assert.throws(() => row({ sku: 'L1', weight_grams }), /grams/)
  assert.equal(row({ sku: 'L1' }).weightGrams, undefined)
})

test('prices in several currencies stand side by side', () => {
  const wish = row({ sku: 'L1', price: '12,50', currency: 'eur', 'price:USD': '14' })
  assert.deepEqual(wish.prices, [
    { minor: '1250', currency: 'EUR' },
    { minor: '1400', currency: 'USD' },
  ])
})

test('a row that cannot be read is refused in words', () => {
  const refused: [Record<string, string>, RegExp][] = [
    [{ title: 'Lamp' }, /no SKU/],
    [{ sku: 'l amp' }, /not a SKU/],
    [{ sku: '=cmd()' }, /not a SKU/],
    [{ sku: 'L1', price: '3' }, /needs a currency/],
    [{ sku: 'L1', price: '3', currency: 'XXX' }, /not one of the currencies/],
    [{ sku: 'L1', 'price:XXX': '3' }, /not one of the currencies/],
    [{ sku: 'L1', price: '3', currency: 'EUR', 'price:EUR': '4' }, /two prices in the same currency/],
    [{ sku: 'L1', title: 'x'.repeat(121) }, /title: more than 120/],
    [{ sku: 'L1', title: 'a\u0007b' }, /control characters/],
    [{ sku: 'L1', stock: '-1' }, /whole number/],
    [{ sku: 'L1', stock: '1.5' }, /whole number/],
    [{ sku: 'L1', stock: '99999999' }, /whole number/],
    [{ sku: 'L1', tax_rate: '51' }, /per cent/],
    [{ sku: 'L1', tax_rate: 'twenty' }, /per cent/],
    [{ sku: 'L1', [`option:${'x'.repeat(41)}`]: 'a' }, /option: more than 40/],
  ]
  for (const [cells, reason] of refused) assert.throws(() => row(cells), reason)
  assert.throws(() => row({ sku: 'L1' }, true), /more cells than columns/)
})
