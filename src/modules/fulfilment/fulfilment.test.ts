import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Buyer, openShop, type Placed, type Shop, type Stall } from '../../../test/shop.ts'
import type { Who } from '../../ctx.ts'
import * as orders from '../orders/orders.ts'
import { imbalances } from '../stock/stock.ts'
import * as fulfilment from './fulfilment.ts'

let shop: Shop
let farid: Who
before(async () => {
  shop = await openShop()
  farid = { kind: 'person', personId: shop.id(), guest: false, name: 'Farid', roles: { [shop.brandId]: ['support'] } }
})
after(() => shop[Symbol.asyncDispose]())

let lamp: Stall
let vase: Stall
let dana: Buyer
let placed: Placed
/** Two lamps at 30 and a vase at 20, delivered for 5.90. */
beforeEach(async () => {
  lamp = await shop.addVariant({ price: 3000, free: 5 })
  vase = await shop.addVariant({ price: 2000, free: 5 })
  dana = await shop.person()
  for (const [stall, quantity] of [
    [lamp, 2],
    [vase, 1],
  ] as const) {
    const wish = { brandId: shop.brandId, variantId: stall.variantId, quantity }
    await shop.write((ctx) => orders.addToBag(ctx, wish), dana.who)
  }
  placed = await shop.checkout(dana)
  await shop.pay(placed.intentId, '4242424242424242')
  await settle()
  shop.mails.length = 0
})

async function settle() {
  for (let i = 0; i < 2; i++) {
    await shop.deliver()
    await shop.idle()
  }
}
const no = (code: string) => (error: { problem?: { code: string } }) => error.problem?.code === code
const order = () => shop.order(placed.orderId)
const lineOf = async (stall: Stall) =>
  (await order()).lines.find(({ variantId }) => variantId === stall.variantId)!.lineId
const asStaff = <T>(work: Parameters<typeof shop.write<T>>[0]) => shop.write(work, farid)
const pack = async (stall?: Stall, quantity = 1) => {
  const lines = stall && [{ lineId: await lineOf(stall), quantity }]
  return asStaff((ctx) => fulfilment.packParcel(ctx, { orderId: placed.orderId, lines }))
}
const send = (parcelId: never) =>
  asStaff((ctx) => fulfilment.sendParcel(ctx, { parcelId, carrier: 'La Poste', tracking: '6A 1' }))
const shipAll = () =>
  asStaff((ctx) => fulfilment.shipOrder(ctx, { orderId: placed.orderId, carrier: 'DHL', tracking: '77' }))
const refund = (wish: object) =>
  asStaff((ctx) =>
    fulfilment.refundOrder(ctx, {
      ...{ orderId: placed.orderId, lines: [], delivery: false, restock: true, reason: 'a scratch' },
      ...wish,
    }),
  )
const pickList = () => shop.write((ctx) => fulfilment.readPickList(ctx, { brandId: shop.brandId, most: 200 }))
const waiting = async () => (await pickList()).orders.find(({ orderId }) => orderId === placed.orderId)

test('an order leaves in two parcels: each is told, and the order is sent with the last', async () => {
  const first = await pack(lamp)
  assert.equal((await waiting())?.begun, true)
  assert.deepEqual(
    (await waiting())?.lines.map(({ quantity }) => quantity),
    [1, 1],
  )
  const sent = await send(first.parcelId as never)
  assert.match(sent.trackingUrl!, /laposte\.fr.*6A1/)
  assert.equal((await order()).state, 'paid')
  await settle()
  const second = await pack()
  assert.equal(second.number, 2)
  assert.equal(await waiting(), undefined)
  await send(second.parcelId as never)
  assert.equal((await order()).state, 'sent')
  await settle()
  const [before, last] = shop.mails
  assert.match(before!.text, /Le reste de votre commande suivra/)
  assert.match(before!.html, /laposte\.fr/)
  assert.doesNotMatch(last!.text, /Le reste/)
  const { timeline } = await order()
  const told = timeline.map(({ what, by }) => `${what}${by?.name ? ` ${by.name}` : ''}`)
  assert.deepEqual(told.slice(told.indexOf('packed Farid')), [
    ...['packed Farid', 'parcelSent Farid', 'mailed', 'packed Farid', 'parcelSent Farid', 'sent Farid', 'mailed'],
  ])
  await send(first.parcelId as never)
  await settle()
  assert.equal(shop.mails.length, 2, 'a correction writes to nobody')
})

