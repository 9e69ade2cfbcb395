import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { address, type Buyer, openShop, type Shop, type Stall } from '../../../test/shop.ts'
import { money, wire } from '../../lib/money.ts'
import { archiveProduct, changeProduct, createProduct, product } from '../catalog/catalog.ts'
import { adjust, freeOf, imbalances } from '../stock/stock.ts'
import * as orders from './orders.ts'

let shop: Shop
let lamp: Stall
let cup: Stall

before(async () => {
  shop = await openShop()
  lamp = await shop.addVariant({ price: 9000, free: 40 })
  cup = await shop.addVariant({ price: 1500, free: 90, taxRateBp: 550 })
})
after(() => shop[Symbol.asyncDispose]())

const refused = (code: string) => (error: { problem?: { code: string } }) => error.problem?.code === code
const words = { title: { en: 'Evening set' }, description: { en: 'All of it' }, attributes: {}, taxRateBp: 2000 }
let sets = 0
type Parts = { stall: Stall; quantity: number }[]
const variantOf = (price: number, parts: Parts, sku: string) => ({
  ...{ sku, options: {}, prices: [wire(money(price, 'EUR'))] },
  parts: parts.map(({ stall, quantity }) => ({ variantId: stall.variantId, quantity })),
})
const wishOf = (price: number, parts: Parts) => ({
  ...{ ...words, brandId: shop.brandId, state: 'published' as const, pictureIds: [] },
  variants: [variantOf(price, parts, `SET-${++sets}`)],
})
async function bundle(price: number, parts: Parts): Promise<Stall> {
  const made = await shop.write((ctx) => createProduct(ctx, wishOf(price, parts)))
  return { productId: made.productId, variantId: made.variants[0]!.variantId, price: money(price, 'EUR') }
}
const ofBoth = () => bundle(10_500, [one(lamp), { stall: cup, quantity: 2 }])
const one = (stall: Stall) => ({ stall, quantity: 1 })
const put = (buyer: Buyer, { variantId }: Stall, quantity = 1) => {
  // Lines stand in the order in which they came, to the millisecond.
  shop.clock.advance(1)
  return shop.write((ctx) => orders.addToBag(ctx, { brandId: shop.brandId, variantId, quantity }), buyer.who)
}
const choice = { deliveryMethodId: 'standard' }
const checkout = (buyer: Buyer, expected: number) =>
  shop.write((ctx) => {
    const wish = { brandId: shop.brandId, email: 'dana@example.org', address, ...choice, locale: 'fr' as const }
    return orders.checkout(ctx, { ...wish, expectedTotal: wire(money(expected, 'EUR')), returnTo: '/back' })
  }, buyer.who)
const free = async ({ variantId }: Stall) => (await freeOf(shop.database.sql, [variantId])).get(variantId)

test('a bundle is made of single pieces of its brand, and stays a bundle', async () => {
  const set = await ofBoth()
  await assert.rejects(bundle(100, [one(set)]), refused('catalog.unknownPart'))
  await assert.rejects(bundle(100, [one({ ...lamp, variantId: shop.id() })]), refused('catalog.unknownPart'))
  const change = (stall: Stall, parts: Parts) =>
    shop.write((ctx) => {
      const variants = [{ ...variantOf(100, parts, `SET-${++sets}`), variantId: stall.variantId }]
      return changeProduct(ctx, { ...wishOf(100, []), productId: stall.productId, variants })
    })
  await assert.rejects(change(set, []), refused('catalog.bundleForGood'))
  await assert.rejects(change(lamp, [one(cup)]), refused('catalog.bundleForGood'))
  const changed = await change(set, [one(cup)])
  assert.deepEqual(
    changed.variants[0]!.parts.map((part) => [part.variantId, part.quantity, part.prices[0]!.minor]),
    [[cup.variantId, 1, '1500']],
  )
})

