import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { money, taxWithin } from '../../lib/money.ts'
import { commissionOf, contractAt, rateOf, shareBack } from './decide.ts'

const line = {
  currency: 'EUR' as const,
  gross: 12_000n,
  back: 0n,
  taxRateBp: 2000,
  rateBp: 850,
  oddTo: 'brand' as const,
}

test('a commission is its rate of what remains without tax; less than a cent goes to whom the contract names', () => {
  assert.equal(commissionOf(line), 850n)
  assert.equal(commissionOf({ ...line, back: 12_000n }), 0n)
  const odd = { ...line, gross: 1201n, taxRateBp: 0, rateBp: 1000 }
  assert.deepEqual([commissionOf(odd), commissionOf({ ...odd, oddTo: 'host' })], [120n, 121n])
})

test('a product has its own rate, or the usual one', () => {
  const terms = { feeMinor: 0n, currency: 'EUR', commissionBp: 800, giftBp: null, oddTo: 'brand' } as const
  const products = [{ productId: 'lamp', rateBp: 0 }]
  assert.deepEqual([rateOf({ ...terms, products }, 'lamp'), rateOf({ ...terms, products }, 'vase')], [0, 800])
})

test('the contract of a show comes before the one that holds for all; of those the latest that has begun', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 10, day))
  const of = (id: string, showId: string | null, from: number, agreed = from) => ({
    id,
    showId,
    fromAt: at(from),
    agreedAt: at(agreed),
  })
  const all = [
    of('usual', null, 1),
    of('later', null, 10),
    of('next year', null, 28),
    of('friday', 'fri', 5),
    of('friday again', 'fri', 5, 6),
  ]
  const holds = (showId: string, day: number) => contractAt(all, showId, at(day))?.id
  assert.deepEqual([holds('sun', 2), holds('sun', 12), holds('fri', 12)], ['usual', 'later', 'friday again'])
  assert.equal(contractAt([of('to come', null, 9)], 'sun', at(2)), undefined)
})

test('a refund of units is theirs, of the delivery the delivery’s; a sum without units is spread over what is left', () => {
  const lines = [
    { lineId: 'lamp', quantity: 2, gross: 9000n, back: 0n },
    { lineId: 'vase', quantity: 1, gross: 1000n, back: 0n },
    { lineId: 'order', quantity: 1, gross: 600n, back: 0n },
  ]
  const told = (...args: Parameters<typeof shareBack>) => Object.fromEntries(shareBack(...args))
  assert.deepEqual(told(lines, 'order', 4500n, { delivery: 0n, parts: [{ lineId: 'lamp', quantity: 1 }] }), {
    lamp: 4500n,
  })
  assert.deepEqual(told(lines, 'order', 5100n, { delivery: 600n, parts: [{ lineId: 'lamp', quantity: 1 }] }), {
    lamp: 4500n,
    order: 600n,
  })
  assert.deepEqual(told(lines, 'order', 1060n, undefined), { lamp: 900n, vase: 100n, order: 60n })
  assert.deepEqual(told([{ ...lines[0]!, back: 9000n }, lines[1]!], 'order', 500n, undefined), { vase: 500n })
})

const sale = fc.record({
  ...{ gross: fc.bigInt({ min: 0n, max: 10n ** 9n }), quantity: fc.integer({ min: 1, max: 9 }) },
  ...{ taxRateBp: fc.constantFrom(0, 550, 1000, 2000, 2100), rateBp: fc.integer({ min: 0, max: 10_000 }) },
  oddTo: fc.constantFrom('host' as const, 'brand' as const),
})
const refund = fc.record({
  amount: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  delivery: fc.bigInt({ min: 0n, max: 1000n }),
  parts: fc.option(
    fc.array(fc.record({ line: fc.nat(8), quantity: fc.integer({ min: 1, max: 9 }) }), { maxLength: 3 }),
  ),
  undone: fc.boolean(),
})

test('whatever is sold and given back in parts: the commission is the rate of what remains, and never below nothing', () => {
  fc.assert(
    fc.property(
      fc.array(sale, { minLength: 1, maxLength: 6 }),
      fc.array(refund, { maxLength: 12 }),
      (sales, refunds) => {
        const now = sales.map((one, i) => ({ ...one, lineId: `${i}`, currency: 'EUR' as const, back: 0n }))
        const total = () => now.reduce((sum, one) => sum + commissionOf(one), 0n)
        let earned = total()
        for (const { amount, delivery, parts, undone } of refunds) {
          const left = now.reduce((sum, one) => sum + one.gross - one.back, 0n)
          const wanted = amount < left ? amount : left
          const named = parts?.flatMap(({ line, quantity }) => (now[line] ? [{ lineId: `${line}`, quantity }] : []))
          const shares = shareBack(now, '0', wanted, named && { delivery, parts: named })
          const back = (sign: bigint) => {
            const before = total()
            for (const one of now) one.back += sign * (shares.get(one.lineId) ?? 0n)
            earned += total() - before
          }
          assert.equal(
            [...shares.values()].reduce((sum, one) => sum + one, 0n),
            wanted,
          )
          back(1n)
          if (undone) back(-1n)
          for (const { gross, back, rateBp, taxRateBp, ...one } of now) {
            assert.ok(back >= 0n && back <= gross)
            const net = gross - back - taxWithin(money(gross - back, 'EUR'), taxRateBp).minor
            const cents = commissionOf({ ...one, gross, back, rateBp, taxRateBp })
            const exact = net * BigInt(rateBp)
            assert.ok(one.oddTo === 'brand' ? cents * 10_000n <= exact : cents * 10_000n >= exact)
            assert.ok(cents >= 0n && cents <= net && (cents * 10_000n - exact) ** 2n < 10_000n ** 2n)
          }
          assert.equal(earned, total())
        }
      },
    ),
    { seed: Number(process.env.SEED ?? Date.now() & 0xffffff) },
  )
})