test('a parcel is opened again, and an order that is called off takes its parcels with it', async () => {
  const parcel = await pack(lamp, 2)
  await asStaff((ctx) => fulfilment.unpackParcel(ctx, { parcelId: parcel.parcelId }))
  assert.deepEqual((await waiting())!.lines.map(({ quantity }) => quantity).sort(), [1, 2])
  const again = await pack()
  await asStaff((ctx) => orders.cancelOrder(ctx, { orderId: placed.orderId, reason: '' }))
  assert.equal((await order()).state, 'cancelled')
  await assert.rejects(send(again.parcelId as never), no('edge.notFound'))
  assert.deepEqual(await shop.level(lamp), { free: 5, held: 0, sold: 0 })
  await settle()
  assert.deepEqual(await imbalances(shop.database.sql), [])
})

test('two who pack the same order at once pack it once', async () => {
  const both = await Promise.allSettled([pack(), pack()])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const ids = [placed.orderId, placed.orderId]
  const wish = { brandId: shop.brandId, orderIds: ids }
  assert.deepEqual((await asStaff((ctx) => fulfilment.packOrders(ctx, wish))).parcelIds, [])
})

test('a part that will not be sent is refunded, and what is left ends the order', async () => {
  const given = await refund({ lines: [{ lineId: await lineOf(vase), quantity: 1 }] })
  assert.deepEqual(given.amount, { minor: '2000', currency: 'EUR' })
  assert.deepEqual(await shop.level(vase), { free: 5, held: 0, sold: 0 })
  await shipAll()
  assert.equal((await order()).state, 'sent')
  await settle()
  assert.equal((await shop.intent(placed.intentId)).refundedMinor, 2000n)
  assert.match(shop.mails.find(({ subject }) => /remboursés/.test(subject))!.subject, /20,00/)
})

test('whoever gets nothing pays for no delivery, and the order ends refunded', async () => {
  const lines = [
    { lineId: await lineOf(lamp), quantity: 2 },
    { lineId: await lineOf(vase), quantity: 1 },
  ]
  const given = await refund({ lines, restock: false })
  assert.equal(given.amount.minor, '8590')
  await settle()
  assert.equal((await order()).state, 'refunded')
  assert.deepEqual(await shop.level(lamp), { free: 3, held: 0, sold: 0 })
  assert.deepEqual(await imbalances(shop.database.sql), [])
  await assert.rejects(refund({ amount: { minor: '1', currency: 'EUR' } }), no('payments.notRefundable'))
})

test('nothing is given back twice, nor more than was paid', async () => {
  const lines = [{ lineId: await lineOf(lamp), quantity: 2 }]
  await refund({ lines })
  await assert.rejects(refund({ lines }), no('fulfilment.tooManyUnits'))
  await assert.rejects(refund({ lines: [...lines, ...lines] }), no('fulfilment.tooManyUnits'))
  await assert.rejects(refund({ amount: { minor: '2591', currency: 'EUR' } }), no('payments.notRefundable'))
  await assert.rejects(refund({}), no('fulfilment.nothingToRefund'))
  assert.deepEqual((await refund({ delivery: true })).amount, { minor: '590', currency: 'EUR' })
  await assert.rejects(refund({ delivery: true }), no('fulfilment.nothingToRefund'))
})