test('there are as many as the scarcest part makes, none while a part is not on sale, and none of its own', async () => {
  const rare = await shop.addVariant({ price: 500, free: 5 })
  const set = await bundle(800, [one(cup), { stall: rare, quantity: 2 }])
  assert.equal(await free(set), 2)
  await assert.rejects(
    shop.write((ctx) => adjust(ctx, { variantId: set.variantId, by: 1, reason: 'found' })),
    refused('stock.bundleHasNone'),
  )
  const dana = await shop.person()
  await put(dana, set)
  await shop.write((ctx) => archiveProduct(ctx, rare))
  assert.equal(await free(set), 0)
  const { lines } = await shop.write((ctx) => orders.readBag(ctx, { brandId: shop.brandId }), dana.who)
  assert.equal(lines[0]!.state, 'expired')
  await assert.rejects(put(dana, set), refused('orders.soldOut'))
})

test('one tap buys all parts at the price of the set: each a line with its own tax, together to the cent', async () => {
  const dana = await shop.person()
  const set = await ofBoth()
  const before = [await free(lamp), await free(cup)] as const
  await put(dana, set, 2)
  await put(dana, cup)
  const { lines } = await shop.write((ctx) => orders.readBag(ctx, { brandId: shop.brandId }), dana.who)
  assert.deepEqual(
    lines.map((line) => [line.unitPrice.minor, line.compareAt?.minor, line.parts.map((part) => part.quantity)]),
    [
      ['10500', '12000', [1, 2]],
      ['1500', undefined, []],
    ],
  )
  const { orderId } = await checkout(dana, 22_500)
  const order = await shop.order(orderId)
  assert.deepEqual(
    order.lines.map((line) => [line.variantId, line.quantity, line.off.minor, line.bundle?.quantity]),
    [
      [lamp.variantId, 2, '2250', 2],
      [cup.variantId, 4, '750', 2],
      [cup.variantId, 1, '0', undefined],
    ],
  )
  assert.equal(new Set(order.lines.map((line) => line.bundle?.lineId)).size, 2)
  // 157.50 at 20 %; 52.50 and 15.00 at 5.5 %; delivery is free.
  assert.equal(order.totals.tax.minor, String(2625 + 274 + 78))
  assert.deepEqual([await free(lamp), await free(cup)], [before[0]! - 2, before[1]! - 5])
  await shop.write((ctx) => orders.cancelOrder(ctx, { orderId, reason: '' }), dana.who)
  assert.deepEqual([await free(lamp), await free(cup)], before)
})

test('a set and its parts sold against each other at once never take more than there is', async () => {
  const vase = await shop.addVariant({ price: 2000, free: 12 })
  const tray = await shop.addVariant({ price: 1000, free: 12 })
  const set = await bundle(4000, [one(vase), { stall: tray, quantity: 2 }])
  const wishes = [set, vase, tray, set].flatMap((stall) => Array.from({ length: 8 }, () => stall))
  const buyers = await Promise.all(wishes.map(() => shop.person()))
  await Promise.all(wishes.map((stall, i) => put(buyers[i]!, stall)))
  const bought = await Promise.allSettled(
    wishes.map((stall, i) => checkout(buyers[i]!, Number(stall.price.minor) + 590)),
  )
  const won = (stall: Stall) => wishes.filter((wish, i) => wish === stall && bought[i]!.status === 'fulfilled').length
  for (const answer of bought) {
    if (answer.status === 'rejected') assert.equal(answer.reason.problem?.code, 'orders.soldOut')
  }
  const left = { vase: (await free(vase))!, tray: (await free(tray))! }
  assert.deepEqual(left, { vase: 12 - won(vase) - won(set), tray: 12 - won(tray) - 2 * won(set) })
  // Whoever went home did so because there was nothing left for them.
  if (won(set) < 16) assert.ok(left.vase === 0 || left.tray < 2, JSON.stringify(left))
  assert.equal(await free(set), Math.min(left.vase, Math.floor(left.tray / 2)))
  assert.deepEqual(await imbalances(shop.database.sql), [])
})

test('what a set is made of is told to everybody who looks at it', async () => {
  const set = await ofBoth()
  const view = await shop.write((ctx) => product(ctx, { productId: set.productId }))
  assert.deepEqual(
    view.variants[0]!.parts.map((part) => [part.sku.startsWith('LAMP'), part.quantity]),
    [
      [true, 1],
      [true, 2],
    ],
  )
})
