import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { type Buyer, openShop, type Placed, type Shop, type Stall } from '../../../test/shop.ts'
import type { Who } from '../../ctx.ts'
import type { IntentId } from '../../lib/ids.ts'
import { imbalances, setFree } from '../stock/stock.ts'
import * as orders from './orders.ts'

let shop: Shop
let lamp: Stall
let dana: Buyer
let placed: Placed
let told: string[]

beforeEach(async () => {
  shop = await openShop()
  lamp = await shop.addVariant({ price: 4500, free: 5 })
  dana = await shop.person()
  told = []
  orders.orderPaid.rewire(async () => void told.push('paid'))
  orders.orderCancelled.rewire(async (_, { wasPaid }) => void told.push(wasPaid ? 'returned' : 'cancelled'))
  await shop.write(
    (ctx) => orders.addToBag(ctx, { brandId: shop.brandId, variantId: lamp.variantId, quantity: 2 }),
    dana.who,
  )
  placed = await shop.checkout(dana)
  await shop.idle()
})
afterEach(() => shop[Symbol.asyncDispose]())

const good = '4242424242424242'
const state = async () => (await shop.order(placed.orderId)).state
const timeline = async () => (await shop.order(placed.orderId)).timeline.map((entry) => entry.what)
const cancel = (who: Who = dana.who) =>
  shop.write((ctx) => orders.cancelOrder(ctx, { orderId: placed.orderId, reason: '' }), who)
const payAgain = () =>
  shop.write((ctx) => orders.payAgain(ctx, { orderId: placed.orderId, returnTo: '/back' }), dana.who)

async function paid(intentId: IntentId = placed.intentId) {
  await shop.pay(intentId, good)
  await settle()
}
async function settle() {
  await shop.deliver()
  await shop.idle()
  await shop.deliver()
  await shop.idle()
}
async function expire() {
  shop.clock.advance(15 * 60_000)
  await shop.beat('orders.endOverdue')
  await shop.idle()
}
const no = (code: string) => (error: { problem: { code: string } }) => error.problem.code === code
const subjects = () => shop.mails.map((mail) => mail.subject)

test('paid: units are sold, the room is told once, one mail goes out, the timeline knows', async () => {
  await paid()
  assert.equal(await state(), 'paid')
  assert.deepEqual(await shop.level(lamp), { free: 3, held: 0, sold: 2 })
  assert.deepEqual(told, ['paid'])
  assert.deepEqual(await timeline(), ['placed', 'paid', 'mailed'])
  assert.equal(subjects().length, 1)
  assert.match(subjects()[0]!, /^Votre commande MA-\d+ chez Maison Alma$/)
})

test('a declined order stays payable, and the second attempt pays it', async () => {
  await shop.pay(placed.intentId, '4000000000000002')
  await settle()
  assert.equal(await state(), 'unpaid')
  await paid((await payAgain()).intentId)
  assert.equal(await state(), 'paid')
  assert.deepEqual(await timeline(), ['placed', 'declined', 'triedAgain', 'paid', 'mailed'])
})

test('two captured payments of one order: it is sold once and the second goes back', async () => {
  const second = await payAgain()
  await shop.idle()
  await paid(second.intentId)
  await paid(placed.intentId)
  assert.equal(await state(), 'paid')
  assert.equal((await shop.intent(second.intentId)).state, 'captured')
  assert.equal((await shop.intent(placed.intentId)).state, 'refunded')
  assert.deepEqual(await shop.level(lamp), { free: 3, held: 0, sold: 2 })
  assert.equal(subjects().filter((subject) => /deux fois/.test(subject)).length, 1)
})

test('an order that is not paid in time is cancelled and gives its units back', async () => {
  shop.clock.advance(15 * 60_000 - 1)
  await shop.beat('orders.endOverdue')
  await shop.idle()
  assert.equal(await state(), 'unpaid')
  shop.clock.advance(1)
  await shop.beat('orders.endOverdue')
  await shop.idle()
  assert.equal(await state(), 'cancelled')
  assert.deepEqual(await shop.level(lamp), { free: 5, held: 0, sold: 0 })
  assert.equal((await shop.intent(placed.intentId)).state, 'cancelled')
  assert.deepEqual(told, ['cancelled'])
})

test('paid too late, units still there: they are taken again and the order stands', async () => {
  await expire()
  await paid()
  assert.equal(await state(), 'paid')
  assert.deepEqual(await shop.level(lamp), { free: 3, held: 0, sold: 2 })
})

