import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openShop, type Placed, type Shop, type Stall } from '../../../test/shop.ts'
import type { Ctx } from '../../ctx.ts'
import type { PaymentNotice } from '../../doors/doors.ts'
import { money } from '../../lib/money.ts'
import { addToBag } from '../orders/orders.ts'
import { endCare, readCares } from './caring.ts'
import { checkSettlement, listGivenBack, receiveNotice, refundIntent } from './payments.ts'

let shop: Shop
let lamp: Stall
before(async () => {
  shop = await openShop()
  lamp = await shop.addVariant({ price: 4500, free: 1000 })
})
after(() => shop[Symbol.asyncDispose]())

async function placed(): Promise<Placed> {
  const buyer = await shop.person()
  const wish = { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1 }
  await shop.write((ctx) => addToBag(ctx, wish), buyer.who)
  const order = await shop.checkout(buyer)
  await shop.idle()
  return order
}

async function noticeOf(order: Placed, kind: PaymentNotice['kind'], changes: Partial<PaymentNotice> = {}) {
  const { providerRef } = await shop.intent(order.intentId)
  const amount = { minor: '5090', currency: 'EUR' as const }
  const eventId = `${providerRef}.${kind}`
  return { eventId, intentId: order.intentId, providerRef: providerRef!, kind, amount, ...changes }
}
const send = (notice: PaymentNotice) => shop.write((ctx) => receiveNotice(ctx, 'fake', notice))

const states = async ({ orderId, intentId }: Placed) => [
  (await shop.order(orderId)).state,
  (await shop.intent(intentId)).state,
]

test('an operator who has seen to a wrong amount ends the review: the order is not paid by it', async () => {
  const order = await placed()
  await send(await noticeOf(order, 'captured', { amount: { minor: '1', currency: 'EUR' } }))
  const list = async (which: 'open' | 'seen') =>
    (await shop.write((ctx) => readCares(ctx, { brandId: shop.brandId, which }))).items
  const [care, ...more] = await list('open')
  assert.deepEqual([care?.what, care?.came.minor, care?.asked?.minor, more.length], ['wrongAmount', '1', '5090', 0])
  const end = (note: string) => shop.write((ctx) => endCare(ctx, { brandId: shop.brandId, careId: care!.careId, note }))
  await end('given back at the desk')
  assert.deepEqual(await states(order), ['unpaid', 'declined'])
  await assert.rejects(end('again'), /somebody has seen to it/)
  assert.deepEqual(
    [(await list('open')).length, (await list('seen')).map(({ seen }) => seen?.note)],
    [0, ['given back at the desk']],
  )
})

test('money on its way keeps the order and its units beyond the time to pay', async () => {
  const order = await placed()
  await send(await noticeOf(order, 'pending'))
  assert.deepEqual(await states(order), ['unpaid', 'pending'])
  shop.clock.advance(20 * 60_000)
  await shop.beat('orders.endOverdue')
  await shop.idle()
  assert.deepEqual(await states(order), ['unpaid', 'pending'])
  await send(await noticeOf(order, 'captured'))
  assert.deepEqual(await states(order), ['paid', 'captured'])
})

test('a dispute and a refund that failed are on the timeline of the order, and the money can go back again', async () => {
  const order = await placed()
  await send(await noticeOf(order, 'captured'))
  const { intentId } = order
  const amount = money(2000, 'EUR')
  const refundId = await shop.write((ctx) => refundIntent(ctx, { intentId, amount, reason: 'a scratch' }))
  const about = { refundId, amount: { minor: '2000', currency: 'EUR' } }
  for (const kind of ['refunded', 'refundFailed'] as const) {
    await send(
      await noticeOf(order, kind, { ...about, eventId: `${refundId}.${kind}`, reason: 'expired_or_canceled_card' }),
    )
  }
  assert.equal((await shop.intent(intentId)).refundedMinor, 0n)
  await shop.write((ctx) => refundIntent(ctx, { intentId, amount: money(5090, 'EUR'), reason: 'all of it' }))
  await send(await noticeOf(order, 'disputed', { reason: 'fraudulent' }))
  await send(await noticeOf(order, 'disputeClosed', { reason: 'lost' }))
  const told = (await shop.order(order.orderId)).timeline.map(({ what, detail }) => `${what} ${detail ?? ''}`.trim())
  assert.deepEqual(told, [
    'placed',
    'paid',
    'refunded 20,00\u00a0€',
    'refundFailed €20.00, expired_or_canceled_card',
    'disputed €50.90, fraudulent',
    'disputeLost €50.90',
  ])
  assert.equal((await shop.intent(intentId)).dispute, 'lost')
})