test('a return from the wish to the money, each step told', async () => {
  const ask = async (quantity: number) => {
    const lines = [{ lineId: await lineOf(lamp), quantity }]
    const wish = { orderId: placed.orderId, lines, reason: 'wrongSize' as const, words: 'Too tall' }
    return shop.write((ctx) => fulfilment.askReturn(ctx, wish), dana.who)
  }
  await assert.rejects(ask(1), no('fulfilment.noReturns'))
  await shipAll()
  const { returnId } = await ask(2)
  await assert.rejects(ask(1), no('fulfilment.tooManyUnits'))
  await assert.rejects(refund({ lines: [{ lineId: await lineOf(lamp), quantity: 1 }] }), no('fulfilment.tooManyUnits'))
  const refuseIt = { returnId, accept: false, answer: '' }
  await assert.rejects(
    asStaff((ctx) => fulfilment.answerReturn(ctx, refuseIt)),
    no('fulfilment.answerNeeded'),
  )
  const lineId = await lineOf(lamp)
  const arrived = (restocked: number, scrapped: number) =>
    asStaff((ctx) => fulfilment.receiveReturn(ctx, { returnId, lines: [{ lineId, restocked, scrapped }] }))
  await assert.rejects(arrived(1, 0), no('fulfilment.wrongReturnState'))
  await asStaff((ctx) => fulfilment.answerReturn(ctx, { returnId, accept: true, answer: '' }))
  await assert.rejects(arrived(2, 1), no('fulfilment.tooManyUnits'))
  await arrived(1, 1)
  assert.deepEqual(await shop.level(lamp), { free: 4, held: 0, sold: 0 })
  const given = await asStaff((ctx) => fulfilment.refundReturn(ctx, { returnId }))
  assert.deepEqual(given.amount, { minor: '6000', currency: 'EUR' })
  await assert.rejects(
    asStaff((ctx) => fulfilment.refundReturn(ctx, { returnId })),
    no('fulfilment.wrongReturnState'),
  )
  await settle()
  assert.equal((await shop.intent(placed.intentId)).refundedMinor, 6000n)
  const subjects = shop.mails.map(({ subject }) => subject.replace(/MA-\d+/, 'N').replace(/\s/g, ' '))
  assert.deepEqual(subjects, [
    ...['Votre commande N est en route', 'Nous avons reçu votre demande de retour : N'],
    ...['Votre retour est accepté : N', 'Votre retour est arrivé : N', 'Commande N : 60,00 € vous sont remboursés'],
  ])
  assert.deepEqual(await imbalances(shop.database.sql), [])
  const known = await shop.write((ctx) => fulfilment.readReturnsOf(ctx, { orderId: placed.orderId }))
  assert.equal(known.items[0]!.state, 'refunded')
  shop.clock.advance(31 * 86_400_000)
  await assert.rejects(ask(1), no('fulfilment.tooLateToReturn'))
})

test('the pick list counts each product once, with every order that waits for it', async () => {
  const { products } = await pickList()
  const row = products.find(({ variantId }) => variantId === lamp.variantId)!
  assert.deepEqual([row.quantity, row.orders.length], [2, 1])
  await refund({ lines: [{ lineId: await lineOf(vase), quantity: 1 }] })
  assert.ok(!(await pickList()).products.some(({ variantId }) => variantId === vase.variantId))
})

test('a mail of the past is sent again, and none that never was', async () => {
  const { parcelId } = await shipAll()
  await settle()
  const again = (kind: string) => asStaff((ctx) => fulfilment.resendMail(ctx, { orderId: placed.orderId, kind }))
  await again(`parcelSent:${parcelId}`)
  await settle()
  assert.equal(shop.mails.length, 2)
  for (const kind of [`parcelSent:${shop.id()}`, `refund:${parcelId}`, 'parcelSent', 'x']) {
    await assert.rejects(again(kind), no('fulfilment.notMailed'), kind)
  }
})
