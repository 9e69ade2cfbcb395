import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { money } from '../../lib/money.ts'
import { arePoints, leftOf, type Purse, slicesOf, takeFrom, usualSettings } from './decide.ts'

const purse = fc.record({
  coins: fc.bigInt({ min: 1n, max: 100_000n }),
  eur: fc.bigInt({ min: 0n, max: 10_000_000n }),
  usd: fc.bigInt({ min: 0n, max: 10_000_000n }),
})
const purseOf = ({ coins, eur, usd }: { coins: bigint; eur: bigint; usd: bigint }): Purse => ({
  coins,
  funds: new Map([
    ['EUR', eur],
    ['USD', usd],
  ]),
})

test('coins are spent with their part of what was paid for them: in all, exactly all of it', () => {
  fc.assert(
    fc.property(purse, fc.array(fc.bigInt({ min: 1n, max: 5000n }), { minLength: 1 }), (wish, wants) => {
      let left = purseOf(wish)
      const taken = { EUR: 0n, USD: 0n }
      for (const wanted of [...wants, left.coins]) {
        const most = wanted < left.coins ? wanted : left.coins
        if (most === 0n) break
        const before = left
        const one = takeFrom(left, most)
        left = one.left
        assert.equal(left.coins, before.coins - most)
        for (const { currency, minor } of one.taken) {
          assert.ok(minor > 0n)
          taken[currency as 'EUR'] += minor
        }
      }
      for (const [currency, all] of [
        ['EUR', wish.eur],
        ['USD', wish.usd],
      ] as const) {
        const rest = left.funds.get(currency)!
        assert.equal(taken[currency] + rest, all)
        assert.ok(rest >= 0n)
        if (left.coins === 0n) assert.equal(rest, 0n)
      }
    }),
  )
})

test('nobody takes more coins than there are, nor none', () => {
  const left = purseOf({ coins: 5n, eur: 5n, usd: 0n })
  assert.throws(() => takeFrom(left, 6n))
  assert.throws(() => takeFrom(left, 0n))
})

test('what a purse is worth goes back over its payments, each at most what is left of it, to the cent and the coin', () => {
  fc.assert(
    fc.property(purse, fc.array(fc.bigInt({ min: 1n, max: 400_000n }), { maxLength: 8 }), (wish, lefts) => {
      const payments = lefts.map((minor) => ({ left: money(minor, 'EUR') }))
      const one = purseOf({ ...wish, usd: 0n })
      const enough = lefts.reduce((all, minor) => all + minor, 0n) >= wish.eur
      if (!enough) return assert.throws(() => slicesOf(one, payments))
      const slices = slicesOf(one, payments)
      assert.equal(
        slices.reduce((all, { amount }) => all + amount.minor, 0n),
        wish.eur,
      )
      if (slices.length > 0)
        assert.equal(
          slices.reduce((all, { coins }) => all + coins, 0n),
          wish.coins,
        )
      for (const { payment, amount } of slices) assert.ok(amount.minor > 0n && amount.minor <= payment.left.minor)
    }),
  )
})

test('an amount of coins has one price in a currency, above zero', () => {
  const { points } = usualSettings('EUR')
  assert.ok(arePoints(points))
  assert.ok(!arePoints([...points, { coins: 100, price: money(98, 'EUR') }]))
  assert.ok(arePoints([...points, { coins: 100, price: money(98, 'USD') }]))
  assert.ok(!arePoints([{ coins: 100, price: money(0, 'EUR') }]))
})

test('what may still be bought today is never below zero', () => {
  assert.deepEqual([leftOf(100, 30), leftOf(100, 100), leftOf(100, 130)], [70, 0, 0])
})
