import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { address, type Buyer, openShop, type PayChoice, type Shop, type Stall } from '../../../test/shop.ts'
import { contracts } from '../../../test/stand-ins/contracts.ts'
import { openStripe, type StripeStandIn } from '../../../test/stand-ins/stripe.ts'
import { openTill, type Till } from '../../../test/stand-ins/till.ts'
import { type HoldId, type Id, newId } from '../../lib/ids.ts'
import { money } from '../../lib/money.ts'
import { addToBag, cancelOrder, placeAgreed } from '../orders/orders.ts'
import { holdVariants } from '../stock/stock.ts'
import { forgetKept, readKept, refundIntent } from './payments.ts'

const scope = new AsyncDisposableStack()
let shop: Shop
let lamp: Stall
let till: Till
let stripe: StripeStandIn
before(async () => {
  shop = scope.use(await openShop())
  lamp = await shop.addVariant({ price: 4500, free: 1000 })
  till = await openTill({
    ...contracts.stripe,
    open: async (needs) => {
      stripe = await openStripe(needs)
      return stripe
    },
  })
  scope.defer(() => till.close())
})
after(() => scope.disposeAsync())

async function buys(at: Shop, what: Stall, buyer: Buyer, choice: PayChoice & { keptId?: string } = {}) {
  const goods = { brandId: at.brandId, variantId: what.variantId, quantity: 1 }
  await at.write((ctx) => addToBag(ctx, goods), buyer.who)
  const order = await at.checkout(buyer, choice as PayChoice)
  await at.idle()
  return order
}
const keptBy = async (at: Shop, { who }: Buyer) => (await at.write((ctx) => readKept(ctx), who)).items

/** Buys with a card on the fake's page, and lets it keep the card. @returns what is kept */
async function keeps(buyer: Buyer, card = '4242 4242 4242 4242') {
  const { intentId } = await buys(shop, lamp, buyer)
  const { redirectUrl } = await shop.intent(intentId)
  await shop.submit(redirectUrl!, { step: 'pay', card, expiry: '12 / 34', code: '123', keep: '1' })
  if (card.endsWith('3184')) await shop.submit(redirectUrl!, { step: 'approve' })
  await shop.deliver()
  await shop.idle()
  return (await keptBy(shop, buyer))[0]!
}

test('a card that the provider keeps pays at the tap, without a page; its number is nowhere', async () => {
  const buyer = await shop.person()
  const { keptId, ...kept } = await keeps(buyer)
  assert.deepEqual(kept, { method: 'card', kind: 'card', label: 'Visa •••• 4242', expires: '2034-12' })
  const order = await buys(shop, lamp, buyer, { keptId })
  const { state, step } = await shop.intent(order.intentId)
  assert.deepEqual([state, step], ['captured', null])
  assert.equal((await shop.order(order.orderId)).state, 'paid')
  await shop.deliver()
  assert.equal((await keptBy(shop, buyer)).length, 1, 'the same card is kept once')
})

test('a bank that wants to see its customer is asked, though the card is kept', async () => {
  const buyer = await shop.person()
  const { keptId } = await keeps(buyer, '4000 0000 0000 3184')
  const order = await buys(shop, lamp, buyer, { keptId })
  const { state, step } = await shop.intent(order.intentId)
  assert.deepEqual([state, step?.kind], ['waiting', 'redirect'])
  await shop.submit(step!.kind === 'redirect' ? step!.url : '', { step: 'approve' })
  await shop.deliver()
  assert.equal((await shop.order(order.orderId)).state, 'paid')
})

test('nobody pays with what is kept for another, or was forgotten; a guest has nothing kept', async () => {
  const buyer = await shop.person()
  const { keptId } = await keeps(buyer)
  const other = await shop.person()
  await assert.rejects(buys(shop, lamp, other, { keptId }), /not offered/)
  await assert.rejects(
    shop.write((ctx) => forgetKept(ctx, { keptId }), other.who),
    /no such saved way/,
  )
  await shop.write((ctx) => forgetKept(ctx, { keptId }), buyer.who)
  await shop.idle()
  await assert.rejects(buys(shop, lamp, buyer, { keptId }), /not offered/)
  const person = await shop.person()
  const guest = { ...person, who: { ...person.who, guest: true } }
  await keeps(guest)
  assert.deepEqual(await keptBy(shop, guest), [])
})

