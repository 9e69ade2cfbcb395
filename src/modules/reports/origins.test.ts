import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Buyer, openShop } from '../../../test/shop.ts'
import * as orders from '../orders/orders.ts'
import * as shows from '../shows/shows.ts'
import { readOrigins, readReport } from './reading.ts'
import { hearGuestBecameAccount } from './reports.ts'
import { touches } from './touches.ts'

/* From how somebody came to what they bought, and what of it they gave back. */

const minute = 60_000
const text = { en: 'Friday at Alma' }
shows.showStarted.rewire()
const shop = await openShop()
test.after(() => shop[Symbol.asyncDispose]())
const touch = touches(shop.database, shop.clock, (path) => `https://alma.example${path}`)
const lamp = await shop.addVariant({ price: 12_000, free: 50 })
const showId = await startShow()

async function startShow() {
  const plan = { brandId: shop.brandId, title: text, description: text, kind: 'video' as const, hostName: 'Béa' }
  const pictures = { coverPictureId: null, portraitPictureId: null, hostPictureId: null }
  const showId = await shop.write((ctx) => shows.createShow(ctx, { ...plan, ...pictures, startsAt: null }))
  await shop.write((ctx) => shows.notePicture(ctx, { showId, picture: 'coming' }))
  await shop.write((ctx) => shows.start(ctx, { showId }))
  return showId
}

const comes = (viewer: string, code?: string) => touch({ showId, viewer, came: code ? { code } : {}, touched: [] })

/** As the page does it: put in the bag, told, ordered, paid. */
async function buys(buyer: Buyer, viewer?: string) {
  const wish = { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1, showId }
  await shop.write((ctx) => orders.addToBag(ctx, wish), buyer.who)
  const touched = [{ kind: 'bag' as const, productId: lamp.productId, agoMs: 0 }]
  if (viewer) await touch({ showId, viewer, touched, personId: buyer.personId })
  const placed = await shop.checkout(buyer)
  await shop.pay(placed.intentId!, '4242424242424242')
  await shop.deliver()
  shop.clock.advance(minute)
  return placed
}

const sourcesNow = async () => {
  const { sources, figures } = await shop.write((ctx) => readReport(ctx, { showId }))
  const all = Number(figures.find(({ name }) => name === 'orders')!.value)
  assert.equal(
    sources.reduce((sum, row) => sum + row.orders, 0),
    all,
    'every order has one source',
  )
  return Object.fromEntries(sources.map(({ source, name, orders }) => [name ?? source, orders]))
}

test('an order belongs to how its buyer came last before it; whoever told nothing is told apart', async () => {
  const [dana, carl, hana] = await Promise.all([shop.person(), shop.person(), shop.person()])
  await comes('tab-1', 'POSTER')
  const first = await buys(dana!, 'tab-1')
  assert.deepEqual(await sourcesNow(), { POSTER: 1 })
  await comes('tab-2')
  await buys(dana!, 'tab-2')
  await buys(carl!)
  // Came by a code, and bought through what they had in the bag before they told so.
  await comes('tab-3', 'STORE')
  await buys(hana!, 'tab-3')
  assert.deepEqual(await sourcesNow(), { POSTER: 1, direct: 1, STORE: 1, untold: 1 })

  const { items } = await shop.write((ctx) => readOrigins(ctx, { orderId: first.orderId }))
  assert.deepEqual(
    items.map(({ source, name, title }) => [source, name, title]),
    [['code', 'POSTER', text]],
  )
})

test('whoever was led here from another show of the brand came from it; another brand’s show leads nobody', async () => {
  const [eva, finn] = [await shop.person(), await shop.person()]
  const before = await startShow()
  await touch({ showId, viewer: 'tab-led', came: { show: before }, touched: [] })
  await touch({ showId, viewer: 'tab-lie', came: { show: '01900000-0000-7000-8000-000000000000' }, touched: [] })
  const led = await buys(eva!, 'tab-led')
  await buys(finn!, 'tab-lie')
  const { sources } = await shop.write((ctx) => readReport(ctx, { showId }))
  const row = sources.find(({ source }) => source === 'show')!
  assert.deepEqual([row.name, row.title, row.orders], [before, text, 1])
  const { items } = await shop.write((ctx) => readOrigins(ctx, { orderId: led.orderId }))
  assert.deepEqual([items[0]!.source, items[0]!.ledBy], ['show', text])
})

test('what a guest came by is the account’s; of a person no viewer is kept', async () => {
  const [guest, account] = await Promise.all([shop.person(), shop.person()])
  await comes('tab-4', 'INVITE')
  const placed = await buys(guest!, 'tab-4')
  const became = { guestId: guest!.personId, personId: account!.personId }
  await shop.write(async (ctx) => {
    await orders.mergeBag(ctx, became)
    await hearGuestBecameAccount(ctx, became)
  })
  const { sql } = shop.database
  const rows = await sql`select * from reports.origins where person_id = ${account!.personId}`
  assert.deepEqual(
    rows.map(({ name, at }) => [name, (at as Date).getTime() % minute]),
    [['INVITE', 0]],
  )
  assert.ok(rows.every((row) => !('viewer' in row)))
  assert.deepEqual(await sql`select from reports.origins where person_id = ${guest!.personId}`, [])
  const { items } = await shop.write((ctx) => readOrigins(ctx, { orderId: placed.orderId }))
  assert.equal(items[0]!.name, 'INVITE')
})
