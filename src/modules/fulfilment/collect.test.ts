import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { address, type Buyer, openShop, type Shop, type Stall } from '../../../test/shop.ts'
import type { Who } from '../../ctx.ts'
import type { ShowId } from '../../lib/ids.ts'
import { addresses } from '../accounts/addresses.ts'
import * as orders from '../orders/orders.ts'
import { asTyped } from './collect-code.ts'
import * as fulfilment from './fulfilment.ts'

/* What goes by weight, to a store, or to somebody else. */

let shop: Shop
let farid: Who
let byWeight: string
let storeId: string
const euro = (minor: number) => ({ minor: String(minor), currency: 'EUR' as const })

before(async () => {
  shop = await openShop()
  const { brandId } = shop
  farid = { kind: 'person', personId: shop.id(), guest: false, name: 'Farid', roles: { [brandId]: ['owner'] } }
  const prices = [
    {
      ...{ price: euro(590), freeFrom: null },
      bands: [
        { overGrams: 2000, price: euro(890) },
        { overGrams: 10_000, price: euro(1490) },
      ],
    },
  ]
  const post = { title: { en: 'Post' }, prices, taxRateBp: 2000, days: { least: 2, most: 3 }, countries: ['FR'] }
  const rome = {
    ...{ name: 'Alma Roma', hours: [{ day: 1, from: '10:00', to: '19:00' }], note: {}, readyHours: 2, keepDays: 14 },
    address: { ...address, line1: 'Via dei Coronari 1', city: 'Roma', country: 'IT' },
  }
  await shop.write(async (ctx) => {
    byWeight = (await orders.addMethod(ctx, { brandId, ...post, maxGrams: 30_000 })).deliveryMethodId
    storeId = (await orders.addStore(ctx, { brandId, ...rome })).storeId
    await orders.changeTaxSettings(ctx, { brandId, oss: true, ukVat: false, exports: 'taxed', rates: [] })
  }, farid)
})
after(() => shop[Symbol.asyncDispose]())

let lamp: Stall
let dana: Buyer
let showId: ShowId
beforeEach(async () => {
  lamp = await shop.addVariant({ price: 12_000, free: 9, weightGrams: 1500 })
  dana = await shop.person()
  showId = shop.id()
})

const no = (code: string) => (error: { problem?: { code: string } }) => error.problem?.code === code
async function settle() {
  for (let i = 0; i < 3; i++) {
    await shop.deliver()
    await shop.idle()
  }
}
const put = (stall: Stall, quantity = 1) =>
  shop.write(
    (ctx) => orders.addToBag(ctx, { brandId: shop.brandId, variantId: stall.variantId, quantity, showId }),
    dana.who,
  )
const offered = () =>
  shop.write(async (ctx) => {
    const { items } = await orders.readDelivery(ctx, { brandId: shop.brandId, country: 'FR' })
    return items.find(({ deliveryMethodId }) => deliveryMethodId === byWeight)?.price.minor
  }, dana.who)

type Other = Partial<Parameters<typeof orders.checkout>[1]>
async function buy(deliveryMethodId: string, other: Other = {}) {
  shop.clock.advance(10)
  const placed = await shop.write(async (ctx) => {
    const where = { ...address, ...other.address }
    const choice = { brandId: shop.brandId, country: where.country, deliveryMethodId, shipWith: other.shipWith }
    const quoted = await orders.quote(ctx, { ...choice, isGift: other.gift !== undefined })
    const contact = { email: 'dana@example.org', locale: 'en' as const, returnTo: '/back' }
    const wish = { ...choice, ...contact, ...other, address: where, expectedTotal: quoted.total }
    return { ...(await orders.checkout(ctx, wish)), quoted }
  }, dana.who)
  await shop.pay(placed.intentId, '4242424242424242')
  await settle()
  return placed
}

test('a parcel costs what it weighs; too heavy, or with a piece nobody has weighed, it does not go that way', async () => {
  await put(lamp)
  assert.equal(await offered(), '590')
  await put(lamp)
  assert.equal(await offered(), '890')
  const anvil = await shop.addVariant({ price: 100, free: 9, weightGrams: 29_000 })
  await put(anvil)
  assert.equal(await offered(), undefined)
  await assert.rejects(buy(byWeight), no('orders.unknownDelivery'))

  dana = await shop.person()
  const serum = await shop.addVariant({ price: 100, free: 9 })
  await put(serum)
  assert.equal(await offered(), undefined)
  const assume = (assumedGrams: number | null) =>
    shop.write((ctx) => orders.changeWeightSettings(ctx, { brandId: shop.brandId, assumedGrams }), farid)
  await assume(2500)
  assert.equal(await offered(), '890')
  await assume(null)
  assert.ok((await shop.write((ctx) => orders.readWeightSettings(ctx, { brandId: shop.brandId }), farid)).unweighed > 0)
})

test('buys of one show that share a parcel pay together what it costs in one', async () => {
  await put(lamp)
  const first = await buy(byWeight)
  assert.equal(first.quoted.delivery.minor, '590')
  await put(lamp)
  const second = await buy(byWeight, { shipWith: first.orderId })
  assert.deepEqual([second.quoted.shipsWith?.orderId, second.quoted.delivery.minor], [first.orderId, '300'])
  await put(await shop.addVariant({ price: 100, free: 9, weightGrams: 28_000 }))
  const third = await shop.write((ctx) => {
    const choice = { brandId: shop.brandId, country: 'FR', deliveryMethodId: byWeight, shipWith: first.orderId }
    return orders.quote(ctx, choice)
  }, dana.who)
  assert.deepEqual([third.shipsWith, third.delivery.minor], [null, '1490'])
})

