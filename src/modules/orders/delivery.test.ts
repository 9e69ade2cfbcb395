import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type House, openHouse } from '../../../test/house.ts'
import { refusedAs } from '../../../test/on-air.ts'
import { buildWorld, type World } from '../../../test/world.ts'
import { whyNotArchive, whyNotOffer } from './decide.ts'

let house: House
let world: World
before(async () => {
  house = await openHouse()
  world = await buildWorld(house.estrade)
})
after(() => house[Symbol.asyncDispose]())

const euro = (minor: string) => ({ minor, currency: 'EUR' }) as const
const yuan = (minor: string) => ({ minor, currency: 'CNY' }) as const
const courier = {
  title: { en: 'Bicycle courier', fr: 'Coursier à vélo', 'zh-Hans': '自行车快递' },
  prices: [{ price: euro('490'), freeFrom: euro('5000') }, { price: yuan('3500') }],
  ...{ taxRateBp: 2000, days: { least: 0, most: 1 }, countries: ['FR', 'MC'] },
}
const offeredTo = async (country: string) => {
  const { items } = await house.anyone.call('orders.delivery', { brandId: world.brandId, country })
  return items.map(({ title, price, freeFrom }) => [title.fr, price.minor, freeFrom?.minor ?? null])
}
const ownersMethods = async () =>
  (await (await world.as('alma'))('orders.deliveryMethods', { brandId: world.brandId })).items

test('a brand adds a way of delivery, changes it, takes it out and puts it back; the first ones stay until then', async () => {
  const { brandId } = world
  const alma = await world.as('alma')
  const first = [
    ['Livraison standard', '590', '10000'],
    ['Livraison express', '1290', null],
  ]
  assert.deepEqual(await offeredTo('FR'), first)
  const { deliveryMethodId } = await alma('orders.addDeliveryMethod', { brandId, ...courier })
  assert.deepEqual(await offeredTo('MC'), [...first, ['Coursier à vélo', '490', '5000']])
  assert.deepEqual(await offeredTo('CH'), first)

  const dearer = { ...courier, prices: [{ price: euro('690') }] }
  await alma('orders.changeDeliveryMethod', { brandId, deliveryMethodId, ...dearer, countries: ['CH'] })
  assert.deepEqual(await offeredTo('CH'), [...first, ['Coursier à vélo', '690', null]])
  assert.deepEqual(await offeredTo('MC'), first)
  const kept = (await ownersMethods()).at(-1)!
  assert.deepEqual(
    [kept.prices, kept.days, kept.archived],
    [[{ price: euro('690'), freeFrom: null, bands: [] }], { least: 0, most: 1 }, false],
  )

  await alma('orders.archiveDeliveryMethod', { brandId, deliveryMethodId, archived: true })
  assert.deepEqual(await offeredTo('CH'), first)
  assert.equal((await ownersMethods()).at(-1)!.archived, true)
  await alma('orders.archiveDeliveryMethod', { brandId, deliveryMethodId, archived: false })
  assert.deepEqual((await offeredTo('CH')).at(-1), ['Coursier à vélo', '690', null])
})

test('an order keeps the delivery it chose when that is changed or archived afterwards', async () => {
  const { brandId, products } = world
  const alma = await world.as('alma')
  const { deliveryMethodId } = await alma('orders.addDeliveryMethod', { brandId, ...courier })
  const dana = await world.as('dana')
  await dana('orders.addToBag', { brandId, variantId: products.candle.variantIds[0]! })
  const { total } = await dana('orders.quote', { brandId, country: 'FR', deliveryMethodId })
  const { orderId } = await dana('orders.checkout', {
    ...{ brandId, deliveryMethodId, email: 'dana@viewer.example', expectedTotal: total, returnTo: '/' },
    address: { name: 'Dana', line1: '12 rue du Panier', city: 'Marseille', postalCode: '13002', country: 'FR' },
  })
  await alma('orders.changeDeliveryMethod', { brandId, deliveryMethodId, ...courier, prices: [{ price: euro('900') }] })
  await alma('orders.archiveDeliveryMethod', { brandId, deliveryMethodId, archived: true })
  const order = await dana('orders.order', { orderId })
  assert.deepEqual([order.totals.delivery, order.deliveryMethodId], [euro('490'), deliveryMethodId])
})

test('two prices in one currency, days that run backwards and a price below nothing are malformed', async () => {
  const alma = await world.as('alma')
  const wrong = [
    { prices: [{ price: euro('1') }, { price: euro('2') }] },
    { prices: [{ price: euro('-1') }] },
    { prices: [{ price: euro('1'), freeFrom: yuan('2') }] },
    { days: { least: 3, most: 2 } },
    { countries: [] },
    { title: {} },
  ]
  for (const one of wrong) {
    const asked = alma('orders.addDeliveryMethod', { brandId: world.brandId, ...courier, ...one })
    await assert.rejects(asked, refusedAs('edge.malformed'), JSON.stringify(one))
  }
})

test('a way of delivery needs a price in the currency the brand sells in', async () => {
  assert.equal(whyNotOffer('EUR', [{ price: yuan('1') }], 1), 'deliveryNeedsPrice')
  assert.equal(whyNotOffer('EUR', [{ price: yuan('1') }, { price: euro('1') }], 20), undefined)
  assert.equal(whyNotOffer('EUR', [{ price: euro('1') }], 21), 'tooManyDeliveries')
  const alma = await world.as('alma')
  const asked = alma('orders.addDeliveryMethod', { brandId: world.brandId, ...courier, prices: [{ price: yuan('1') }] })
  await assert.rejects(asked, refusedAs('orders.deliveryNeedsPrice'))
})

test('the last way of delivery stays', () => {
  const [a, b] = [
    { deliveryMethodId: 'a', archived: false },
    { deliveryMethodId: 'b', archived: false },
  ]
  assert.equal(whyNotArchive([a, b], 'a', true), undefined)
  assert.equal(whyNotArchive([a, { ...b, archived: true }], 'a', true), 'lastDelivery')
  assert.equal(whyNotArchive([a, { ...b, archived: true }], 'b', true), undefined)
  assert.equal(whyNotArchive([{ ...a, archived: true }], 'a', false), undefined)
  assert.equal(whyNotArchive([a], 'c', true), 'unknownMethod')
})
