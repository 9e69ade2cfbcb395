import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decimalOf, minorOf } from './decimal.ts'

test('an amount is written with the decimals of its currency, and read back', () => {
  assert.equal(decimalOf(8888n, 'CNY'), '88.88')
  assert.equal(decimalOf(5n, 'EUR'), '0.05')
  assert.equal(decimalOf(1500n, 'JPY'), '1500')
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      fc.constantFrom('EUR', 'JPY'),
      (minor, currency) => {
        assert.equal(minorOf(decimalOf(minor, currency), currency), minor)
      },
    ),
  )
})

test('fewer decimals are filled up, and what is no exact amount is none', () => {
  assert.equal(minorOf('8.8', 'CNY'), 880n)
  assert.equal(minorOf('8', 'CNY'), 800n)
  assert.equal(minorOf('0.60000', 'CNY'), 60n)
  for (const text of ['8.888', '1e3', '1,000', '', '.5', '5.', ' 5', '5.00001', '١٢', '0x10', 'NaN', '--5']) {
    assert.equal(minorOf(text, 'CNY'), undefined, text)
  }
  assert.equal(minorOf('8.5', 'JPY'), undefined)
})
