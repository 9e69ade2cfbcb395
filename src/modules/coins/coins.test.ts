import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { type Buyer, openShop, type Shop } from '../../../test/shop.ts'
import { money, wire } from '../../lib/money.ts'
import { audit, post } from '../ledger/ledger.ts'
import { readAccounts } from '../ledger/reading.ts'
import { receiveNotice, refundIntent } from '../payments/payments.ts'
import * as coins from './coins.ts'

let shop: Shop
let carl: Buyer

beforeEach(async () => {
  shop = await openShop()
  carl = await shop.person()
})
afterEach(async () => {
  assert.deepEqual((await audit(shop.database.sql, shop.brandId)).faults, [])
  await shop[Symbol.asyncDispose]()
})

const good = '4242424242424242'
const small = { coins: 100, price: wire(money(99, 'EUR')) }
const large = { coins: 6500, price: wire(money(4999, 'EUR')) }
const no = (code: string) => (error: { problem: { code: string } }) => error.problem.code === code
const topUp = (point: typeof small, more: { ofAge?: true } = { ofAge: true }) =>
  shop.write(
    (ctx) =>
      coins.topUp(ctx, { brandId: shop.brandId, ...point, country: 'FR', locale: 'fr', returnTo: '/back', ...more }),
    carl.who,
  )
const purse = () => shop.write((ctx) => coins.readPurse(ctx, { brandId: shop.brandId }), carl.who)
const giveBack = () => shop.write((ctx) => coins.giveBack(ctx, { brandId: shop.brandId }), carl.who)
async function settle() {
  for (let i = 0; i < 2; i++) {
    await shop.deliver()
    await shop.idle()
  }
  await shop.beat('ledger.postSubmitted')
}
async function bought(point: typeof small) {
  const placed = await topUp(point)
  await shop.pay(placed.intentId, good)
  await settle()
  return placed
}
const balances = async () => {
  const { items } = await shop.write((ctx) => readAccounts(ctx, { brandId: shop.brandId }))
  return Object.fromEntries(
    items
      .filter(({ balance }) => balance.minor !== '0')
      .map(({ purpose, balance }) => [`${purpose} ${balance.currency}`, Number(balance.minor)]),
  )
}
const full = { 'coins XCO': 100, 'coinsIssued XCO': -100, 'prepaid EUR': 99, 'provider EUR': -99 }
/** Spends coins as a gift would. */
const spend = (wanted: bigint) =>
  shop.write(async (ctx) => {
    const { taken } = coins.takeFrom(
      (await coins.pursesLocked(ctx.sql, shop.brandId, [carl.personId])).get(carl.personId)!,
      wanted,
    )
    const postings = coins.spent(carl.personId, wanted, taken, (currency) => ({ purpose: 'giftIncome', currency }))
    const { writes } = await post(ctx.sql, ctx.now, shop.brandId, [{ key: `spend ${wanted}`, kind: 'spent', postings }])
    await Promise.all(writes)
  })

test('coins are in the purse when they are paid, once, however often the provider says so', async () => {
  const { intentId, topUpId } = await topUp(small)
  await shop.pay(intentId, good)
  await shop.deliver()
  assert.deepEqual((({ coins, coming }) => [coins, coming])(await purse()), [0, 100])
  const { providerRef, amount } = await shop.intent(intentId)
  const again = {
    eventId: 'again',
    intentId,
    providerRef: providerRef!,
    kind: 'captured' as const,
    amount: wire(amount),
  }
  await shop.write((ctx) => receiveNotice(ctx, 'fake', again))
  // Told twice by mistake, with the guards of the inbox gone: the book has its own.
  await shop.write((ctx) => coins.hearTopUpCaptured(ctx, { topUpId, provider: 'fake', amount }))
  await settle()
  assert.deepEqual(await balances(), full)
  const { coins: has, coming, worth, ofAge, leftToday } = await purse()
  assert.deepEqual([has, coming, worth, ofAge, leftToday], [100, 0, [small.price], true, 19_900])
  const { items } = await shop.write((ctx) => coins.readStatement(ctx, { brandId: shop.brandId, most: 10 }), carl.who)
  assert.deepEqual(
    items.map(({ kind, coins, balance }) => [kind, coins, balance]),
    [['coins.toppedUp', 100, 100]],
  )
})

test('coins are sold at their price, to whoever said once that they are of age, up to the day’s most', async () => {
  await assert.rejects(topUp(small, {}), no('coins.ofAgeFirst'))
  await assert.rejects(topUp({ coins: 101, price: small.price }), no('coins.priceChanged'))
  await assert.rejects(topUp({ coins: 6500, price: small.price }), no('coins.priceChanged'))
  await bought(large)
  for (let i = 0; i < 2; i++) await topUp(large, {})
  await assert.rejects(topUp(large, {}), no('coins.tooManyToday'))
  // Attempts that nobody paid count for a quarter of an hour, what was paid for a day.
  shop.clock.advance(16 * 60_000)
  assert.equal((await purse()).leftToday, 13_500)
  shop.clock.advance(86_400_000)
  assert.equal((await purse()).leftToday, 20_000)
})

test('two top-ups of one instant do not pass the day’s most together', async () => {
  await shop.write((ctx) =>
    coins.changeSettings(ctx, { brandId: shop.brandId, points: [small], dailyMost: 150, taxRateBp: 0 }),
  )
  const answers = await Promise.allSettled([topUp(small), topUp(small), topUp(small)])
  assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('unspent coins are given back at what was paid for them, and the books are empty again', async () => {
  await assert.rejects(giveBack(), no('coins.nothingToGiveBack'))
  await bought(small)
  shop.clock.advance(1000)
  await bought(large)
  await spend(1300n)
  // 1,300 of 6,600 coins for 50.98 €: 10.04 €, rounded down.
  assert.equal((await balances())['giftIncome EUR'], 1004)
  const back = await giveBack()
  assert.deepEqual([back.coins, back.amounts], [5300, [{ minor: '4094', currency: 'EUR' }]])
  assert.equal((await purse()).coins, 0)
  assert.equal((await balances())['goingBack EUR'], 4094)
  await assert.rejects(giveBack(), no('coins.nothingToGiveBack'))
  await settle()
  await settle()
  assert.deepEqual(await balances(), { 'giftIncome EUR': 1004, 'provider EUR': -1004 })
})

test('a refund at the provider’s desk takes what is left in the purse; what was spent is a loss', async () => {
  const { intentId } = await bought(small)
  await spend(60n)
  await shop.write((ctx) => refundIntent(ctx, { intentId, amount: money(99, 'EUR'), reason: 'asked by telephone' }))
  await settle()
  await settle()
  assert.equal((await purse()).coins, 0)
  assert.deepEqual(await balances(), { 'giftIncome EUR': 59, 'coinLosses EUR': -59 })
})

test('a refund that fails puts the coins into the purse again', async () => {
  const { intentId } = await bought(small)
  await giveBack()
  const { providerRef } = await shop.intent(intentId)
  const [refund] = await shop.database.sql<{ refundId: string }>`select refund_id from coins.refunds`
  const notice = { intentId, providerRef: providerRef!, amount: small.price, refundId: refund!.refundId }
  await shop.write((ctx) => receiveNotice(ctx, 'fake', { ...notice, eventId: 'no', kind: 'refundFailed' as const }))
  await shop.beat('ledger.postSubmitted')
  assert.deepEqual(await balances(), full)
})
