import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { money, taxUpon } from '../../lib/money.ts'
import { bundlePriceOf, type Priced, paidFor, takenApart, totalsOf } from './price.ts'
import { deliveryTo, lineTo, noTaxSettings, standardRates, type TaxSettings, taxingOf } from './tax.ts'

const euro = (minor: number | bigint) => money(minor, 'EUR')
const oss: TaxSettings = { ...noTaxSettings, oss: true }
const standard = { price: euro(590), freeFrom: null, taxRateBp: 2000 }
const line = (unit: number, taxRateBp = 2000, quantity = 1): Priced => ({
  ...{ quantity, unitPrice: euro(unit), compareAt: null, off: 0n, origin: 'list', taxRateBp },
})
const sold = (lines: readonly Priced[], to: string, settings: TaxSettings, home = 'FR') => {
  const taxing = taxingOf(home, to, settings)
  return totalsOf(
    lines.map((one) => lineTo(one, taxing)),
    deliveryTo(standard, taxing),
  )
}

test('a brand that has said nothing taxes everything as at home', () => {
  for (const to of ['FR', 'DE', 'GB', 'US', 'CN']) {
    assert.equal(taxingOf('FR', to, noTaxSettings).regime, 'home')
    assert.deepEqual(sold([line(12_000)], to, noTaxSettings), totalsOf([line(12_000)], standard))
  }
})

test('within the EU the price is the same and the tax in it the destination’s, delivery too', () => {
  const { tax, total } = sold([line(11_900)], 'DE', oss)
  assert.deepEqual([total.minor, tax.minor], [12_490n, 1900n + 94n])
  assert.equal(taxingOf('FR', 'DE', oss).regime, 'oss')
  // Monaco is taxed as France is, for who sells there and from there.
  assert.deepEqual([taxingOf('FR', 'MC', oss).regime, taxingOf('MC', 'IT', oss).regime], ['home', 'oss'])
})

test('a reduced rate abroad is the one the brand has said, else the standard one; no tax at home is none abroad', () => {
  const said = { ...oss, rates: [{ country: 'DE', homeRateBp: 550, rateBp: 700 }] }
  assert.equal(taxingOf('FR', 'DE', said).rateOf(550), 700)
  assert.equal(taxingOf('FR', 'IT', said).rateOf(550), 2200)
  assert.equal(taxingOf('FR', 'IT', said).rateOf(0), 0)
})

test('to the United Kingdom a brand sells with its VAT, or exports', () => {
  const uk = taxingOf('FR', 'GB', { ...oss, ukVat: true, exports: 'net' })
  assert.deepEqual([uk.regime, uk.rateOf(550), uk.net], ['uk', 2000, false])
  assert.equal(taxingOf('FR', 'GB', { ...oss, exports: 'net' }).regime, 'export')
  // And from there, the Union is abroad.
  assert.equal(taxingOf('GB', 'FR', { ...oss, exports: 'same' }).regime, 'export')
})

test('an export bears no tax: at the same price, or without the tax that was in it', () => {
  const same = sold([line(12_000)], 'US', { ...oss, exports: 'same' })
  assert.deepEqual([same.total.minor, same.tax.minor], [12_590n, 0n])
  const net = sold([line(12_000), line(1055, 550)], 'US', { ...oss, exports: 'net' })
  assert.deepEqual([net.items.minor, net.delivery.minor, net.total.minor, net.tax.minor], [11_000n, 492n, 11_492n, 0n])
})

const priced = fc
  .record({
    unit: fc.integer({ min: 0, max: 10 ** 8 }),
    former: fc.option(fc.integer({ min: 0, max: 10 ** 6 }), { nil: null }),
    rate: fc.constantFrom(0, 210, 550, 1000, 2000),
    quantity: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ unit, former, rate, quantity }) => ({
    ...line(unit, rate, quantity),
    compareAt: former === null ? null : euro(unit + former),
  }))
const part = fc.record({
  quantity: fc.integer({ min: 1, max: 5 }),
  minor: fc.integer({ min: 0, max: 10 ** 6 }),
  rate: fc.constantFrom(0, 550, 2000),
})
const bundle = fc
  .record({ parts: fc.array(part, { minLength: 1, maxLength: 5 }), own: fc.integer({ min: 0, max: 10 ** 7 }) })
  .map(({ parts, own }): Priced => {
    const list = (minor: number) => ({ ...euro(minor), memberMinor: null, liveMinor: null })
    const listed = parts.map(({ quantity, minor }) => ({ quantity, price: list(minor) }))
    const made = parts.map(({ quantity, minor, rate }) => ({ quantity, unitPrice: euro(minor), taxRateBp: rate }))
    const unit = bundlePriceOf(list(own), listed, { isMember: false, isLive: false })
    return { ...line(0), ...unit, parts: made }
  })
const bag = fc.array(fc.oneof(priced, bundle), { minLength: 1, maxLength: 8 })
const anySettings = fc.record({
  oss: fc.boolean(),
  ukVat: fc.boolean(),
  exports: fc.constantFrom('taxed' as const, 'same' as const, 'net' as const),
  rates: fc.constant([]),
})
const countries = fc.constantFrom(...Object.keys(standardRates), 'MC', 'US', 'CN', 'JP', 'CH')

test('whatever is sold to wherever: the parts make the total, the tax is a part of it, and an export has none', () => {
  fc.assert(
    fc.property(bag, anySettings, countries, countries, (lines, settings, home, to) => {
      const { regime, net } = taxingOf(home, to, settings)
      const { items, discount, delivery, tax, total } = sold(lines, to, settings, home)
      assert.equal(items.minor - discount.minor + delivery.minor, total.minor)
      assert.ok(discount.minor >= 0n && tax.minor >= 0n && tax.minor <= total.minor)
      if (regime === 'export') assert.equal(tax.minor, 0n)
      if (!net) assert.equal(total.minor, totalsOf(lines, standard).total.minor)
      if (net) assert.ok(total.minor <= totalsOf(lines, standard).total.minor)
    }),
  )
})

test('a price without its tax gives the price again with it, to the cent; no part costs more than by itself', () => {
  const taxing = taxingOf('FR', 'US', { ...noTaxSettings, exports: 'net' })
  fc.assert(
    fc.property(fc.oneof(priced, bundle), (one) => {
      const sent = lineTo(one, taxing)
      for (const taken of takenApart(sent)) {
        assert.ok(taken.off >= 0n && paidFor(taken).minor >= 0n)
        assert.equal(taken.taxRateBp, 0)
      }
      if (one.parts) return
      const again = sent.unitPrice.minor + taxUpon(sent.unitPrice, one.taxRateBp).minor
      const apart = again - one.unitPrice.minor
      assert.ok(apart >= -1n && apart <= 1n, `${again} is not ${one.unitPrice.minor}`)
    }),
  )
})
