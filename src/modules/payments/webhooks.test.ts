import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Buyer, openShop, type Placed, type Shop, type Stall, secret } from '../../../test/shop.ts'
import type { PaymentNotice } from '../../doors/doors.ts'
import { signatureOf } from '../../doors/payments/timestamped-signature.ts'
import { addToBag, hearPaymentCaptured } from '../orders/orders.ts'
import { paymentCaptured, readReviews, receiveNotice } from './payments.ts'

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
  const order = await shop.checkout(buyer)
  await shop.idle()
  return { ...order, buyer }
}

async function noticeOf(order: Placed, kind: PaymentNotice['kind'], changes: Partial<PaymentNotice> = {}) {
  const { providerRef } = await shop.intent(order.intentId)
  const amount = { minor: '5090', currency: 'EUR' as const }
  const eventId = `${providerRef}.${kind}`
  return { eventId, intentId: order.intentId, providerRef: providerRef!, kind, amount, ...changes }
}

const known = async ({ intentId }: Placed) => {
  const { providerRef } = await shop.intent(intentId)
  return { intentId, providerRef: providerRef!, amount: { minor: '5090', currency: 'EUR' as const }, refunds: [] }
}

async function send(
  body: unknown,
  {
    provider = 'fake',
    sign = (raw: Buffer) => signatureOf(secret, raw, shop.clock.now()),
    tamper = (raw: Buffer) => raw,
  } = {},
): Promise<{ status: number; code: string | undefined }> {
  const raw = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const headers = { 'content-type': 'application/json', 'estrade-fake-signature': sign(raw) }
  const response = await fetch(`${shop.url}/api/webhooks/payments/${provider}`, {
    ...{ method: 'POST', headers, body: new Uint8Array(tamper(raw)) },
  })
  return { status: response.status, code: ((await response.json()) as { code?: string }).code }
}

const states = async ({ orderId, intentId }: Placed) => [
  (await shop.order(orderId)).state,
  (await shop.intent(intentId)).state,
]
const outcomeOf = async (eventId: string) =>
  (await shop.database.sql<{ outcome: string }>`select outcome from payments.inbox where event_id = ${eventId}`)[0]
    ?.outcome

test('a notice with a byte changed, no signature, another secret or an old one is refused and changes nothing', async () => {
  const order = await placed()
  const notice = await noticeOf(order, 'captured')
  const flip = (raw: Buffer) => {
    const copy = Buffer.from(raw)
    copy[copy.length - 3]! ^= 1
    return copy
  }
  const forged = { status: 401, code: 'payments.forgedNotice' }
  assert.deepEqual(await send(notice, { tamper: flip }), forged)
  assert.deepEqual(await send(notice, { sign: () => '' }), forged)
  assert.deepEqual(await send(notice, { sign: () => 't=1,v1=' }), forged)
  assert.deepEqual(await send(notice, { sign: (raw) => signatureOf('another secret', raw, shop.clock.now()) }), forged)
  for (const minutes of [-6, 6]) {
    const then = new Date(shop.clock.now().getTime() + minutes * 60_000)
    const stale = await send(notice, { sign: (raw) => signatureOf(secret, raw, then) })
    assert.deepEqual(stale, { status: 401, code: 'payments.staleNotice' })
  }
  assert.deepEqual(await states(order), ['unpaid', 'waiting'])
  assert.equal(await outcomeOf(notice.eventId), undefined)
})

test('signed nonsense is refused as broken, and an unknown provider is not found', async () => {
  assert.deepEqual(await send('{"kind":'), { status: 400, code: 'payments.brokenNotice' })
  assert.deepEqual(await send({ kind: 'captured' }), { status: 400, code: 'payments.brokenNotice' })
  assert.deepEqual(await send({}, { provider: 'nobody' }), { status: 404, code: 'payments.unknownProvider' })
  assert.equal((await send('x'.repeat(300_000))).status, 413)
})

test('the same notice a hundred times at once sells once', async () => {
  const order = await placed()
  const before = await shop.level(lamp)
  const notice = await noticeOf(order, 'captured')
  const answers = await Promise.all(Array.from({ length: 100 }, () => send(notice)))
  assert.ok(answers.every(({ status }) => status === 200))
  assert.deepEqual(await states(order), ['paid', 'captured'])
  assert.deepEqual(await shop.level(lamp), { ...before, held: before.held - 1, sold: before.sold + 1 })
  await shop.idle()
  assert.equal(shop.mails.filter((mail) => mail.key === `orders.${order.orderId}.confirmed`).length, 1)
})

