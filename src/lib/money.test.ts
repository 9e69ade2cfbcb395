import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { add, money, sum, taxWithin, times, unwire, wire } from './money.ts'

test('money of two currencies is never added', () => {
  assert.throws(() => add(money(1, 'EUR'), money(1, 'CNY')))
})

test('money survives the wire, up to 10^15', () => {
  const price = money(10n ** 15n, 'CNY')
  assert.deepEqual(unwire(wire(price)), price)
  assert.equal(wire(price).minor, '1000000000000000')
})

test('the tax within a price and the price without it add up, at the nearest unit', () => {
  assert.equal(taxWithin(money(12_000, 'EUR'), 2000).minor, 2000n)
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 0, max: 5000 }), (minor, rate) => {
      const tax = taxWithin(money(minor, 'EUR'), rate).minor
      const exact = minor * BigInt(rate)
      const whole = 10_000n + BigInt(rate)
      const off = tax * whole * 2n - exact * 2n
      assert.ok(off <= whole && off >= -whole)
    }),
  )
})

test('a sum is what its parts say', () => {
  assert.equal(sum('EUR', [times(money(590, 'EUR'), 3), money(-70, 'EUR')]).minor, 1700n)
})