test('money that came for nothing or does not fit is listed; what goes back by itself ends by itself, or can go again', async () => {
  const open = async () => (await shop.write((ctx) => readCares(ctx, { brandId: shop.brandId, which: 'open' }))).items
  const order = await placed()
  await send(await noticeOf(order, 'captured'))
  const stray = await noticeOf(order, 'captured', { eventId: 'stray', intentId: shop.id() })
  await send(stray)
  await send(stray)
  await send(await noticeOf(order, 'refunded', { eventId: 'odd', amount: { minor: '9', currency: 'USD' } }))
  const odd = (await open()).filter(({ what }) => what === 'unknown' || what === 'wrongNotice')
  const told = odd.map(({ what, came, intentId }) => `${what} ${came.minor} ${came.currency} ${intentId !== null}`)
  assert.deepEqual(told.sort(), ['unknown 5090 EUR false', 'wrongNotice 9 USD true'])
  // Paid in time by one attempt, and again by another.
  const second = await shop.write((ctx) => listGivenBackOf(ctx, order))
  assert.deepEqual(
    (await open()).filter(({ what }) => what === 'second').map(({ refund, mayRefund }) => [refund?.state, mayRefund]),
    [['asked', null]],
  )
  const about = { refundId: second, amount: { minor: '100', currency: 'EUR' as const }, reason: 'card_gone' }
  await send(await noticeOf(order, 'refundFailed', { ...about, eventId: 'failed' }))
  const failed = (await open()).filter(({ mayRefund }) => mayRefund?.minor === '100').map(({ what }) => what)
  assert.deepEqual(failed.sort(), ['refundFailed', 'second'])
})

const listGivenBackOf = async (ctx: Ctx, { intentId }: Placed) => {
  const amount = money(100, 'EUR')
  const refundId = await refundIntent(ctx, { intentId, amount, reason: 'paid twice' })
  await listGivenBack(ctx, { intentId, what: 'second', amount, refundId })
  return refundId
}

test('a settlement file is compared with our books: what is missing here or there, and what differs', async () => {
  const [good, wrong, absent] = [await placed(), await placed(), await placed()]
  for (const order of [good, wrong, absent]) await send(await noticeOf(order, 'captured'))
  await shop.database.sql`update payments.intents set provider = 'stripe'`
  await shop.database.sql`update payments.inbox set provider = 'stripe'`
  const at = shop.clock.now().toISOString().slice(0, 19).replace('T', ' ')
  const line = (id: string, amount: string, intentId: string) =>
    `${id},charge,ch_${id},${amount},0,eur,${at},${intentId}`
  const file = [
    'id,type,source,amount,fee,currency,created (utc),intentid (metadata)',
    ...[line('1', '50.90', good.intentId), line('2', '50.89', wrong.intentId), line('3', '9.00', '')],
  ].join('\n')
  const wish = { brandId: shop.brandId, provider: 'stripe' as const, file: Buffer.from(file).toString('base64') }
  const { differences, rows } = await shop.write((ctx) => checkSettlement(ctx, wish))
  assert.equal(rows, 3)
  const named = (order: Placed) => differences.filter(({ orderNumber }) => orderNumber === order.number)
  assert.deepEqual(named(good), [])
  assert.deepEqual(
    named(wrong).map(({ what, settled }) => [what, settled?.minor]),
    [['amount', '5089']],
  )
  assert.deepEqual(
    differences.filter(({ what }) => what === 'missingHere').map(({ reference }) => reference),
    ['3'],
  )
  const broken = { ...wish, file: 'eA==' }
  await assert.rejects(
    shop.write((ctx) => checkSettlement(ctx, broken)),
    /no settlement file/,
  )
})
