import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { addClaim, type Buyer, openShop, type Placed, type Shop, type Stall } from '../../../test/shop.ts'
import { refundOrder } from '../fulfilment/fulfilment.ts'
import { audit, showSums } from '../ledger/ledger.ts'
import { readAccounts } from '../ledger/reading.ts'
import * as orders from '../orders/orders.ts'
import { answerDispute, readDisputes } from '../payments/disputes.ts'
import { setFree } from '../stock/stock.ts'
import { bookPayout, bookSettlement, readClosing } from './books.ts'

let shop: Shop
let lamp: Stall
let dana: Buyer

beforeEach(async () => {
  shop = await openShop()
  lamp = await shop.addVariant({ price: 12_000, free: 50 })
  dana = await shop.person()
})
afterEach(async () => {
  assert.deepEqual((await audit(shop.database.sql, shop.brandId)).faults, [])
  await shop[Symbol.asyncDispose]()
})

const good = '4242424242424242'
async function settle() {
  for (let i = 0; i < 2; i++) {
    await shop.deliver()
    await shop.idle()
  }
  await shop.beat('ledger.postSubmitted')
}
async function bought(): Promise<Placed> {
  const placed = await shop.checkout(dana)
  await shop.pay(placed.intentId, good)
  await settle()
  return placed
}
const bag = () =>
  shop.write((ctx) => orders.addToBag(ctx, { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1 }), dana.who)
const balances = async () => {
  const { items } = await shop.write((ctx) => readAccounts(ctx, { brandId: shop.brandId }))
  return Object.fromEntries(
    items
      .filter(({ balance }) => balance.minor !== '0')
      .map(({ purpose, owner, balance }) => [`${purpose} ${owner}`.trim(), balance.minor]),
  )
}
const closing = async (showId: Awaited<ReturnType<typeof addClaim>>['showId']) => {
  const { currencies, ...counts } = await shop.write((ctx) => readClosing(ctx, { showId }))
  return {
    ...counts,
    ...Object.fromEntries(
      Object.entries(currencies[0]!).map(([name, one]) => [
        name,
        Array.isArray(one) ? one.map(({ owner, amount }) => `${owner} ${amount.minor}`) : one.minor,
      ]),
    ),
  }
}

test('a sale in a show stands in the books and in its closing statement, and what went back does too', async () => {
  const { showId, lineId } = await addClaim(shop, dana, lamp, { price: 3600, holdSeconds: 600, quantity: 2 })
  const placed = await bought()
  const { totals } = await shop.order(placed.orderId)
  const delivery = BigInt(totals.delivery.minor)
  assert.ok(delivery > 0n)
  const sum = 7200n + delivery
  const ofDelivery = delivery - (delivery * 2n * 2000n + 12_000n) / 24_000n
  assert.deepEqual(await balances(), {
    'provider fake': `-${sum}`,
    sales: '6000',
    delivery: `${ofDelivery}`,
    'tax FR-2000': `${1200n + delivery - ofDelivery}`,
  })
  const wish = { orderId: placed.orderId, delivery: false, restock: true, reason: 'a scratch' }
  await shop.write((ctx) => refundOrder(ctx, { ...wish, lines: [{ lineId, quantity: 1 }] }))
  await settle()
  assert.deepEqual(await closing(showId), {
    ...{ orders: 1, refunds: 1, sales: '6000', discounts: '0', delivery: `${ofDelivery}`, returns: '-3000' },
    ...{ coins: 0, gifts: '0', giftsUnshared: '0', hostCosts: '0', hostShare: '0', platformShare: '0' },
    ...{ net: `${3000n + ofDelivery}`, total: `${sum - 3600n}`, taxes: [`FR-2000 ${600n + delivery - ofDelivery}`] },
  })
})

test('a second payment of one order is no sale: it comes and goes, and nothing stays unearned', async () => {
  await bag()
  const placed = await shop.checkout(dana)
  const second = await shop.write(
    (ctx) => orders.payAgain(ctx, { orderId: placed.orderId, returnTo: '/back' }),
    dana.who,
  )
  await shop.idle()
  await shop.pay(second.intentId, good)
  await settle()
  const once = await balances()
  await shop.pay(placed.intentId, good)
  await settle()
  await settle()
  assert.deepEqual(await balances(), once)
  assert.equal(once.unearned, undefined)
})

