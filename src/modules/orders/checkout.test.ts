import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { addClaim, address, type Buyer, openShop, type Shop, type Stall } from '../../../test/shop.ts'
import { money, wire } from '../../lib/money.ts'
import { changeProduct, productsByIds } from '../catalog/catalog.ts'
import { setFree } from '../stock/stock.ts'
import * as orders from './orders.ts'

let shop: Shop
let lamp: Stall
let vase: Stall
let dana: Buyer

beforeEach(async () => {
  shop = await openShop()
  lamp = await shop.addVariant({ price: 4500, free: 5 })
  vase = await shop.addVariant({ price: 3000, free: 5, taxRateBp: 550 })
  dana = await shop.person()
})
afterEach(() => shop[Symbol.asyncDispose]())

const put = (stall: Stall, quantity = 1, buyer = dana) => {
  // Lines stand in the order in which they came, to the millisecond.
  shop.clock.advance(1)
  return shop.write(
    (ctx) => orders.addToBag(ctx, { brandId: shop.brandId, variantId: stall.variantId, quantity }),
    buyer.who,
  )
}
const bag = (buyer = dana) => shop.write((ctx) => orders.readBag(ctx, { brandId: shop.brandId }), buyer.who)
const checkout = (expected: number, buyer = dana, changes: object = {}) =>
  shop.write(
    (ctx) =>
      orders.checkout(ctx, {
        ...{ brandId: shop.brandId, email: 'dana@example.org', address, deliveryMethodId: 'standard', locale: 'fr' },
        ...{ expectedTotal: wire(money(expected, 'EUR')), returnTo: '/back', ...changes },
      }),
    buyer.who,
  )
const refused = (code: string, details?: object) => (error: { problem?: { code: string }; details?: object }) => {
  assert.equal(error.problem?.code, code)
  if (details) assert.deepEqual(error.details, details)
  return true
}
const reprice = (stall: Stall, price: number) =>
  shop.write(async (ctx) => {
    const [product] = await productsByIds(ctx.sql, [stall.productId])
    const variants = product!.variants.map((variant) => ({ ...variant, prices: [wire(money(price, 'EUR'))] }))
    await changeProduct(ctx, { ...product!, state: 'published', pictureIds: [], variants })
  })

test('the same variant again adds up, 0 takes a line out, another person’s line is not there', async () => {
  const { lineId } = await put(lamp, 2)
  assert.deepEqual(await put(lamp), { lineId })
  assert.deepEqual(
    (await bag()).lines.map((line) => [line.quantity, line.state]),
    [[3, 'open']],
  )
  assert.equal((await bag()).items.minor, '13500')
  const change = (quantity: number, who = dana.who) =>
    shop.write((ctx) => orders.changeLine(ctx, { lineId, quantity }), who)
  await assert.rejects(change(1, (await shop.person()).who), refused('orders.unknownLine'))
  await change(0)
  assert.deepEqual((await bag()).lines, [])
})

test('a checkout freezes every price, holds the units, empties the bag and asks for the money', async () => {
  await put(lamp, 2)
  await put(vase)
  const placed = await checkout(12_000)
  assert.match(placed.number, /^MA-\d+$/)
  await reprice(lamp, 9900)
  const order = await shop.order(placed.orderId)
  assert.equal(order.state, 'unpaid')
  assert.deepEqual(
    order.lines.map((line) => [line.quantity, line.unitPrice.minor]),
    [
      [2, '4500'],
      [1, '3000'],
    ],
  )
  assert.deepEqual(order.totals.tax, { minor: String(1500 + 156), currency: 'EUR' })
  assert.deepEqual(await shop.level(lamp), { free: 3, held: 2, sold: 0 })
  assert.deepEqual((await bag()).lines, [])
  assert.equal((await shop.intent(placed.intentId)).amount.minor, 12_000n)
})

test('a price that changed after it was shown is refused with the new total, and nothing is taken (R1.33)', async () => {
  await put(lamp)
  await reprice(lamp, 4600)
  await assert.rejects(checkout(5090), (error: { details?: { totals: { total: object } } }) => {
    refused('orders.priceChanged')(error)
    assert.deepEqual(error.details!.totals.total, { minor: '5190', currency: 'EUR' })
    return true
  })
  assert.deepEqual(await shop.level(lamp), { free: 5, held: 0, sold: 0 })
  assert.equal((await bag()).lines.length, 1)
  await checkout(5190)
})

test('a claimed line keeps its live price whatever the catalogue says, and shows what it saves', async () => {
  await addClaim(shop, dana, lamp, { price: 3900, holdSeconds: 300 })
  await reprice(lamp, 9900)
  const [line] = (await bag()).lines
  assert.deepEqual([line!.unitPrice.minor, line!.compareAt!.minor, line!.state], ['3900', '4500', 'held'])
  const { orderId } = await checkout(4490)
  const { totals } = await shop.order(orderId)
  assert.deepEqual([totals.items.minor, totals.discount.minor, totals.total.minor], ['4500', '600', '4490'])
})

