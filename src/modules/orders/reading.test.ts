import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addClaim, type Buyer, openShop, type Placed, type Shop, type Stall } from '../../../test/shop.ts'
import { money } from '../../lib/money.ts'
import { methodsTo } from './delivery.ts'
import * as orders from './orders.ts'

let shop: Shop
let lamp: Stall
let dana: Buyer
const placed: Placed[] = []

before(async () => {
  shop = await openShop()
  lamp = await shop.addVariant({ price: 4500, free: 100 })
  dana = await shop.person()
  for (let i = 0; i < 5; i++) {
    shop.clock.advance(10)
    const wish = { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1 }
    await shop.write((ctx) => orders.addToBag(ctx, wish), dana.who)
    placed.push(await shop.checkout(dana))
  }
})
after(() => shop[Symbol.asyncDispose]())

const list = (wish: object) => shop.write((ctx) => orders.readList(ctx, { brandId: shop.brandId, most: 50, ...wish }))

test('orders are read page by page, the latest first, each once', async () => {
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await shop.write((ctx) => orders.readMine(ctx, { after, most: 2 }), dana.who)
    seen.push(...page.items.map((order) => order.number))
    after = page.next ?? undefined
  } while (after)
  assert.deepEqual(seen, placed.map((order) => order.number).reverse())
})

test('a list is searched by number, e-mail and name, and what is searched is text', async () => {
  const found = async (search: string) => (await list({ search })).items.length
  assert.equal(await found(placed[2]!.number.toLowerCase()), 1)
  assert.equal(await found('DANA@'), 5)
  assert.equal(await found('lévy'), 5)
  assert.equal(await found('%'), 0)
  assert.equal(await found(`x'; drop table orders.lines; --\u0000`), 0)
  const isMalformed = (error: { problem: { code: string } }) => error.problem.code === 'edge.malformed'
  await assert.rejects(list({ after: 'nonsense' }), isMalformed)
})

test('what a show has sold counts what is paid, and not what is only agreed', async () => {
  const { showId } = await addClaim(shop, dana, lamp, { price: 3900, holdSeconds: 300, quantity: 2 })
  const { orderId, intentId } = await shop.checkout(dana)
  const sold = () => orders.revenueOf(shop.database.sql, showId)
  assert.deepEqual(await sold(), { units: 0, revenue: null })
  await shop.pay(intentId, '4242424242424242')
  await shop.deliver()
  assert.deepEqual(await sold(), { units: 2, revenue: money(7800, 'EUR') })
  assert.equal((await list({ showId })).items[0]!.orderId, orderId)
  assert.deepEqual(
    (await list({ state: 'paid' })).items.map((order) => order.orderId),
    [orderId],
  )
})

test('a brand’s ways of delivery are written down with its first order, and its own prices count from then on', async () => {
  const seller = { brandId: shop.brandId, currency: 'EUR' as const }
  const before = await methodsTo(shop.database.sql, seller, 'FR')
  assert.deepEqual(
    before.map(({ deliveryMethodId, price }) => [deliveryMethodId, price.minor]),
    [
      ['standard', 590n],
      ['express', 1290n],
    ],
  )
  await shop.database.sql`update orders.delivery_methods set countries = '{FR}' where delivery_method_id = 'standard'`
  await shop.database.sql`update orders.delivery_prices set price_minor = 700 where delivery_method_id = 'standard'`
  assert.equal((await methodsTo(shop.database.sql, seller, 'FR'))[0]!.price.minor, 700n)
  assert.deepEqual(
    (await methodsTo(shop.database.sql, seller, 'DE')).map((one) => one.deliveryMethodId),
    ['express'],
  )
})
