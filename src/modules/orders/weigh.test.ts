import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { money } from '../../lib/money.ts'
import { bandsHold, fareWith, gramsLeft, gramsOf, priceByWeight, type Tariff } from './weigh.ts'

const euro = (minor: number) => money(minor, 'EUR')
const post: Tariff = {
  price: euro(590),
  bands: [
    { overGrams: 2000, price: euro(890) },
    { overGrams: 10_000, price: euro(1490) },
  ],
  maxGrams: 30_000,
}
const minor = (price: { minor: bigint } | undefined) => price?.minor

test('a band begins above its weight and ends where the next begins; too heavy or unknown does not go', () => {
  const of = (grams: number | null) => minor(priceByWeight(post, grams))
  assert.deepEqual([0, 1, 2000, 2001, 10_000, 10_001, 30_000].map(of), [590n, 590n, 590n, 890n, 890n, 1490n, 1490n])
  assert.deepEqual([of(30_001), of(null)], [undefined, undefined])
})

test('a way of delivery that does not ask for the weight takes what nobody has weighed', () => {
  const flat = { price: euro(590), bands: [], maxGrams: null }
  assert.equal(minor(priceByWeight(flat, null)), 590n)
  assert.equal(minor(fareWith(flat, null, null)), 0n)
})

test('bands that stand still, run backwards or begin above the heaviest parcel do not hold', () => {
  const at = (...grams: number[]) => grams.map((overGrams) => ({ overGrams }))
  assert.ok(bandsHold(at(), null) && bandsHold(at(1, 2, 3), 4) && bandsHold(at(), 1))
  for (const [bands, most] of [
    [at(2, 2), null],
    [at(3, 2), null],
    [at(0), null],
    [at(1, 4), 4],
  ] as const)
    assert.equal(bandsHold(bands, most), false)
})

const tariffs = fc
  .record({
    first: fc.integer({ min: 0, max: 5000 }),
    steps: fc.array(fc.record({ grams: fc.integer({ min: 1, max: 9000 }), more: fc.integer({ min: 0, max: 900 }) }), {
      maxLength: 6,
    }),
    above: fc.option(fc.integer({ min: 1, max: 9000 }), { nil: null }),
  })
  .map(({ first, steps, above }): Tariff => {
    let [overGrams, price] = [0, first]
    const bands = steps.map(({ grams, more }) => {
      overGrams += grams
      price += more
      return { overGrams, price: euro(price) }
    })
    return { price: euro(first), bands, maxGrams: above === null ? null : overGrams + above }
  })
const weight = fc.integer({ min: 0, max: 60_000 })

test('every weight up to the heaviest has one price, an integer that never falls', () => {
  fc.assert(
    fc.property(tariffs, weight, weight, (tariff, a, b) => {
      assert.ok(bandsHold(tariff.bands, tariff.maxGrams))
      const [light, heavy] = [Math.min(a, b), Math.max(a, b)].map((grams) => priceByWeight(tariff, grams))
      if (tariff.bands.length > 0 && tariff.maxGrams !== null) {
        assert.equal(light === undefined, Math.min(a, b) > tariff.maxGrams)
      }
      if (light && heavy) assert.ok(light.minor <= heavy.minor)
      // The price of the band it lies in, found the long way.
      const edges = [0, ...tariff.bands.map(({ overGrams }) => overGrams), Number.POSITIVE_INFINITY]
      const prices = [tariff.price, ...tariff.bands.map(({ price }) => price)]
      const grams = Math.max(1, Math.min(a, b))
      const hits = prices.filter((_, i) => grams > edges[i]! && grams <= edges[i + 1]!)
      assert.equal(hits.length, 1)
      const price = priceByWeight(tariff, grams)
      if (price) assert.equal(price.minor, hits[0]!.minor)
    }),
  )
})

test('buys that share a parcel pay together what it costs in one, whatever pieces they come in', () => {
  fc.assert(
    fc.property(tariffs, fc.array(weight, { minLength: 1, maxLength: 5 }), (tariff, buys) => {
      const whole = buys.reduce((sum, grams) => sum + grams, 0)
      const all = priceByWeight(tariff, whole)
      if (!all) return
      let before = buys[0]!
      let paid = priceByWeight(tariff, before)!.minor
      for (const grams of buys.slice(1)) {
        const fare = fareWith(tariff, before, grams)
        assert.ok(fare && fare.minor >= 0n)
        paid += fare.minor
        before += grams
      }
      assert.equal(paid, tariff.bands.length === 0 ? tariff.price.minor : all.minor)
    }),
  )
})

test('what would make a parcel too heavy, or is not weighed, goes by itself', () => {
  assert.equal(minor(fareWith(post, 1500, 400)), 0n)
  assert.equal(minor(fareWith(post, 1500, 1000)), 300n)
  for (const [before, added] of [
    [29_000, 2000],
    [null, 10],
    [10, null],
  ] as const)
    assert.equal(fareWith(post, before, added), undefined)
})

test('a bundle weighs what its parts do; a piece nobody has weighed makes the whole unknown, or counts as assumed', () => {
  const lamp = { quantity: 2, variant: { weightGrams: 1800 } }
  const look = {
    ...{ quantity: 2, variant: { weightGrams: null } },
    parts: [
      { quantity: 1, variant: { weightGrams: 1800 } },
      { quantity: 3, variant: { weightGrams: 400 } },
    ],
  }
  assert.equal(gramsOf([lamp, look], null), 3600 + 2 * 3000)
  const serum = { quantity: 3, variant: { weightGrams: null } }
  assert.equal(gramsOf([lamp, serum], null), null)
  assert.equal(gramsOf([lamp, serum], 250), 3600 + 750)
})

test('what was called off weighs nothing any more', () => {
  const line = { quantity: 3, cancelledQuantity: 1, weightGrams: 500 }
  assert.equal(gramsLeft([line, { quantity: 2, cancelledQuantity: 2, weightGrams: null }]), 1000)
  assert.equal(gramsLeft([line, { quantity: 2, cancelledQuantity: 1, weightGrams: null }]), null)
})