test('a claim whose time is over cannot be bought, and the refusal names the line', async () => {
  const { lineId } = await addClaim(shop, dana, lamp, { price: 3900, holdSeconds: 60 })
  await put(vase)
  shop.clock.advance(60_000)
  assert.deepEqual((await bag()).lines.map((line) => line.state).sort(), ['expired', 'open'])
  await assert.rejects(checkout(3590), refused('orders.holdExpired', { lines: [lineId] }))
  await shop.write((ctx) => orders.changeLine(ctx, { lineId, quantity: 0 }), dana.who)
  await checkout(3590)
})

test('the quantity of a claimed line is fixed, and taking it out gives the unit back', async () => {
  const { lineId, dropId } = await addClaim(shop, dana, lamp, { price: 3900, holdSeconds: 60 })
  const change = (quantity: number) => shop.write((ctx) => orders.changeLine(ctx, { lineId, quantity }), dana.who)
  await assert.rejects(change(2), refused('orders.lineHeld'))
  await change(0)
  const pool = await shop.database.sql<{ free: number }>`select free from stock.pools where pool_id = ${dropId}`
  assert.equal(pool[0]!.free, 1)
})

test('checkout keeps a claim for the time to pay; paying again does not renew it', async () => {
  const { holdId } = await addClaim(shop, dana, lamp, { price: 3900, holdSeconds: 60 })
  const expiry = async () =>
    (await shop.database.sql<{ at: Date }>`select expires_at as at from stock.holds where hold_id = ${holdId}`)[0]!.at
  const placed = await checkout(4490)
  assert.equal((await expiry()).toISOString(), placed.payBefore)
  shop.clock.advance(600_000)
  const again = () =>
    shop.write((ctx) => orders.payAgain(ctx, { orderId: placed.orderId, returnTo: '/back' }), dana.who)
  const { intentId } = await again()
  assert.equal((await shop.intent(placed.intentId)).state, 'cancelled')
  assert.equal((await shop.order(placed.orderId)).intentId, intentId)
  assert.equal((await expiry()).toISOString(), placed.payBefore)
  shop.clock.advance(300_000)
  await assert.rejects(again(), refused('orders.holdExpired'))
})

test('more than there is cannot be bought, and the refusal names the line', async () => {
  const { lineId } = await put(lamp, 6)
  await assert.rejects(checkout(27_000), (error: { details?: { lines: string[] } }) => {
    refused('orders.soldOut')(error)
    assert.deepEqual(error.details!.lines, [lineId])
    return true
  })
  await shop.write((ctx) => setFree(ctx, { variantId: lamp.variantId, brandId: shop.brandId, free: 0 }))
  await assert.rejects(put(lamp), refused('orders.soldOut'))
})

test('twenty buyers at once for five lamps: five orders, and the others are told', async () => {
  const buyers = await Promise.all(Array.from({ length: 20 }, () => shop.person()))
  for (const buyer of buyers) await put(lamp, 1, buyer)
  const outcomes = await Promise.allSettled(buyers.map((buyer) => checkout(5090, buyer)))
  const won = outcomes.filter((outcome) => outcome.status === 'fulfilled')
  assert.equal(won.length, 5)
  for (const outcome of outcomes) if (outcome.status === 'rejected') refused('orders.soldOut')(outcome.reason)
  assert.deepEqual(await shop.level(lamp), { free: 0, held: 5, sold: 0 })
})

test('two checkouts of one bag at once make one order', async () => {
  await put(lamp)
  const outcomes = await Promise.allSettled([checkout(5090), checkout(5090)])
  assert.deepEqual(outcomes.map((outcome) => outcome.status).sort(), ['fulfilled', 'rejected'])
  refused('orders.bagEmpty')(outcomes.find((outcome) => outcome.status === 'rejected')!.reason)
  assert.deepEqual(await shop.level(lamp), { free: 4, held: 1, sold: 0 })
})

test('a delivery that does not go there is refused', async () => {
  await put(lamp)
  await assert.rejects(checkout(5090, dana, { deliveryMethodId: 'drone' }), refused('orders.unknownDelivery'))
  const far = { ...address, country: 'AQ' }
  await assert.rejects(checkout(5090, dana, { address: far }), refused('orders.unknownDelivery'))
})

test('a guest who becomes an account keeps bag, orders and payments, and the same variants add up', async () => {
  const guest = await shop.person()
  await put(lamp, 1, guest)
  const placed = await checkout(5090, guest)
  await put(lamp, 2, guest)
  await put(vase, 1, guest)
  await addClaim(shop, guest, vase, { price: 2500, holdSeconds: 60 })
  await put(lamp, 1)
  await shop.write((ctx) => orders.mergeBag(ctx, { guestId: guest.personId, personId: dana.personId }))
  const lines = (await bag()).lines.map((line) => `${line.state} ${line.quantity} ${line.unitPrice.minor}`)
  assert.deepEqual(lines.sort(), ['held 1 2500', 'open 1 3000', 'open 3 4500'])
  assert.deepEqual((await bag(guest)).lines, [])
  assert.equal((await orders.orderOwner(shop.database.sql, placed.orderId))!.personId, dana.personId)
  assert.equal((await shop.intent(placed.intentId)).personId, dana.personId)
})
