import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { address, type Buyer, openShop, type Placed, type Shop, type Stall } from '../../../test/shop.ts'
import type { Who } from '../../ctx.ts'
import type { ShowId } from '../../lib/ids.ts'
import * as orders from '../orders/orders.ts'
import * as fulfilment from './fulfilment.ts'

let shop: Shop
let farid: Who
before(async () => {
  shop = await openShop()
  farid = { kind: 'person', personId: shop.id(), guest: false, name: 'Farid', roles: { [shop.brandId]: ['support'] } }
})
after(() => shop[Symbol.asyncDispose]())

let lamp: Stall
let dana: Buyer
let showId: ShowId
beforeEach(async () => {
  lamp = await shop.addVariant({ price: 3000, free: 9 })
  dana = await shop.person()
  showId = shop.id()
})

async function settle() {
  for (let i = 0; i < 3; i++) {
    await shop.deliver()
    await shop.idle()
  }
}
const no = (code: string) => (error: { problem?: { code: string } }) => error.problem?.code === code
const parcels = () => shop.write((ctx) => orders.readOpenParcels(ctx, { brandId: shop.brandId }), dana.who)
const refunded = async ({ intentId }: Placed) => Number((await shop.intent(intentId)).refundedMinor)

/** One lamp of the show: ordered at what the quote says. */
async function order(shipWith?: string, where = address): Promise<Placed & { total: string; delivery: string }> {
  shop.clock.advance(10)
  return shop.write(async (ctx) => {
    await orders.addToBag(ctx, { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1, showId })
    const choice = { brandId: shop.brandId, country: 'FR', deliveryMethodId: 'standard', shipWith: shipWith as never }
    const { total, delivery } = await orders.quote(ctx, choice)
    const contact = { email: 'dana@example.org', address: where, locale: 'en' as const, returnTo: '/back' }
    const placed = await orders.checkout(ctx, { ...choice, ...contact, expectedTotal: total })
    return { ...placed, total: total.minor, delivery: delivery.minor }
  }, dana.who)
}
async function buy(shipWith?: string) {
  const placed = await order(shipWith)
  await shop.pay(placed.intentId, '4242424242424242')
  await settle()
  return placed
}
const cancel = async ({ orderId }: Placed) => {
  await shop.write((ctx) => orders.cancelOrder(ctx, { orderId, reason: '' }), dana.who)
  await settle()
}

test('the second buy of a show goes with the first and pays no delivery; to another address it pays', async () => {
  const first = await buy()
  assert.deepEqual([first.total, first.delivery], ['3590', '590'])
  const [open] = (await parcels()).items
  assert.equal(open?.orderId, first.orderId)
  const second = await buy(first.orderId)
  assert.deepEqual([second.total, second.delivery], ['3000', '0'])
  assert.match(shop.mails.at(-1)!.text, new RegExp(`one parcel with your order ${first.number}`))
  assert.deepEqual((await shop.order(second.orderId)).together, [{ orderId: first.orderId, number: first.number }])
  assert.equal((await shop.order(first.orderId)).carriesOthers, true)
  // The quote knows the country only; checkout knows the street, and asks again at the new total.
  const elsewhere = order(first.orderId, { ...address, line1: '5 rue des Lilas' })
  await assert.rejects(elsewhere, no('orders.priceChanged'))
})

test('who calls off the order that paid the delivery gets it back with the last that goes: to the cent', async () => {
  const first = await buy()
  const second = await buy(first.orderId)
  const third = await buy(first.orderId)
  await cancel(first)
  assert.equal(await refunded(first), 3000)
  assert.match(shop.mails.at(-1)!.text, /delivery you paid stays/)
  assert.equal((await parcels()).items.length, 0)
  await cancel(second)
  assert.equal(await refunded(second), 3000)
  assert.equal(await refunded(first), 3000)
  await cancel(third)
  assert.deepEqual([await refunded(first), await refunded(third)], [3590, 3000])
})

test('a companion that is never paid in time gives the delivery back, too', async () => {
  const first = await buy()
  const second = await order(first.orderId)
  await cancel(first)
  assert.equal(await refunded(first), 3000)
  shop.clock.advance(16 * 60_000)
  await shop.beat('orders.endOverdue')
  await settle()
  assert.equal((await shop.order(second.orderId)).state, 'cancelled')
  assert.equal(await refunded(first), 3590)
})

test('the brand gives units back: the delivery stays while others go, and goes back with the last', async () => {
  const first = await buy()
  const second = await buy(first.orderId)
  const giveBack = async ({ orderId }: Placed) => {
    const [line] = (await shop.order(orderId)).lines
    const wish = { orderId, lines: [{ lineId: line!.lineId, quantity: 1 }], delivery: false, restock: true }
    await shop.write((ctx) => fulfilment.refundOrder(ctx, { ...wish, reason: 'a scratch' }), farid)
    await settle()
  }
  await giveBack(first)
  assert.equal(await refunded(first), 3000)
  await giveBack(second)
  assert.deepEqual([await refunded(first), await refunded(second)], [3590, 3000])
})

test('orders that go together are one parcel: picked, packed, sent and opened together', async () => {
  const first = await buy()
  const other = await shop.person()
  shop.clock.advance(10)
  await shop.write(
    (ctx) => orders.addToBag(ctx, { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1 }),
    other.who,
  )
  const between = await shop.checkout(other)
  await shop.pay(between.intentId, '4242424242424242')
  const second = await buy(first.orderId)
  const list = await shop.write((ctx) => fulfilment.readPickList(ctx, { brandId: shop.brandId, most: 200 }))
  const listed = list.orders.filter(({ orderId }) => [first, second, between].some((one) => one.orderId === orderId))
  assert.deepEqual(
    listed.map(({ orderId }) => orderId),
    [first.orderId, second.orderId, between.orderId],
  )
  assert.equal(listed[1]!.parcelOf, first.orderId)
  const orderIds = [second.orderId, first.orderId]
  const packed = () => shop.write((ctx) => fulfilment.packOrders(ctx, { brandId: shop.brandId, orderIds }), farid)
  const { parcelIds } = await packed()
  await shop.write((ctx) => fulfilment.unpackParcel(ctx, { parcelId: parcelIds[1]! }), farid)
  assert.equal((await packed()).parcelIds.length, 2)
  const again = await shop.write((ctx) => fulfilment.readParcels(ctx, { brandId: shop.brandId, most: 50 }), farid)
  const [box] = again.items
  assert.equal(again.items.filter(({ boxId }) => boxId === box!.boxId).length, 2)
  const shipment = { parcelId: box!.parcelId, carrier: 'DHL', tracking: '77' }
  await shop.write((ctx) => fulfilment.sendParcel(ctx, shipment), farid)
  for (const { orderId } of [first, second]) {
    const sent = await shop.order(orderId)
    assert.deepEqual([sent.state, sent.shipment?.tracking], ['sent', '77'])
  }
})