test('a wrong amount or another currency is never paid, waits for an operator, and the right one still counts', async () => {
  for (const amount of [
    { minor: '1', currency: 'EUR' },
    { minor: '5090', currency: 'USD' },
    { minor: '5090', currency: 'SEK' },
  ]) {
    const order = await placed()
    const eventId = `${order.intentId}.wrong`
    assert.equal((await send(await noticeOf(order, 'captured', { amount, eventId }))).status, 200)
    assert.equal(await outcomeOf(eventId), 'review')
    assert.deepEqual(await states(order), ['unpaid', 'review'])
    const noted = (await shop.order(order.orderId)).timeline.find(({ what }) => what === 'underReview')
    assert.match(noted!.detail!, /0\.01|50\.90|SEK/)
    const { items } = await shop.write((ctx) => readReviews(ctx, { brandId: shop.brandId }))
    assert.equal(items[0]!.reason, `received ${amount.minor} ${amount.currency}`)
    assert.equal((await send(await noticeOf(order, 'captured'))).status, 200)
    assert.deepEqual(await states(order), ['paid', 'captured'])
  }
})

test('a foreign payment and an unknown intent are kept and change nothing', async () => {
  const order = await placed()
  const expected: [Partial<PaymentNotice>, string][] = [
    [{ providerRef: 'fp_other' }, 'foreignPayment'],
    [{ intentId: shop.id() }, 'unknownIntent'],
    [{ intentId: 'nonsense' }, 'unknownIntent'],
  ]
  for (const [i, [changes, outcome]] of expected.entries()) {
    const eventId = `${order.intentId}.${i}`
    assert.equal((await send(await noticeOf(order, 'captured', { ...changes, eventId }))).status, 200)
    assert.equal(await outcomeOf(eventId), outcome)
  }
  const notice = await noticeOf(order, 'captured')
  assert.equal(await shop.write((ctx) => receiveNotice(ctx, 'another', notice)), 'foreignProvider')
  assert.deepEqual(await states(order), ['unpaid', 'waiting'])
})

test('a decline, a capture and a refund end the same in whatever order they come', async () => {
  const kinds = ['declined', 'captured', 'refunded'] as const
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]
  for (const shuffled of orders) {
    const order = await placed()
    for (const i of shuffled) assert.equal((await send(await noticeOf(order, kinds[i]!))).status, 200)
    assert.deepEqual(await states(order), ['refunded', 'refunded'], String(shuffled))
  }
})

test('a capture that comes before the page was noted is not undone by the note', async () => {
  const buyer = await shop.person()
  const wish = { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1 }
  await shop.write((ctx) => addToBag(ctx, wish), buyer.who)
  const order = await shop.checkout(buyer)
  const { providerRef } = await shop.fake.createIntent({
    ...{ intentId: order.intentId, orderNumber: order.number, description: '', email: '', locale: 'fr' },
    ...{ amount: { minor: '5090', currency: 'EUR' }, returnUrl: '/back', method: 'card', device: 'phone' },
  })
  assert.equal((await send(await noticeOf(order, 'captured', { providerRef, eventId: 'early' }))).status, 200)
  await shop.idle()
  assert.deepEqual(await states(order), ['paid', 'captured'])
})

test('a notice whose transaction breaks is not taken, and the next delivery of it is', async () => {
  const order = await placed()
  const notice = await noticeOf(order, 'captured')
  paymentCaptured.rewire(hearPaymentCaptured, async () => {
    throw new Error('the power went away')
  })
  assert.equal((await send(notice)).status, 500)
  paymentCaptured.rewire(hearPaymentCaptured)
  assert.deepEqual(await states(order), ['unpaid', 'waiting'])
  assert.equal(await outcomeOf(notice.eventId), undefined)
  assert.equal((await send(notice)).status, 200)
  assert.deepEqual(await states(order), ['paid', 'captured'])
})

test('of a webhook and an answer that tell the same at once, one counts', async () => {
  const order = await placed()
  await shop.pay(order.intentId, '4242424242424242')
  const before = await shop.level(lamp)
  const [found] = await shop.fake.findIntent(await known(order))
  const told = Array.from({ length: 10 }, () => shop.write((ctx) => receiveNotice(ctx, 'fake', found!)))
  await Promise.all([...told, shop.deliver()])
  assert.deepEqual(await states(order), ['paid', 'captured'])
  assert.deepEqual(await shop.level(lamp), { ...before, held: before.held - 1, sold: before.sold + 1 })
})

test('parts of a refund add up, each once, and never to more than was paid', async () => {
  const order = await placed()
  await send(await noticeOf(order, 'captured'))
  const part = async (eventId: string, minor: string) =>
    send(
      await noticeOf(order, 'refunded', {
        eventId: `${order.intentId}.${eventId}`,
        amount: { minor, currency: 'EUR' },
      }),
    )
  for (const eventId of ['one', 'one', 'one']) await part(eventId, '2000')
  assert.deepEqual(await states(order), ['paid', 'captured'])
  await part('two', '4000')
  assert.equal(await outcomeOf(`${order.intentId}.two`), 'wrongAmount')
  assert.equal((await shop.intent(order.intentId)).refundedMinor, 2000n)
  await part('three', '3090')
  assert.deepEqual(await states(order), ['refunded', 'refunded'])
})
