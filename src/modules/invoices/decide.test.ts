import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { money, taxWithin } from '../../lib/money.ts'
import { creditLines, type DocumentLine, numberOf, paidLines, rateOf, taxesOf } from './decide.ts'

const euro = (minor: number | bigint) => money(minor, 'EUR')
const sold = (price: number, quantity: number, taxRateBp = 2000) => ({
  ...{ text: 'Lamp', sku: 'L', quantity, ordered: quantity, paid: euro(price * quantity), taxRateBp },
})
const line = (gross: number, taxRateBp: number): DocumentLine => ({
  ...{ text: 'x', sku: '', quantity: 1, gross: euro(gross), taxRateBp },
})

test('lines come to what was paid, with and without a reduction of the whole order', () => {
  const lines = [sold(4500, 2), sold(999, 1, 550)]
  const minors = (goods: number) => paidLines(lines, euro(goods)).map(({ gross }) => gross.minor)
  assert.deepEqual(minors(9999), [9000n, 999n])
  assert.equal(
    minors(8001).reduce((a, b) => a + b),
    8001n,
  )
})

test('tax stands by rate, and net and tax of each add up to its gross', () => {
  const taxes = taxesOf([line(12_000, 2000), line(1055, 550), line(590, 2000)])
  assert.deepEqual(
    taxes.map(({ rateBp, net, tax }) => [rateBp, net.minor, tax.minor]),
    [
      [2000, 10_492n, 2098n],
      [550, 1000n, 55n],
    ],
  )
})

test('the rate of a delivery is found from the tax in it', () => {
  for (const rate of [0, 550, 700, 810, 1000, 1900, 2000, 2100, 2500]) {
    for (const gross of [590, 1290, 4900]) {
      const found = rateOf(euro(gross), taxWithin(euro(gross), rate))
      assert.equal(taxWithin(euro(gross), found).minor, taxWithin(euro(gross), rate).minor, `${rate} in ${gross}`)
      if (rate % 100 === 0) assert.equal(found, rate)
    }
  }
})

test('a credit note comes to what was given back, whatever it is for, and its tax to no more than that', () => {
  const invoice = [line(9000, 2000), line(1055, 550), line(590, 2000)]
  assert.deepEqual(creditLines(euro(590), [], line(590, 2000), invoice, 'Refund'), [line(590, 2000)])
  assert.deepEqual(
    creditLines(euro(1000), [], undefined, invoice, 'Refund').map(({ gross, taxRateBp }) => [gross.minor, taxRateBp]),
    [
      [900n, 2000],
      [100n, 550],
    ],
  )
  const units = fc.array(
    fc.record({ price: fc.integer({ min: 0, max: 9999 }), quantity: fc.integer({ min: 1, max: 4 }) }),
    { maxLength: 4 },
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), units, fc.boolean(), (amount, parts, delivered) => {
      const goods = parts.map(({ price, quantity }) => sold(price, quantity))
      const lines = creditLines(euro(amount), goods, delivered ? line(590, 2000) : undefined, invoice, 'Refund')
      assert.equal(
        lines.reduce((sum, { gross }) => sum + gross.minor, 0n),
        BigInt(amount),
      )
      for (const { net, tax, gross } of taxesOf(lines)) assert.equal(net.minor + tax.minor, gross.minor)
    }),
  )
})

test('invoices and credit notes are numbered apart', () => {
  assert.equal(numberOf('MA-', 'invoice', 2026, 42), 'MA-2026-00042')
  assert.equal(numberOf('MA-', 'credit', 2026, 7), 'MA-CN-2026-00007')
})
