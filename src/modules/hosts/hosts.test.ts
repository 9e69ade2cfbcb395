import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { addClaim, type Buyer, openShop, type Placed, type Shop, type Stall } from '../../../test/shop.ts'
import type { Id, ShowId } from '../../lib/ids.ts'
import { money, wire } from '../../lib/money.ts'
import type { Refusal } from '../../lib/problems.ts'
import { insertMember } from '../accounts/store.ts'
import { refundOrder } from '../fulfilment/fulfilment.ts'
import { audit } from '../ledger/ledger.ts'
import { readAccounts } from '../ledger/reading.ts'
import { createShow } from '../shows/shows.ts'
import { agree, engage, hearShowStarted, readOfShow } from './contracts.ts'
import { accountsOf } from './earnings.ts'
import { hearOrderPaid, hearPaymentRefunded, hearRefundUndone, hearShowEnded } from './hosts.ts'

let shop: Shop
let lamp: Stall
let dana: Buyer
let bea: Buyer
let friday: ShowId

beforeEach(async () => {
  shop = await openShop()
  lamp = await shop.addVariant({ price: 12_000, free: 50 })
  ;[dana, bea] = [await shop.person(), await shop.person()]
  await shop.write((ctx) => insertMember(ctx.sql, ctx.now, shop.brandId, bea.who.email!, ['host']))
  friday = await planned()
})
afterEach(async () => {
  assert.deepEqual((await audit(shop.database.sql, shop.brandId)).faults, [])
  await shop[Symbol.asyncDispose]()
})

const refused = (code: string) => (error: Refusal) => error.problem?.code === code
const terms = {
  ...{ fee: wire(money(50_000, 'EUR')), commissionBp: 1000, products: [] as never[], giftBp: null },
  oddTo: 'brand' as const,
}
const agreed = (wish: object = {}) =>
  shop.write((ctx) => agree(ctx, { brandId: shop.brandId, personId: bea.personId, showId: null, ...terms, ...wish }))
const planned = () =>
  shop.write((ctx) => {
    const pictures = { coverPictureId: null, portraitPictureId: null, hostPictureId: null }
    const text = { title: { en: 'Friday' }, description: { en: 'Friday' }, hostName: 'Béa', kind: 'video' as const }
    return createShow(ctx, { brandId: shop.brandId, ...text, ...pictures, startsAt: null })
  })
const host = (showId = friday) => shop.write((ctx) => engage(ctx, { showId, personId: bea.personId }))
async function goLive(showId = friday) {
  await shop.database.sql`update shows.shows set status = 'live', started_at = now() where show_id = ${showId}`
  await shop.write((ctx) => hearShowStarted(ctx, { showId }))
}
async function settle() {
  for (let i = 0; i < 2; i++) {
    await shop.deliver()
    await shop.idle()
  }
  await shop.beat('ledger.postSubmitted')
}
async function sold(quantity = 2): Promise<Placed & { lineId: string }> {
  const { lineId } = await addClaim(shop, dana, lamp, { price: 3600, holdSeconds: 600, quantity, showId: friday })
  const placed = await shop.checkout(dana)
  await shop.pay(placed.intentId, '4242424242424242')
  await settle()
  return { ...placed, lineId }
}
const refund = async ({ orderId }: Placed, wish: object) => {
  const usual = { orderId, lines: [], delivery: false, restock: false, reason: 'a scratch' }
  await shop.write((ctx) => refundOrder(ctx, { ...usual, ...wish }))
  await settle()
}
const account = async () => {
  const [one] = await shop.write((ctx) => accountsOf(ctx, { brandId: shop.brandId, personId: bea.personId }))
  const { accrued, clawedBack, held, payable } = one!
  return [accrued, clawedBack, held, payable].map(({ minor }) => Number(minor))
}
const booked = async (purpose: string) => {
  const { items } = await shop.write((ctx) => readAccounts(ctx, { brandId: shop.brandId }))
  return items.filter((one) => one.purpose === purpose).reduce((sum, { balance }) => sum + Number(balance.minor), 0)
}

