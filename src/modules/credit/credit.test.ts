import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { address, type Buyer, openShop, type Shop, type Stall } from '../../../test/shop.ts'
import type { Refusal } from '../../lib/problems.ts'
import { audit, post } from '../ledger/ledger.ts'
import * as orders from '../orders/orders.ts'
import * as promotions from '../promotions/promotions.ts'
import { readMine, readPurses, spend } from './credit.ts'

let shop: Shop
let lamp: Stall
let dana: Buyer
let carl: Buyer

beforeEach(async () => {
  shop = await openShop()
  lamp = await shop.addVariant({ price: 10_000, free: 50 })
  ;[dana, carl] = [await shop.person(), await shop.person()]
})
afterEach(() => shop[Symbol.asyncDispose]())

let given = 0
/** As a packet gives it. */
const give = (buyer: Buyer, minor: bigint) =>
  shop.write(async (ctx) => {
    const { answer, writes } = await post(ctx.sql, ctx.now, shop.brandId, [
      {
        ...{ key: `giveaway.given/${++given}`, kind: 'giveaway.given', about: {} },
        postings: [
          { account: { purpose: 'giveaways', currency: 'EUR' }, minor: -minor },
          { account: { purpose: 'shopCredit', owner: buyer.personId, currency: 'EUR' }, minor },
        ],
      },
    ])
    await Promise.all(writes)
    assert.ok('seq' in answer[0]!)
  })
const use = (buyer: Buyer) => shop.write((ctx) => spend(ctx, { brandId: shop.brandId }), buyer.who)
const free = async (buyer: Buyer) =>
  (await shop.write((ctx) => readMine(ctx, { brandId: shop.brandId }), buyer.who)).free.minor
const ready = async (buyer: Buyer) =>
  (await shop.write((ctx) => readPurses(ctx), buyer.who)).items.map((one) => one.ready.minor)
const put = (buyer: Buyer, variantId = lamp.variantId) =>
  shop.write((ctx) => orders.addToBag(ctx, { brandId: shop.brandId, variantId, quantity: 1 }), buyer.who)
const choice = () => ({ brandId: shop.brandId, country: 'FR', deliveryMethodId: 'standard' })
const quote = (buyer: Buyer) => shop.write((ctx) => orders.quote(ctx, choice()), buyer.who)
const off = async (buyer: Buyer) => (await quote(buyer)).discounts.map(({ amount }) => amount.minor)
const buy = async (buyer: Buyer) => {
  const { total, discounts } = await quote(buyer)
  return shop.write(
    (ctx) =>
      orders.checkout(ctx, {
        ...{ ...choice(), address, email: `${buyer.personId}@example.org`, locale: 'fr' },
        ...{ expectedTotal: total, returnTo: '/back', expectedPromotions: discounts.map((one) => one.promotionId) },
      }),
    buyer.who,
  )
}
const isWhole = async () => assert.deepEqual((await audit(shop.database.sql, shop.brandId)).faults, [])
const refused = (code: string) => (error: Refusal) => error.problem?.code === code

test('what is taken out of the purse comes off the next order of its owner, once, and of nobody else’s', async () => {
  await give(dana, 420n)
  assert.deepEqual(await use(dana), { off: { minor: '420', currency: 'EUR' } })
  assert.equal(await free(dana), '0')
  assert.deepEqual(await ready(dana), ['420'])
  await Promise.all([put(dana), put(carl)])
  assert.deepEqual(await off(dana), ['420'])
  assert.deepEqual(await off(carl), [])
  await buy(dana)
  assert.deepEqual(await ready(dana), [])
  await put(dana)
  assert.deepEqual(await off(dana), [], 'it was used')
  await isWhole()
})

test('an order that comes to nothing gives it back, and goods for less leave it for another', async () => {
  await give(dana, 420n)
  await use(dana)
  const card = await shop.addVariant({ price: 300, free: 5 })
  await put(dana, card.variantId)
  assert.deepEqual(await off(dana), [])
  await put(dana)
  const { orderId } = await buy(dana)
  assert.deepEqual(await ready(dana), [])
  await shop.write((ctx) => orders.cancelOrder(ctx, { orderId, reason: '' }), dana.who)
  assert.deepEqual(await ready(dana), ['420'])
})

test('who has nothing, or asks twice at once, is told so and has no more', async () => {
  await assert.rejects(use(dana), refused('credit.nothing'))
  await give(dana, 420n)
  const asked = await Promise.allSettled(Array.from({ length: 8 }, () => use(dana)))
  assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.deepEqual(await ready(dana), ['420'])
  await isWhole()
})

test('the brand’s own list of promotions does not fill with what people have', async () => {
  await give(dana, 420n)
  await use(dana)
  const { items } = await shop.write((ctx) => promotions.listPromotions(ctx, { brandId: shop.brandId, most: 50 }))
  assert.deepEqual(items, [])
})