test('money that came too late comes and goes; an order that is cancelled leaves returns and no tax', async () => {
  await bag()
  const late = await shop.checkout(dana)
  await shop.idle()
  const page = (await shop.intent(late.intentId)).redirectUrl!
  shop.clock.advance(15 * 60_000)
  await shop.beat('orders.endOverdue')
  await shop.idle()
  assert.equal((await shop.order(late.orderId)).state, 'cancelled')
  await shop.write((ctx) => setFree(ctx, { variantId: lamp.variantId, brandId: shop.brandId, free: 0 }))
  await shop.submit(page, { step: 'pay', card: good, expiry: '12 / 34', code: '123' })
  await settle()
  await settle()
  assert.equal((await shop.order(late.orderId)).state, 'refunded')
  assert.deepEqual(await balances(), {})
  await shop.write((ctx) => setFree(ctx, { variantId: lamp.variantId, brandId: shop.brandId, free: 5 }))
  await bag()
  const placed = await bought()
  await shop.write((ctx) => orders.cancelOrder(ctx, { orderId: placed.orderId, reason: '' }), dana.who)
  await settle()
  await settle()
  const after = await balances()
  assert.equal(after['tax FR-2000'], undefined)
  assert.equal(after['provider fake'], undefined)
  assert.equal(BigInt(after.sales!) + BigInt(after.delivery ?? 0) + BigInt(after.returns!), 0n)
})

test('a dispute takes what was paid out of the show until it is decided: won it is back, lost it is a loss', async () => {
  for (const [evidence, isLost] of [
    ['winning_evidence', false],
    ['losing_evidence', true],
  ] as const) {
    const { showId } = await addClaim(shop, dana, lamp, { price: 3600, holdSeconds: 600 })
    const placed = await shop.checkout(dana)
    await shop.pay(placed.intentId, '4000000000000259')
    await settle()
    const before = await balances()
    shop.clock.advance(4000)
    await settle()
    const during = await balances()
    const { totals, timeline } = await shop.order(placed.orderId)
    const paid = BigInt(totals.total.minor)
    assert.equal(during['disputed fake'], `-${paid}`)
    assert.equal(BigInt(during['provider fake'] ?? 0) - BigInt(before['provider fake'] ?? 0), paid + 1500n)
    assert.equal(BigInt(before.providerFees ?? 0) - BigInt(during.providerFees!), 1500n)
    assert.deepEqual(
      timeline.map(({ what }) => what),
      ['placed', 'paid', 'mailed', 'disputed'],
    )
    const { items } = await shop.write((ctx) => readDisputes(ctx, { brandId: shop.brandId, which: 'open' }))
    assert.deepEqual([items.length, items[0]!.fee.minor, items[0]!.stage], [1, '1500', 'needsResponse'])
    const answer = { brandId: shop.brandId, disputeId: items[0]!.disputeId, how: 'respond' as const }
    await shop.write((ctx) => answerDispute(ctx, { ...answer, note: evidence, papers: [], parcels: [] }), dana.who)
    await settle()
    const after = await balances()
    assert.equal(after['disputed fake'], undefined)
    assert.equal(BigInt(after.disputeLosses ?? 0) - BigInt(before.disputeLosses ?? 0), isLost ? -paid : 0n)
    assert.equal(
      (await shop.write((ctx) => showSums(ctx.sql, showId))).sums.find(({ purpose }) => purpose === 'providerFees')
        ?.minor,
      -1500n,
    )
  }
})

test('fees by the provider’s file and a payout empty what the provider holds; nothing is booked twice', async () => {
  const table =
    'id,type,source,amount,currency,fee,created (utc)\r\ntxn_1,charge,ch_1,90.00,eur,1.55,2026-11-20 19:00\r\n'
  const file = { brandId: shop.brandId, provider: 'stripe' as const, file: Buffer.from(table).toString('base64') }
  for (let i = 0; i < 2; i++) {
    const { rows, fees } = await shop.write((ctx) => bookSettlement(ctx, file))
    assert.deepEqual([rows, fees], [1, [{ minor: '155', currency: 'EUR' }]])
  }
  assert.deepEqual(await balances(), { 'provider stripe': '155', providerFees: '-155' })
  const payout = {
    brandId: shop.brandId,
    provider: 'fake',
    amount: { minor: '500', currency: 'EUR' as const },
    reference: 'PO-1',
  }
  for (let i = 0; i < 2; i++) await shop.write((ctx) => bookPayout(ctx, payout))
  assert.deepEqual(await balances(), {
    'provider fake': '500',
    bank: '-500',
    'provider stripe': '155',
    providerFees: '-155',
  })
  const no = (code: string) => (error: { problem: { code: string } }) => error.problem.code === code
  await assert.rejects(
    shop.write((ctx) => bookPayout(ctx, { ...payout, amount: { minor: '501', currency: 'EUR' } })),
    no('books.bookedOtherwise'),
  )
  await assert.rejects(
    shop.write((ctx) => bookPayout(ctx, { ...payout, amount: { minor: '0', currency: 'EUR' } })),
    no('books.nothingPaidOut'),
  )
  await assert.rejects(
    shop.write((ctx) => bookSettlement(ctx, { brandId: shop.brandId, provider: 'stripe', file: 'eA==' })),
    no('payments.unreadableFile'),
  )
})
