import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Buyer, openShop, type Placed, type Shop, type Stall } from '../../test/shop.ts'
import { addToBag } from '../modules/orders/orders.ts'
import { createFakePayments } from './fake-payments.ts'

let shop: Shop
let lamp: Stall
before(async () => {
  shop = await openShop()
  lamp = await shop.addVariant({ price: 4500, free: 1000 })
})
after(() => shop[Symbol.asyncDispose]())

async function placed(): Promise<Placed & { buyer: Buyer }> {
  const buyer = await shop.person()
  const wish = { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1 }
  await shop.write((ctx) => addToBag(ctx, wish), buyer.who)
  return { ...(await shop.checkout(buyer)), buyer }
}

const states = async ({ orderId, intentId }: Placed) => {
  const { state } = await shop.order(orderId)
  return [state, (await shop.intent(intentId)).state]
}

async function pageOf(order: Placed): Promise<string> {
  await shop.idle()
  return shop.url + (await shop.intent(order.intentId)).redirectUrl
}

test('the card 4242 pays, and the buyer is sent back to the shop', async () => {
  const order = await placed()
  const response = await shop.pay(order.intentId, '4242 4242 4242 4242')
  assert.equal(response.status, 303)
  assert.equal(response.headers.get('location'), '/back')
  assert.deepEqual(await states(order), ['unpaid', 'waiting'])
  await shop.deliver()
  assert.deepEqual(await states(order), ['paid', 'captured'])
})

test('the card ending 0002 is declined, and the order can be paid again', async () => {
  const order = await placed()
  await shop.pay(order.intentId, '4000000000000002')
  await shop.deliver()
  assert.deepEqual(await states(order), ['unpaid', 'declined'])
  assert.equal((await shop.intent(order.intentId)).reason, 'card_declined')
})

test('the card ending 3184 asks for 3-D Secure: approved it pays, refused it is declined', async () => {
  for (const [step, expected] of [
    ['approve', ['paid', 'captured']],
    ['fail', ['unpaid', 'declined']],
  ] as const) {
    const order = await placed()
    const response = await shop.pay(order.intentId, '4000 0000 0000 3184')
    assert.match(response.headers.get('location')!, /^\/fake-pay\/fp_/)
    const page = await pageOf(order)
    assert.match(await (await fetch(page)).text(), /<h1>Est-ce bien vous \?<\/h1>/)
    assert.deepEqual(await states(order), ['unpaid', 'waiting'])
    await shop.submit(page, { step })
    await shop.deliver()
    assert.deepEqual(await states(order), expected)
  }
})

test('the card ending 0069 pays, and the shop hears of it 8 seconds later', async () => {
  const order = await placed()
  await shop.pay(order.intentId, '4000 0000 0000 0069')
  await shop.deliver()
  shop.clock.advance(7900)
  await shop.deliver()
  assert.deepEqual(await states(order), ['unpaid', 'waiting'])
  shop.clock.advance(200)
  await shop.deliver()
  assert.deepEqual(await states(order), ['paid', 'captured'])
})

test('the card ending 0119 pays, nobody tells the shop, and the shop asks', async () => {
  const order = await placed()
  await shop.pay(order.intentId, '4000 0000 0000 0119')
  shop.clock.advance(14_000)
  await shop.deliver()
  await shop.beat('payments.askAboutWaiting')
  await shop.idle()
  assert.deepEqual(await states(order), ['unpaid', 'waiting'])
  shop.clock.advance(2000)
  await shop.beat('payments.askAboutWaiting')
  await shop.idle()
  assert.deepEqual(await states(order), ['paid', 'captured'])
})

test('the card ending 0341 pays, the shop is told three times, and sells once', async () => {
  const order = await placed()
  const before = await shop.level(lamp)
  await shop.pay(order.intentId, '4000 0000 0000 0341')
  await shop.deliver()
  shop.clock.advance(1000)
  assert.equal(await shop.fake.deliverDue(), 1)
  assert.deepEqual(await states(order), ['paid', 'captured'])
  assert.equal((await shop.level(lamp)).sold, before.sold + 1)
})

test('a payment that was cancelled on the page is declined', async () => {
  const order = await placed()
  await shop.submit(await pageOf(order), { step: 'cancel' })
  await shop.deliver()
  assert.equal((await shop.intent(order.intentId)).reason, 'cancelled_by_buyer')
})