/** At Stripe's till: a buyer whose card of this kind is kept. */
async function keptAtStripe(kind: 'pays' | 'asks' | 'declines') {
  const buyer = await till.shop.person()
  const { intentId } = await buys(till.shop, till.lamp, buyer)
  const { providerRef } = await till.shop.intent(intentId)
  stripe.vault.keep(stripe.payment(providerRef!)!.more.customer!, kind)
  await stripe.choose(providerRef!, 'pay')
  await till.deliver()
  await till.shop.idle()
  const { keptId } = (await keptBy(till.shop, buyer))[0]!
  const order = await buys(till.shop, till.lamp, buyer, { keptId, device: 'desk' })
  return { ...order, buyer, intent: await till.shop.intent(order.intentId) }
}

test('Stripe: a kept card is charged once, however often Stripe says so, and goes back in parts', async () => {
  const order = await keptAtStripe('pays')
  assert.match(order.intent.providerRef!, /^pi_/)
  await till.deliver()
  await till.ask()
  assert.deepEqual(await till.states(order), ['paid', 'captured'])
  assert.deepEqual((await till.outcomes(order)).filter((outcome) => outcome === 'captured').length, 1)
  await till.shop.write((ctx) => refundIntent(ctx, { ...order, amount: money(2000, 'EUR'), reason: 'a scratch' }))
  await till.shop.idle()
  await till.deliver()
  assert.deepEqual(await till.parts(order), ['2000', 'done'])
})

test('Stripe: a kept card whose bank asks is confirmed on its page; a refusal is a decline, and what waits is called off', async () => {
  const asked = await keptAtStripe('asks')
  assert.equal(asked.intent.state, 'waiting')
  const page = asked.intent.step
  await fetch(page?.kind === 'redirect' ? page.url : '', {
    ...{ method: 'POST', body: new URLSearchParams({ step: 'approve' }), redirect: 'manual' },
  })
  await till.deliver()
  assert.deepEqual(await till.states(asked), ['paid', 'captured'])
  const declined = await keptAtStripe('declines')
  assert.deepEqual([declined.intent.state, declined.intent.reason], ['declined', 'card_declined'])
  const left = await keptAtStripe('asks')
  await till.shop.write((ctx) => cancelOrder(ctx, { orderId: left.orderId, reason: '' }), left.buyer.who)
  await till.shop.idle()
  assert.equal(stripe.payment(left.intent.providerRef!)!.state, 'closed')
})

/** Sold at a price that was agreed before, to somebody who is not there. @returns what became of the payment */
async function charges(at: Shop, what: Stall, { personId }: Buyer, keptId: Id<'kept'>) {
  const holdId = newId<'hold'>(at.clock.now()) as HoldId
  const payBefore = new Date(at.clock.now().getTime() + 900_000)
  const { orderId, intentId } = await at.write(async (ctx) => {
    await holdVariants(ctx, [{ holdId, variantId: what.variantId, personId, quantity: 1, expiresAt: payBefore }])
    return placeAgreed(ctx, {
      ...{ brandId: at.brandId, personId, email: 'dana@example.org', locale: 'en', address, deliveryMethodId: 'gone' },
      ...{ returnTo: '/orders', showId: at.id(), variantId: what.variantId, holdId, payBefore, keptId },
      ...{ price: money(7700, 'EUR'), offSession: true },
    })
  })
  await at.idle()
  const order = await at.order(orderId)
  const { state, reason } = intentId ? await at.intent(intentId) : { state: 'none', reason: null }
  return { order: order.state, intent: state, reason, items: order.totals.items.minor }
}

test('whoever agreed before is charged while they are not there; a bank that wants to see them says no', async () => {
  const buyer = await shop.person()
  const paid = { order: 'paid', intent: 'captured', reason: null, items: '7700' }
  assert.deepEqual(await charges(shop, lamp, buyer, (await keeps(buyer)).keptId), paid)
  const careful = await shop.person()
  const no = { order: 'unpaid', intent: 'declined', reason: 'authentication_failed', items: '7700' }
  assert.deepEqual(await charges(shop, lamp, careful, (await keeps(careful, '4000 0000 0000 3184')).keptId), no)
  const gone = { order: 'unpaid', intent: 'none', reason: null, items: '7700' }
  assert.deepEqual(await charges(shop, lamp, buyer, newId<'kept'>(shop.clock.now())), gone)
})

test('Stripe: whoever agreed before is charged off-session; a bank that asks is a decline', async () => {
  const whole = async (kind: 'pays' | 'asks') => {
    const { buyer } = await keptAtStripe(kind)
    const { keptId } = (await keptBy(till.shop, buyer))[0]!
    const { order, intent, reason } = await charges(till.shop, till.lamp, buyer, keptId)
    return [order, intent, reason]
  }
  assert.deepEqual(await whole('pays'), ['paid', 'captured', null])
  assert.deepEqual(await whole('asks'), ['unpaid', 'declined', 'authentication_failed'])
})
