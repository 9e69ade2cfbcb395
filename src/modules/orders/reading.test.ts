import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addClaim, type Buyer, openShop, type Placed, type Shop, type Stall } from '../../../test/shop.ts'
import { money } from '../../lib/money.ts'
import { methodsTo } from './delivery.ts'
import { ordersCsv } from './export.ts'
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
})

test('a list is searched by what was bought, and by when', async () => {
  const count = async (wish: object) => (await list(wish)).items.length
  assert.equal(await count({ search: 'lampe' }), 5)
  assert.equal(await count({ search: 'LAMP-1' }), 5)
  assert.equal(await count({ search: 'vase' }), 0)
  const [latest] = (await list({})).items
  assert.equal(await count({ from: latest!.placedAt }), 1)
  assert.equal(await count({ to: latest!.placedAt }), 4)
})

test('a note of the brand’s people is read by them, and never by the buyer', async () => {
  const { orderId } = placed[0]!
  const farid = { kind: 'person', personId: shop.id<'person'>(), guest: false, name: 'Farid' } as const
  const atDesk = { ...farid, roles: { [shop.brandId]: ['support' as const] } }
  await shop.write((ctx) => orders.addNote(ctx, { orderId, text: 'Called twice' }), atDesk)
  const seen = async (who: typeof dana.who | typeof atDesk) =>
    (await shop.write((ctx) => orders.readOrder(ctx, { orderId }), who)).timeline.map(
      ({ what, by }) => `${what} ${by?.name ?? by?.kind ?? ''}`,
    )
  assert.deepEqual(await seen(atDesk), ['placed Dana', 'note Farid'])
  assert.deepEqual(await seen(dana.who), ['placed Dana'])
  const listed = (await list({})).items.flatMap(({ timeline }) => timeline.map(({ what }) => what))
  assert.ok(!listed.includes('note'))
})

test('an export has a row for each order, or each line, and no formula', async () => {
  await shop.database.sql`
    update orders.orders set address = jsonb_set(address, '{name}', '"=HYPERLINK(1)"') where number = ${placed[0]!.number}`
  const file = async (rows: 'orders' | 'lines', locale: 'fr' | 'zh-Hans') => {
    const parts = await Array.fromAsync(ordersCsv(shop.database, { brandId: shop.brandId, rows, locale }))
    return parts.join('').split('\r\n')
  }
  const found = await file('orders', 'fr')
  assert.equal(found.length, 1 + 5 + 1)
  assert.match(found[0]!, /^\ufeffCommande,État,/)
  assert.match(found[1]!, new RegExp(`^${placed[4]!.number},À payer,.*,50\\.90,8\\.48,EUR,`))
  assert.ok(found[5]!.includes(",'=HYPERLINK(1),"))
  for (const line of found.slice(0, -1)) assert.equal(line.split(',').length, found[0]!.split(',').length)
  const lines = await file('lines', 'zh-Hans')
  assert.match(lines[1]!, /,LAMP-1,Lamp,,,0\.00,,1,0,0,0,45\.00,45\.00,20,EUR$/)
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
