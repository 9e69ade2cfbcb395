import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { address, type Buyer, openShop, type Shop, type Stall } from '../../../test/shop.ts'
import type { OrderId, ShowId } from '../../lib/ids.ts'
import { money, wire } from '../../lib/money.ts'
import type { Refusal } from '../../lib/problems.ts'
import { insertMember } from '../accounts/store.ts'
import * as coins from '../coins/coins.ts'
import { packParcel } from '../fulfilment/fulfilment.ts'
import { earnGifts } from '../hosts/accrual.ts'
import { engage } from '../hosts/contracts.ts'
import { accountsOf } from '../hosts/earnings.ts'
import { audit } from '../ledger/ledger.ts'
import * as orders from '../orders/orders.ts'
import { paymentSettled } from '../payments/payments.ts'
import { createPromotion } from '../promotions/promotions.ts'
import { createShow } from '../shows/shows.ts'
import { decide, readDecisions } from './review.ts'
import * as risk from './risk.ts'
import { changeRule, readRules, readTrail } from './setting.ts'

let shop: Shop
let lamp: Stall
let fay: Buyer

beforeEach(async () => {
  shop = await openShop()
  paymentSettled.rewire(risk.hearPaymentSettled)
  lamp = await shop.addVariant({ price: 10_000, free: 50 })
  fay = await shop.person()
})
afterEach(async () => {
  assert.deepEqual((await audit(shop.database.sql, shop.brandId)).faults, [])
  await shop[Symbol.asyncDispose]()
})

const good = '4242424242424242'
const bad = '4000000000000002'
const refused = (code: string) => (error: Refusal) => error.problem?.code === code
/** Somebody with a device and a network. */
async function buyer(device: string, network = '203.0.113.9'): Promise<Buyer> {
  const one = await shop.person()
  return { ...one, who: { ...one.who, device, address: network } }
}
const checkout = risk.watchedCheckout(orders.checkout)
const topUp = risk.watchedTopUp(coins.topUp)
async function order(one: Buyer, line1 = address.line1) {
  const choice = { brandId: shop.brandId, country: 'FR', deliveryMethodId: 'standard' }
  await shop.write(
    (ctx) => orders.addToBag(ctx, { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1 }),
    one.who,
  )
  return shop.write(async (ctx) => {
    const { total } = await orders.quote(ctx, choice)
    const contact = { email: `${one.personId}@example.org`, address: { ...address, line1 }, locale: 'fr' as const }
    const placed = await checkout(ctx, { ...choice, ...contact, returnTo: '/back', expectedTotal: total }, 'key')
    return { ...placed, orderId: placed.orderId as OrderId }
  }, one.who)
}
const large = { coins: 6500, price: wire(money(4999, 'EUR')) }
const buyCoins = (one: Buyer, point = large) =>
  shop.write((ctx) => {
    const wish = { brandId: shop.brandId, ...point, country: 'FR', locale: 'fr' as const, returnTo: '/back' }
    return topUp(ctx, { ...wish, ofAge: true as const }, 'key')
  }, one.who)
async function pay(intentId: string, card = good, code = '123') {
  await shop.idle()
  const { redirectUrl } = await shop.intent(intentId as never)
  await shop.submit(redirectUrl!, { step: 'pay', card, expiry: '12 / 34', code })
  for (let i = 0; i < 2; i++) {
    await shop.deliver()
    await shop.idle()
  }
  await shop.beat('ledger.postSubmitted')
}
const decisions = (state?: 'waiting') =>
  shop.write((ctx) => readDecisions(ctx, { brandId: shop.brandId, most: 50, ...(state && { state }) }), fay.who)
const say = (decisionId: string, outcome: 'approved' | 'declined', note = '') =>
  shop.write((ctx) => decide(ctx, { brandId: shop.brandId, decisionId: decisionId as never, outcome, note }), fay.who)
const pack = (orderId: OrderId) => shop.write((ctx) => packParcel(ctx, { orderId, lines: undefined }))
const set = (rule: 'ordersPerDevice', threshold: number, action: 'refuse' | 'stepUp' | 'note') =>
  shop.write((ctx) => changeRule(ctx, { brandId: shop.brandId, rule, threshold, windowMinutes: 60, action }), fay.who)