test('a real card, a month that is over and letters for a code are told beside their fields', async () => {
  const page = await pageOf(await placed())
  const response = await shop.submit(page, { step: 'pay', card: '4111111111111111', expiry: '01 / 20', code: 'abc' })
  assert.equal(response.status, 422)
  const html = await response.text()
  for (const field of ['card', 'expiry', 'code']) assert.match(html, new RegExp(`aria-describedby="${field}-wrong"`))
})

test('the page says that it is a fake, in the language of the buyer', async () => {
  const page = await pageOf(await placed())
  const [base] = page.split('?')
  const read = async (locale: string) => (await fetch(`${base}?locale=${locale}`)).text()
  assert.match(await read('en'), /this page is a fake[\s\S]*<span class="amount">€50\.90<\/span>/)
  assert.match(await read('fr'), /cette page est factice[\s\S]*50,90/)
  assert.match(await read('zh-Hans'), /lang="zh-Hans"[\s\S]*本页面是模拟的/)
})

test('a payment is decided once: a second submission changes nothing', async () => {
  const order = await placed()
  const page = await pageOf(order)
  await shop.pay(order.intentId, '4242424242424242')
  await shop.submit(page, { step: 'pay', card: '4000000000000002', expiry: '12 / 34', code: '123' })
  await shop.submit(page, { step: 'cancel' })
  await shop.deliver()
  assert.deepEqual(await states(order), ['paid', 'captured'])
  assert.match(await (await fetch(page)).text(), /Ce paiement est terminé/)
})

test('asking for the same payment twice gives the same page, and another amount is refused', async () => {
  const wish = { intentId: shop.id(), orderNumber: 'MA-1', description: 'Maison Alma', email: 'd@example.org' }
  const amount = { minor: '100', currency: 'EUR' as const }
  const ask = (minor: string) =>
    shop.fake.createIntent({
      ...{ ...wish, amount: { ...amount, minor }, locale: 'en', returnUrl: '/back', method: 'card', device: 'phone' },
    })
  assert.deepEqual(await ask('100'), await ask('100'))
  await assert.rejects(ask('200'), /another amount/)
})

test('a refund goes back once, however often it is asked for, and never more than was paid', async () => {
  const order = await placed()
  await shop.pay(order.intentId, '4242424242424242')
  await shop.deliver()
  const { intentId } = order
  const { providerRef } = await shop.intent(intentId)
  const intent = {
    intentId,
    providerRef: providerRef!,
    amount: { minor: '5090', currency: 'EUR' as const },
    refunds: [],
  }
  const refund = (refundId: string, minor: string) =>
    shop.fake.refund({ refundId, intent, amount: { minor, currency: 'EUR' }, reason: '' })
  await refund('one', '5090')
  await refund('one', '5090')
  assert.equal((await refund('two', '1'))[0]?.kind, 'refundFailed')
  assert.equal(await shop.fake.deliverDue(), 1)
  assert.equal((await shop.intent(order.intentId)).state, 'refunded')
})

test('a webhook that is not taken is sent again, by whichever process comes first', async () => {
  const statuses = [503, 0, 200]
  let sent = 0
  const post = async () => {
    const status = statuses[sent++]!
    if (status === 0) throw new Error('unreachable')
    return status
  }
  const another = createFakePayments({ ...shop, secret: 'another secret of the fake', baseUrl: () => shop.url, post })
  const order = await placed()
  await shop.pay(order.intentId, '4242424242424242')
  assert.equal(await another.deliverDue(), 1)
  assert.equal(await another.deliverDue(), 0)
  shop.clock.advance(1000)
  assert.equal(await another.deliverDue(), 1)
  shop.clock.advance(2000)
  assert.equal(await another.deliverDue(), 1)
  shop.clock.advance(100_000)
  assert.equal(await another.deliverDue(), 0)
  assert.equal(sent, 3)
})

test('an unknown payment is a page, not a failure', async () => {
  const response = await fetch(`${shop.url}/fake-pay/fp_nothing?locale=fr`)
  assert.equal(response.status, 404)
  assert.match(await response.text(), /Ce paiement n’existe pas/)
})

test('the provider signs with nothing less than a secret', () => {
  const around = { ...shop, baseUrl: () => shop.url, post: async () => 200 }
  assert.throws(() => createFakePayments({ ...around, secret: '' }), /secret/)
})
