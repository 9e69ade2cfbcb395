import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { OrderId, ShowId } from '../../lib/ids.ts'
import { money } from '../../lib/money.ts'
import type { Transfer } from '../ledger/ledger.ts'
import * as postings from './postings.ts'

const order = { orderId: 'o' as OrderId, country: 'FR', currency: 'EUR' as const, provider: 'stripe' }
const friday = 'friday' as ShowId
const told = ({ postings }: Transfer) =>
  Object.fromEntries(
    postings.map(({ account, minor }) => [[account.purpose, account.owner].filter(Boolean).join(' '), minor]),
  )

test('a sale takes what was paid apart into goods, reductions, delivery and tax', () => {
  const [sale] = postings.sold(order, [
    { showId: friday, gross: 9600n, list: 12_000n, taxRateBp: 2000 },
    { showId: null, gross: 600n, list: 600n, taxRateBp: 2000, delivery: true },
  ])
  assert.deepEqual(told(sale!), {
    unearned: -10_200n,
    sales: 10_000n,
    discounts: -2000n,
    'tax FR-2000': 1700n,
    delivery: 500n,
  })
  assert.equal(sale!.about!.showId, friday)
})

test('an order of two shows is a sale in each, its delivery in the first; a gift alone is none', () => {
  const sales = postings.sold(order, [
    { showId: friday, gross: 1200n, list: 1200n, taxRateBp: 2000 },
    { showId: 'sunday' as ShowId, gross: 2400n, list: 2400n, taxRateBp: 2000 },
    { showId: null, gross: 600n, list: 600n, taxRateBp: 2000, delivery: true },
  ])
  assert.deepEqual(
    sales.map(({ about, postings }) => [about!.showId, postings[0]!.minor]),
    [
      [friday, -1800n],
      ['sunday', -2400n],
    ],
  )
  assert.deepEqual(postings.sold(order, [{ showId: friday, gross: 0n, list: 0n, taxRateBp: 2000 }]), [])
})

test('a fee that a provider gave back is a credit, and a payout empties what it holds', () => {
  assert.deepEqual(told(postings.feeKept('stripe', 'txn_1', money(-30, 'EUR'))[0]!), {
    providerFees: 30n,
    'provider stripe': -30n,
  })
  assert.deepEqual(told(postings.paidOut('stripe', 'PO-1', money(970, 'EUR'))), {
    bank: -970n,
    'provider stripe': 970n,
  })
})

const line = fc.record({
  ...{ showId: fc.constantFrom(null, friday, 'sunday' as ShowId), gross: fc.bigInt({ min: 0n, max: 10n ** 12n }) },
  ...{ off: fc.bigInt({ min: 0n, max: 10n ** 9n }), taxRateBp: fc.constantFrom(0, 550, 1000, 2000, 2100) },
})

test('whatever was sold and given back: every transfer adds up to zero, and all of it back leaves no tax and no sale', () => {
  const amount = (transfers: Transfer[], purpose: string) =>
    transfers
      .flatMap((one) => one.postings)
      .filter(({ account }) => account.purpose === purpose)
      .reduce((sum, { minor }) => sum + minor, 0n)
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
      const sales = postings.sold(
        order,
        lines.map(({ off, ...one }) => ({ ...one, list: one.gross + off })),
      )
      const gross = lines.reduce((sum, one) => sum + one.gross, 0n)
      assert.equal(amount(sales, 'unearned'), -gross)
      const shares = [
        { showId: friday, weight: gross / 3n },
        { showId: null, weight: gross - gross / 3n },
      ]
      const back = postings.givenBack(order, { refundId: 'r', amount: money(gross, 'EUR') }, lines, shares)
      const undone = postings.givenBack(
        order,
        { refundId: 'r', amount: money(gross, 'EUR'), undone: true },
        lines,
        shares,
      )
      assert.equal(amount(back, 'provider'), gross)
      for (const { postings: all } of [...sales, ...back, ...undone])
        assert.equal(
          all.reduce((sum, { minor }) => sum + minor, 0n),
          0n,
        )
      for (const purpose of ['provider', 'returns', 'tax'])
        assert.equal(amount([...back, ...undone], purpose), 0n, 'what is undone was never given back')
    }),
  )
})