test('the third account that takes a first-order offer to one address waits; approved it goes on, and is not asked again', async () => {
  await shop.write((ctx) =>
    createPromotion(ctx, {
      ...{ brandId: shop.brandId, isOn: true, title: { en: 'Welcome' }, effect: { kind: 'percentage', rateBp: 1000 } },
      ...{ productIds: [], alsoReduced: false, least: null, newBuyersOnly: true, duringLive: false, showId: null },
      ...{ startsAt: null, endsAt: null, code: null, combines: false, usesMost: null, perBuyer: null, budget: null },
    }),
  )
  const placed = []
  for (const device of ['a', 'b', 'c'])
    placed.push(await order(await buyer(device), device === 'c' ? '3, RUE DES LILAS' : undefined))
  for (const { intentId } of placed) await pay(intentId)
  await pack(placed[1]!.orderId)
  await assert.rejects(pack(placed[2]!.orderId), refused('fulfilment.inReview'))
  const { items, waiting } = await decisions('waiting')
  assert.deepEqual([waiting, items.length, items[0]!.rule, items[0]!.others.length], [1, 1, 'offersPerAddress', 2])
  assert.match(items[0]!.why.en!, /^3 accounts used an offer for first orders with one address within 30 days/)
  assert.deepEqual(
    items[0]!.held.map(({ kind, subjectId }) => [kind, subjectId]),
    [['order', placed[2]!.orderId]],
  )
  await say(items[0]!.decisionId, 'approved', 'a family')
  await pack(placed[2]!.orderId)
  await assert.rejects(say(items[0]!.decisionId, 'declined'), refused('risk.decidedAlready'))
  const trail = (await shop.write((ctx) => readTrail(ctx, { brandId: shop.brandId, most: 9 }), fay.who)).items
  assert.deepEqual(
    trail.map(({ what, by, detail }) => [what, by, detail]),
    [['approved', 'Dana', 'a family']],
  )
  await assert.rejects(shop.database.sql`delete from risk.trail`, /stays written down/)
})

test('many refused cards, then one that pays: the order waits; declined, its money goes back', async () => {
  const thief = await buyer('thief')
  const { orderId, intentId } = await order(thief)
  let next: string = intentId
  for (let i = 0; i < 4; i++) {
    await pay(next, bad, `77${i}`)
    next = (await shop.write((ctx) => orders.payAgain(ctx, { orderId, returnTo: '/back' }), thief.who)).intentId
  }
  await pay(next, good, '999')
  assert.equal((await shop.order(orderId)).state, 'paid')
  const { items } = await decisions('waiting')
  assert.deepEqual(
    items.map(({ rule, seen }) => [rule, seen.count]),
    [['declinesThenPaid', 4]],
  )
  await assert.rejects(pack(orderId), refused('fulfilment.inReview'))
  await say(items[0]!.decisionId, 'declined')
  await shop.deliver()
  await shop.idle()
  await shop.deliver()
  assert.equal((await shop.order(orderId)).state, 'refunded')
  const [back] = await shop.database.sql<{ refundedMinor: bigint }>`
    select refunded_minor from payments.intents where intent_id = ${next}`
  assert.ok(back!.refundedMinor > 0n)
  await shop.beat('ledger.postSubmitted')
})

test('coins that a new account buys up to the limit wait; declined they go back, approved they are there', async () => {
  const carl = await buyer('carl')
  const purse = () => shop.write((ctx) => coins.readPurse(ctx, { brandId: shop.brandId }), carl.who)
  for (let i = 0; i < 2; i++) await pay((await buyCoins(carl)).intentId)
  assert.equal((await purse()).coins, 13_000)
  const { intentId } = await buyCoins(carl)
  await pay(intentId)
  assert.equal((await purse()).coins, 13_000)
  const [one] = (await decisions('waiting')).items
  assert.deepEqual([one!.rule, one!.seen.count, one!.held[0]!.name], ['newAccountCoins', 97, '6500'])
  await say(one!.decisionId, 'declined')
  for (let i = 0; i < 2; i++) {
    await shop.idle()
    await shop.deliver()
  }
  await shop.beat('ledger.postSubmitted')
  assert.equal((await purse()).coins, 13_000)
  const [paid] = await shop.database.sql<{
    state: string
  }>`select state from payments.intents where intent_id = ${intentId}`
  assert.equal(paid!.state, 'refunded')
})