test('who hosts a show is on the team; what was agreed is frozen when it goes live, and never changed', async () => {
  const nobody = { showId: friday, personId: dana.personId }
  await assert.rejects(
    shop.write((ctx) => engage(ctx, nobody)),
    refused('hosts.unknownHost'),
  )
  await assert.rejects(agreed({ fee: wire(money(1, 'USD')) }), refused('hosts.otherCurrency'))
  await assert.rejects(agreed({ from: '2020-01-01T00:00:00Z' }), refused('hosts.holdsFromPast'))
  const products = [{ productId: shop.id<'product'>(), rateBp: 1 }]
  await assert.rejects(agreed({ products }), refused('hosts.unknownProduct'))
  await agreed()
  await host()
  await agreed({ showId: friday, commissionBp: 1200 })
  await goLive()
  await agreed({ commissionBp: 9000 })
  await assert.rejects(agreed({ showId: friday }), refused('hosts.hasBegun'))
  await assert.rejects(host(), refused('hosts.hasBegun'))
  const now = await shop.write((ctx) => readOfShow(ctx, { showId: friday }))
  assert.deepEqual([now.contract?.commissionBp, now.frozenAt !== null], [1200, true])
  await assert.rejects(shop.database.sql`update hosts.contracts set commission_bp = 1`, /agree anew/)
})

test('a fee is earned when the show ends, once', async () => {
  await agreed()
  await host()
  await goLive()
  for (let i = 0; i < 2; i++) await shop.write((ctx) => hearShowEnded(ctx, { showId: friday }))
  await settle()
  assert.deepEqual(await account(), [50_000, 0, 0, 50_000])
  assert.deepEqual([await booked('hostOwed'), await booked('hostCosts')], [50_000, -50_000])
})

test('a commission is of what was sold, without tax and delivery; what goes back takes its part, once', async () => {
  await agreed({ products: [{ productId: lamp.productId, rateBp: 1500 }] })
  await host()
  await goLive()
  const placed = await sold()
  // 72.00 with 20 % tax in it is 60.00; its own rate is 15 %.
  assert.deepEqual(await account(), [900, 0, 900, 0])
  await shop.write((ctx) => hearOrderPaid(ctx, { orderId: placed.orderId }))
  await settle()
  assert.equal(await booked('hostOwed'), 900)
  await refund(placed, { lines: [{ lineId: placed.lineId as Id<'line'>, quantity: 1 }], delivery: true })
  assert.deepEqual(await account(), [900, 450, 450, 0])
  const [row] = await shop.database.sql<{ refundId: string }>`select refund_id from hosts.backs`
  const { refundId } = row!
  const news = { orderId: placed.orderId, intentId: placed.intentId, refundId, amount: money(3600, 'EUR') }
  await shop.write((ctx) => hearPaymentRefunded(ctx, news))
  await settle()
  assert.equal(await booked('hostOwed'), 450)
  for (let i = 0; i < 2; i++) await shop.write((ctx) => hearRefundUndone(ctx, news))
  await settle()
  assert.deepEqual(await account(), [900, 0, 900, 0])
  assert.equal(await booked('hostOwed'), 900)
  assert.equal(await booked('hostCosts'), -900)
})

test('all of it back leaves nothing, in whatever pieces; held until returns can come no more', async () => {
  await agreed({ oddTo: 'host', commissionBp: 777 })
  await host()
  await goLive()
  const placed = await sold(1)
  const [all] = await account()
  await refund(placed, { amount: { minor: '1001', currency: 'EUR' } })
  shop.clock.advance(15 * 86_400_000)
  const [, back, held, payable] = await account()
  assert.deepEqual([held, payable], [0, all! - back!])
  assert.ok(back! > 0)
  const { totals } = await shop.order(placed.orderId)
  await refund(placed, { amount: { minor: `${BigInt(totals.total.minor) - 1001n}`, currency: 'EUR' } })
  assert.deepEqual(await account(), [all, all, 0, 0])
  assert.equal(await booked('hostOwed'), 0)
})
