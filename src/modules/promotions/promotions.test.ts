import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { address, type Buyer, openShop, type Shop, type Stall } from '../../../test/shop.ts'
import { money, wire } from '../../lib/money.ts'
import type { Refusal } from '../../lib/problems.ts'
import * as orders from '../orders/orders.ts'
import { promotionsContract } from './contract.ts'
import * as promotions from './promotions.ts'

let shop: Shop
let lamp: Stall
let dana: Buyer

beforeEach(async () => {
  shop = await openShop()
  lamp = await shop.addVariant({ price: 10_000, free: 5000 })
  dana = await shop.person()
})
afterEach(() => shop[Symbol.asyncDispose]())

type Wish = Partial<Parameters<typeof promotions.createPromotion>[1]>
const share = { kind: 'percentage', rateBp: 1500 } as const
const offer = (wish: Wish = {}) =>
  shop.write((ctx) => {
    const { input } = promotionsContract['promotions.create']
    const said = { brandId: shop.brandId, title: { en: 'Live' }, effect: share, ...wish }
    return promotions.createPromotion(ctx, input.parse(said))
  })
const put = (buyer = dana, quantity = 1) =>
  shop.write((ctx) => orders.addToBag(ctx, { brandId: shop.brandId, variantId: lamp.variantId, quantity }), buyer.who)
type Said = { code?: string; email?: string }
const choice = (said: Said) => ({
  ...{ brandId: shop.brandId, country: 'FR', deliveryMethodId: 'standard' },
  ...said,
})
const quote = (said: Said = {}, buyer = dana) => shop.write((ctx) => orders.quote(ctx, choice(said)), buyer.who)
/** Buys at the total and for the reasons that are shown. */
async function buy(said: Said = {}, buyer = dana, shown?: Awaited<ReturnType<typeof quote>>) {
  const { total, discounts } = shown ?? (await quote(said, buyer))
  return shop.write(
    (ctx) =>
      orders.checkout(ctx, {
        ...{ ...choice(said), address, email: said.email ?? `${buyer.personId}@example.org`, locale: 'fr' },
        ...{ expectedTotal: total, returnTo: '/back' },
        expectedPromotions: discounts.map((one) => one.promotionId),
      }),
    buyer.who,
  )
}
const refused = (code: string) => (error: Refusal) => error.problem?.code === code
const why = (shown: Awaited<ReturnType<typeof quote>>) => shown.notApplied.map((one) => one.why)
const live = (on: boolean) =>
  shop.write((ctx) =>
    on ? promotions.showWentLive(ctx, { showId, brandId: shop.brandId }) : promotions.showWentOff(ctx, { showId }),
  )
const showId = '01900000-0000-7000-8000-000000000001' as never
const used = async () =>
  (await shop.write((ctx) => promotions.listPromotions(ctx, { brandId: shop.brandId, most: 50 }))).items
const balanced = async () => assert.deepEqual(await promotions.imbalances(shop.database.sql), [])

test('a promotion is in the quote, in the order line by line, and in its use', async () => {
  const { promotionId } = await offer({ title: { en: 'Fifteen off' } })
  await put(dana, 2)
  const shown = await quote()
  assert.deepEqual([shown.items.minor, shown.discount.minor, shown.total.minor], ['20000', '3000', '17000'])
  assert.deepEqual(shown.discounts, [
    { promotionId, title: { en: 'Fifteen off' }, code: null, amount: { minor: '3000', currency: 'EUR' } },
  ])
  const order = await shop.order((await buy()).orderId)
  assert.deepEqual(order.discounts, shown.discounts)
  assert.deepEqual([order.lines[0]!.off.minor, order.totals.total.minor], ['3000', '17000'])
  const [row] = await used()
  assert.deepEqual([row!.uses, row!.spent.minor], [1, '3000'])
})

test('a code applies however it is typed, and an unknown one says so', async () => {
  await offer({ code: 'VENDREDI' })
  await put()
  assert.deepEqual(why(await quote()), [], 'a code nobody has said is not told')
  assert.equal((await quote({ code: ' vendredi ' })).discount.minor, '1500')
  const { notApplied, discount } = await quote({ code: 'samedi' })
  assert.deepEqual([notApplied[0]!.why, notApplied[0]!.code, discount.minor], ['unknownCode', 'SAMEDI', '0'])
})