test('a buyer who is refused hears nothing of the rule, and the brand all of it; what was only noted cannot be decided', async () => {
  await set('ordersPerDevice', 2, 'refuse')
  await order(await buyer('one'))
  const second = await buyer('one')
  await assert.rejects(order(second), (error: Refusal) => {
    assert.deepEqual([error.problem.code, error.details], ['risk.notNow', undefined])
    return true
  })
  assert.equal((await decisions()).items.length, 0)
  // As the edge does, once the call is rolled back.
  const refusal = await order(second).catch((error: Refusal) => error)
  await shop.database.write((refusal as Refusal).remains!)
  const [one] = (await decisions()).items
  assert.deepEqual(
    [one!.rule, one!.action, one!.state, one!.person.personId],
    ['ordersPerDevice', 'refuse', 'noted', second.personId],
  )
  await assert.rejects(say(one!.decisionId, 'approved'), refused('risk.notDecidable'))
  const rules = await shop.write((ctx) => readRules(ctx, { brandId: shop.brandId }))
  const changed = rules.items.find(({ rule }) => rule === 'ordersPerDevice')!
  assert.deepEqual(
    [changed.threshold, changed.action, changed.changedBy, changed.usual.threshold],
    [2, 'refuse', 'Dana', 15],
  )
})

test('a step up is asked of the bank: a card that would pay at once wants its owner first', async () => {
  await set('ordersPerDevice', 1, 'stepUp')
  const { intentId, orderId } = await order(await buyer('one'))
  await pay(intentId)
  assert.equal((await shop.order(orderId)).state, 'unpaid')
  const { redirectUrl } = await shop.intent(intentId as never)
  await shop.submit(redirectUrl!, { step: 'approve' })
  await shop.deliver()
  assert.equal((await shop.order(orderId)).state, 'paid')
})

test('gifts of somebody who shares a card or a device with the host wait on the host’s account; declined they are taken back', async () => {
  const bea = await buyer('studio')
  await shop.write((ctx) => insertMember(ctx.sql, ctx.now, shop.brandId, bea.who.email!, ['host']))
  const showId: ShowId = await shop.write(async (ctx) => {
    const pictures = { coverPictureId: null, portraitPictureId: null, hostPictureId: null }
    const text = { title: { en: 'Friday' }, description: { en: 'Friday' }, hostName: 'Béa', kind: 'video' as const }
    const id = await createShow(ctx, { brandId: shop.brandId, ...text, ...pictures, startsAt: null })
    await engage(ctx, { showId: id, personId: bea.personId })
    return id
  })
  await shop.write((ctx) => risk.hearShowStarted(ctx, { showId }), bea.who)
  const [self, fan] = [await buyer('studio', '198.51.100.1'), await buyer('sofa', '198.51.100.2')]
  for (const one of [self, fan]) await order(one, `${one.personId} rue`)
  for (const [one, given] of [
    [self, 300],
    [fan, 700],
  ] as const) {
    await shop.database.sql`insert into gifts.supporters (show_id, person_id, name, coins)
      values (${showId}, ${one.personId}, 'x', ${given})`
  }
  await shop.write(async (ctx) => {
    await earnGifts(ctx, { showId, key: `test/${showId}`, amount: money(1000, 'EUR') })
    await risk.hearGiftsShared(ctx, { showId })
  })
  const account = async () => {
    const [one] = await shop.write((ctx) => accountsOf(ctx, { brandId: shop.brandId, personId: bea.personId }))
    return [one!.accrued, one!.held, one!.payable].map(({ minor }) => Number(minor))
  }
  assert.deepEqual(await account(), [1000, 300, 700])
  const { items } = await decisions('waiting')
  assert.deepEqual(
    items.map(({ rule, person, others }) => [rule, person.personId, others[0]?.personId]),
    [['giftsToOneself', bea.personId, self.personId]],
  )
  assert.match(items[0]!.why.en!, /300 of 1,000 coins came from somebody who shares with the host: device\./)
  await say(items[0]!.decisionId, 'declined')
  assert.deepEqual(await account(), [1000, 0, 700])
  await shop.beat('ledger.postSubmitted')
})