const mailed = () => shop.mails.at(-1)!
const at = (code: string) => ({ brandId: shop.brandId, code })
const ready = (orderId: string) =>
  shop.write((ctx) => fulfilment.makeReady(ctx, { orderId: orderId as never }), farid).then(settle)

test('what is collected is taxed where the store stands, waits for its code, and is handed over once', async () => {
  await put(lamp)
  const { orderId, quoted } = await buy(storeId)
  assert.deepEqual([quoted.delivery.minor, quoted.taxRegime, quoted.total.minor], ['0', 'oss', '12000'])
  assert.equal(quoted.tax.minor, String(Math.round((12_000 * 22) / 122)))
  const order = await shop.order(orderId)
  assert.deepEqual(
    [order.address.city, order.address.name, order.store?.name, order.billing?.name],
    ['Roma', 'Dana Lévy', 'Alma Roma', 'Dana Lévy'],
  )
  const mine = () => shop.write((ctx) => fulfilment.readCollection(ctx, { orderId }), dana.who)
  assert.deepEqual([(await mine()).state, (await mine()).code], ['waiting', null])

  await ready(orderId)
  assert.match(mailed().subject, /ready to collect/)
  const { code } = await mine()
  assert.ok(code && mailed().text.includes(`${code.slice(0, 4)} ${code.slice(4)}`))
  const pass = /orders\/collect\/(\S+)/.exec(mailed().text)![1]!
  const shown = await shop.write((ctx) => fulfilment.readPass(ctx, { pass }))
  assert.deepEqual([shown.code, shown.store.name], [code, 'Alma Roma'])
  await assert.rejects(
    shop.write((ctx) => fulfilment.readPass(ctx, { pass: pass.replace(/.$/, (end) => (end === 'A' ? 'B' : 'A')) })),
    no('edge.notFound'),
  )
  assert.equal((await shop.write((ctx) => fulfilment.readCollection(ctx, { orderId }), farid)).code, null)

  const { items } = await shop.write((ctx) => fulfilment.readCounter(ctx, { brandId: shop.brandId }), farid)
  assert.deepEqual(
    items.filter((one) => one.orderId === orderId).map(({ state }) => state),
    ['ready'],
  )
  const give = (typed: string) => shop.write((ctx) => fulfilment.handOver(ctx, at(typed)), farid)
  await assert.rejects(give('00000000'), no('fulfilment.unknownCode'))
  const two = await Promise.allSettled([give(` ${code.toLowerCase()} `), give(`${code.slice(0, 4)}-${code.slice(4)}`)])
  assert.deepEqual(two.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await assert.rejects(give(code), no('fulfilment.alreadyCollected'))
  assert.equal((await shop.order(orderId)).state, 'sent')
  assert.deepEqual([(await mine()).state, (await mine()).code], ['collected', null])
})

test('who does not come is reminded once; taken back into the stock, it is refunded and the code is dead', async () => {
  await put(lamp)
  const { orderId, intentId } = await buy(storeId)
  const parcel = () => shop.write((ctx) => fulfilment.packParcel(ctx, { orderId }), farid)
  const { parcelId } = await parcel()
  const send = shop.write((ctx) => fulfilment.sendParcel(ctx, { parcelId, carrier: 'Post', tracking: '' }), farid)
  await assert.rejects(send, no('fulfilment.toBeCollected'))
  await ready(orderId)
  const { code } = await shop.write((ctx) => fulfilment.readCollection(ctx, { orderId }), dana.who)
  const remind = () => shop.write((ctx) => fulfilment.remindToCollect.run(ctx, { orderId })).then(settle)
  await remind()
  assert.match(mailed().subject, /still waits/)
  const before = shop.mails.length
  await remind()
  assert.equal(shop.mails.length, before)

  await shop.write((ctx) => fulfilment.returnUncollected(ctx, { orderId }), farid)
  await settle()
  assert.equal((await shop.level(lamp)).free, 9)
  assert.equal((await shop.intent(intentId)).refundedMinor, 12_000n)
  await assert.rejects(
    shop.write((ctx) => fulfilment.handOver(ctx, at(code!)), farid),
    no('fulfilment.notReady'),
  )
})

test('a present goes to whom it is for, and mails and the invoice to who gave it; no own address is touched', async () => {
  const own = () => shop.write((ctx) => addresses(ctx), dana.who)
  await put(lamp)
  await buy('standard')
  const before = await own()
  await put(lamp)
  const inès = { ...address, name: 'Inès Moreau', line1: '2 quai Saint-Pierre', city: 'Cannes' }
  const { orderId } = await buy('standard', { address: inès, gift: { from: 'Dana', message: 'For your birthday' } })
  const order = await shop.order(orderId)
  assert.deepEqual(
    [order.address.name, order.billing?.name, order.gift?.message],
    ['Inès Moreau', 'Dana', 'For your birthday'],
  )
  assert.match(mailed().text, /^Hello Dana,/)
  const now = await own()
  assert.deepEqual(now.items, before.items)
  assert.deepEqual(
    now.recipients.map(({ name }) => name),
    ['Inès Moreau'],
  )
  // The same door as a present: kept as a recipient's, and one's own stays where it was.
  await put(lamp)
  await buy('standard', { gift: { from: 'Dana', message: '' } })
  assert.deepEqual((await own()).items, before.items)
  assert.equal((await own()).recipients.length, 2)
})

test('a code is read however it is typed', () => {
  assert.equal(asTyped(' 7k3m-9qx2 '), '7K3M9QX2')
  assert.equal(asTyped('oil0 abcd'), '0110ABCD')
})