test('paid too late, units gone: the money goes back by itself and a mail says so', async () => {
  await expire()
  await shop.write((ctx) => setFree(ctx, { variantId: lamp.variantId, brandId: shop.brandId, free: 1 }))
  await paid()
  assert.equal(await state(), 'refunded')
  assert.equal((await shop.intent(placed.intentId)).state, 'refunded')
  assert.deepEqual(await shop.level(lamp), { free: 1, held: 0, sold: 0 })
  assert.match(subjects()[0]!, /vous êtes remboursé/)
})

test('paid after the buyer called it off: the money goes back, the units stay free', async () => {
  await cancel()
  await paid()
  assert.equal(await state(), 'refunded')
  assert.deepEqual(await shop.level(lamp), { free: 5, held: 0, sold: 0 })
  assert.deepEqual(told, ['cancelled'])
})

test('a late payment whose webhook is lost as well is found by asking', async () => {
  await shop.pay(placed.intentId, '4000000000000119')
  shop.clock.advance(15 * 60_000)
  await shop.beat('orders.endOverdue')
  await shop.idle()
  assert.equal(await state(), 'cancelled')
  await shop.beat('payments.askAboutWaiting')
  await shop.idle()
  assert.equal(await state(), 'paid')
})

test('a paid order that is cancelled returns its units and its money', async () => {
  await paid()
  await cancel()
  assert.equal(await state(), 'cancelled')
  assert.deepEqual(await shop.level(lamp), { free: 5, held: 0, sold: 0 })
  await settle()
  assert.equal(await state(), 'refunded')
  assert.deepEqual(told, ['paid', 'returned'])
  await assert.rejects(cancel(), no('orders.notCancellable'))
})

test('what is packed is not called off by its buyer any more, and what has left by nobody', async () => {
  await paid()
  const { orderId } = placed
  const { lines } = await shop.order(orderId)
  const move = (units: object) => shop.write((ctx) => orders.moveUnits(ctx, [{ lineId: lines[0]!.lineId, ...units }]))
  await move({ packed: 1 })
  await assert.rejects(cancel(), no('orders.notCancellable'))
  await move({ sent: 1 })
  await assert.rejects(cancel({ kind: 'person', personId: shop.id(), guest: false, name: 'Farid', roles: {} }))
  await assert.rejects(payAgain(), no('orders.notPayable'))
  await assert.rejects(move({ packed: 2 }), /lines_units/)
})

test('units of a paid order that come back are on the shelf, or out of the stock, and never both', async () => {
  await paid()
  const { orderId } = placed
  const takeBack = (quantity: number, restock: boolean) =>
    shop.write(async (ctx) => {
      const work = await orders.lockOrder(ctx, orderId)
      await orders.takeBackUnits(ctx, work, [{ lineId: work.lines[0]!.lineId, quantity, restock }])
    })
  await takeBack(1, true)
  assert.deepEqual(await shop.level(lamp), { free: 4, held: 0, sold: 1 })
  await takeBack(1, false)
  assert.deepEqual(await shop.level(lamp), { free: 4, held: 0, sold: 0 })
  assert.deepEqual(await imbalances(shop.database.sql), [])
  await assert.rejects(takeBack(1, true), /has no 1 sold units/)
  await cancel()
  await settle()
  assert.deepEqual(await shop.level(lamp), { free: 4, held: 0, sold: 0 })
})

test('a mail the buyer has had is sent again when somebody asks, and no other', async () => {
  await paid()
  const again = (kind: 'confirmed' | 'cancelled') =>
    shop.write((ctx) => orders.resendMail(ctx, { orderId: placed.orderId, kind }))
  await again('confirmed')
  await shop.idle()
  assert.equal(subjects().length, 2)
  await assert.rejects(again('cancelled'), no('orders.notMailed'))
})

test('cancelling against paying at the same moment ends in one of the two, never in between', async () => {
  await shop.pay(placed.intentId, good)
  await Promise.allSettled([shop.deliver(), cancel()])
  await settle()
  const { held, sold, free } = await shop.level(lamp)
  const end = await state()
  assert.equal(end, 'refunded')
  assert.deepEqual({ free, held, sold }, { free: 5, held: 0, sold: 0 })
})

test('running out of time against paying at the same moment: sold, and only once', async () => {
  await shop.pay(placed.intentId, good)
  shop.clock.advance(15 * 60_000)
  const end = shop.write((ctx) => orders.expireOrder(ctx, { orderId: placed.orderId }))
  await Promise.all([shop.deliver(), end])
  assert.equal(await state(), 'paid')
  assert.deepEqual(await shop.level(lamp), { free: 3, held: 0, sold: 2 })
})

test('a mail that cannot be sent is tried again, and one that was sent is not sent twice', async () => {
  await paid()
  const count = subjects().length
  await shop.idle()
  assert.equal(subjects().length, count)
})