test('a code of a show counts until the second it ends, and not a second later (R0.38)', async () => {
  await offer({ code: 'TONIGHT', duringLive: true, showId })
  await put()
  const said = { code: 'TONIGHT' }
  assert.deepEqual(why(await quote(said)), ['notLive'])
  await live(true)
  shop.clock.advance(59_000)
  const shown = await quote(said)
  assert.equal(shown.discount.minor, '1500', 'one second before the end')
  const carl = await shop.person()
  await put(carl)
  await buy(said)
  shop.clock.advance(1000)
  await live(false)
  shop.clock.advance(1000)
  assert.deepEqual(why(await quote(said, carl)), ['notLive'], 'one second after the end')
  // What was shown before the end is not charged after it: the buyer is asked.
  await assert.rejects(buy(said, carl, shown), refused('orders.priceChanged'))
})

test('a purchase and the end of its show wait for one another: it is before, at the live price, or after', async () => {
  await offer({ duringLive: true, showId })
  await live(true)
  await put()
  const shown = await quote()
  const [bought] = await Promise.allSettled([buy({}, dana, shown), live(false)])
  if (bought.status === 'rejected') assert.ok(refused('orders.priceChanged')(bought.reason as Refusal))
  else assert.equal((await shop.order(bought.value.orderId)).totals.total.minor, shown.total.minor)
  assert.equal((await quote({}, dana).catch(() => undefined))?.discount.minor ?? '0', '0')
})

test('sixty-four at once for three uses: exactly three get it, the others are told', async () => {
  await offer({ code: 'THREE', usesMost: 3 })
  const buyers = await Promise.all(Array.from({ length: 64 }, () => shop.person()))
  await Promise.all(buyers.map((buyer) => put(buyer)))
  const shown = await quote({ code: 'THREE' }, buyers[0])
  const tries = await Promise.allSettled(buyers.map((buyer) => buy({ code: 'THREE' }, buyer, shown)))
  const won = tries.filter((one) => one.status === 'fulfilled')
  assert.equal(won.length, 3)
  for (const one of tries) {
    if (one.status === 'fulfilled') continue
    const { code } = (one.reason as Refusal).problem
    assert.ok(['promotions.usedUp', 'orders.priceChanged'].includes(code), code)
  }
  assert.equal((await used())[0]!.uses, 3)
  await balanced()
  // Theirs lapse, and can be used again.
  shop.clock.advance(15 * 60_000)
  await shop.beat('orders.endOverdue')
  await shop.idle()
  assert.equal((await used())[0]!.uses, 0)
  await balanced()
  await buy({ code: 'THREE' }, buyers.at(-1)!)
})

test('a budget is never overdrawn, and an order that is called off gives its part back', async () => {
  await offer({ budget: wire(money(4000, 'EUR')) })
  const buyers = await Promise.all(Array.from({ length: 12 }, () => shop.person()))
  await Promise.all(buyers.map((buyer) => put(buyer)))
  const shown = await quote({}, buyers[0])
  const tries = await Promise.allSettled(buyers.map((buyer) => buy({}, buyer, shown)))
  assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 2, 'two times 15.00 of 40.00')
  const at = tries.findIndex((one) => one.status === 'fulfilled')
  const { orderId } = (tries[at] as PromiseFulfilledResult<Awaited<ReturnType<typeof buy>>>).value
  await shop.write((ctx) => orders.cancelOrder(ctx, { orderId, reason: '' }), buyers[at]!.who)
  assert.equal((await used())[0]!.spent.minor, '1500')
  await balanced()
})

test('once for each buyer is once by person and by address, whoever types it', async () => {
  await offer({ code: 'WELCOME', perBuyer: 1, newBuyersOnly: true })
  await put()
  const said = { code: 'WELCOME', email: 'Dana@Example.org' }
  await buy(said)
  await put()
  assert.deepEqual(why(await quote({ code: 'WELCOME' })), ['usedByYou'])
  const guest = await shop.person()
  await put(guest)
  assert.deepEqual(why(await quote({ code: 'WELCOME', email: 'dana@example.ORG' }, guest)), ['usedByYou'])
  assert.deepEqual(why(await quote({ code: 'WELCOME', email: 'carl@example.org' }, guest)), [])
})

test('a gift comes along for nothing while there is one, and an order that is called off gives it back', async () => {
  const candle = await shop.addVariant({ price: 4200, free: 1 })
  const least = wire(money(15_000, 'EUR'))
  await offer({ effect: { kind: 'gift', variantId: candle.variantId }, least })
  await put()
  const { notApplied } = await quote()
  assert.deepEqual([notApplied[0]!.why, notApplied[0]!.missing?.minor], ['belowLeast', '5000'])
  await put()
  const { gifts, total } = await quote()
  assert.deepEqual([gifts[0]!.value.minor, total.minor], ['4200', '20000'])
  const { orderId } = await buy()
  const order = await shop.order(orderId)
  assert.deepEqual(
    order.lines.map((line) => [line.origin, line.unitPrice.minor, line.compareAt?.minor]),
    [
      ['list', '10000', undefined],
      ['gift', '0', '4200'],
    ],
  )
  assert.deepEqual(await shop.level(candle), { free: 0, held: 1, sold: 0 })
  const carl = await shop.person()
  await put(carl, 2)
  assert.deepEqual(why(await quote({}, carl)), ['giftGone'])
  await shop.write((ctx) => orders.cancelOrder(ctx, { orderId, reason: '' }), dana.who)
  assert.equal((await shop.level(candle)).free, 1)
})

test('an order paid too late takes its use again, or its money goes back when somebody else has it', async () => {
  await offer({ code: 'ONE', usesMost: 1 })
  const late = async (buyer: Buyer) => {
    await put(buyer)
    const placed = await buy({ code: 'ONE' }, buyer)
    await shop.pay(placed.intentId, '4242424242424242')
    shop.clock.advance(15 * 60_000)
    await shop.beat('orders.endOverdue')
    await shop.idle()
    return placed
  }
  const first = await late(dana)
  assert.equal((await shop.order(first.orderId)).state, 'cancelled')
  await shop.deliver()
  assert.equal((await shop.order(first.orderId)).state, 'paid')
  assert.equal((await used())[0]!.uses, 1)
  await shop.write((ctx) => orders.cancelOrder(ctx, { orderId: first.orderId, reason: '' }), dana.who)
  const second = await late(dana)
  const carl = await shop.person()
  await put(carl)
  await buy({ code: 'ONE' }, carl)
  await shop.deliver()
  const order = await shop.order(second.orderId)
  assert.equal(order.state, 'cancelled')
  assert.ok(order.timeline.some((entry) => entry.what === 'refundAsked'))
  assert.deepEqual(await shop.level(lamp), { free: 4999, held: 1, sold: 0 })
  await balanced()
})

test('a limit below what was used is refused, and a code belongs to one promotion', async () => {
  const { promotionId, isOn, onAir, uses, spent, ...said } = await offer({ code: 'TWICE' })
  await assert.rejects(offer({ code: 'TWICE' }), refused('promotions.codeTaken'))
  for (const buyer of [dana, await shop.person()]) {
    await put(buyer)
    await buy({ code: 'TWICE' }, buyer)
  }
  const change = (usesMost: number) =>
    shop.write((ctx) => promotions.changePromotion(ctx, { ...said, brandId: shop.brandId, promotionId, usesMost }))
  await assert.rejects(change(1), refused('promotions.belowUse'))
  assert.equal((await change(2)).uses, 2)
  await put()
  assert.deepEqual(why(await quote({ code: 'TWICE' })), ['usedUp'])
  await balanced()
})

test('what is switched off counts no more, at once', async () => {
  const { promotionId } = await offer()
  await put()
  const shown = await quote()
  await shop.write((ctx) => promotions.turnPromotion(ctx, { brandId: shop.brandId, promotionId, isOn: false }))
  await assert.rejects(buy({}, dana, shown), refused('orders.priceChanged'))
})
