import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { address, type Buyer, openShop, type Shop, type Stall } from '../../../test/shop.ts'
import { money, wire } from '../../lib/money.ts'
import { addToBag, checkout, readBag, readOffer } from '../orders/orders.ts'
import { showWentLive, showWentOff } from '../promotions/promotions.ts'
import * as assortments from './assortments.ts'
import { setRules } from './assortments.ts'

let shop: Shop
before(async () => {
  shop = await openShop()
})
after(() => shop[Symbol.asyncDispose]())

const refused = (code: string, why?: string) => (error: { problem?: { code: string }; details?: { why?: string } }) =>
  error.problem?.code === code && (why === undefined || error.details?.why === why)
const everywhere = { variantId: null, liveOnly: false, showIds: [], popUpIds: [], membersOnly: false }
const stall = () => shop.addVariant({ price: 9000, free: 40 })
const keep = ({ productId }: Stall, rule: Partial<Parameters<typeof setRules>[1]['rules'][number]>) =>
  shop.write((ctx) => setRules(ctx, { productId, rules: [{ ...everywhere, ...rule }] }))
type Found = { showId?: never; popUpId?: never } & Record<string, unknown>
const put = (buyer: Buyer, { variantId }: Stall, found: object = {}) =>
  shop.write((ctx) => addToBag(ctx, { brandId: shop.brandId, variantId, quantity: 1, ...(found as Found) }), buyer.who)
const bagOf = async (buyer: Buyer) =>
  (await shop.write((ctx) => readBag(ctx, { brandId: shop.brandId }), buyer.who)).lines.map(({ whyNot }) => whyNot)
const buy = (buyer: Buyer) =>
  shop.write((ctx) => {
    const wish = { brandId: shop.brandId, email: 'dana@example.org', address, deliveryMethodId: 'standard' }
    const total = { expectedTotal: wire(money(9590, 'EUR')), returnTo: '/back', locale: 'fr' as const }
    return checkout(ctx, { ...wish, ...total })
  }, buyer.who)
const second = (seconds: number) => shop.clock.advance(seconds * 1000)

test('a live-only piece is sold from the start of a show to its end, and a second around them is not', async () => {
  const lamp = await stall()
  const showId = shop.id<'show'>()
  const show = { showId, brandId: shop.brandId }
  await keep(lamp, { liveOnly: true })
  const [dana, carl] = [await shop.person(), await shop.person()]
  await assert.rejects(put(dana, lamp, { showId }), refused('orders.notSoldHere', 'onlyLive'))
  second(1)
  await shop.write((ctx) => showWentLive(ctx, show))
  second(1)
  await assert.rejects(put(dana, lamp), refused('orders.notSoldHere', 'onlyLive'))
  await put(dana, lamp, { showId })
  await put(carl, lamp, { showId })
  assert.deepEqual(await bagOf(dana), [null])
  await buy(dana)
  second(1)
  await shop.write((ctx) => showWentOff(ctx, show))
  second(1)
  assert.deepEqual(await bagOf(carl), ['onlyLive'])
  await assert.rejects(buy(carl), refused('orders.notSoldHere', 'onlyLive'))
})

test('a pop-up shop sells what is kept for it from its first second to just before its last', async () => {
  const vase = await stall()
  const hours = {
    opensAt: new Date(shop.clock.now().getTime() + 10_000),
    closesAt: new Date(shop.clock.now().getTime() + 20_000),
  }
  const { setId } = await shop.write((ctx) =>
    assortments.addSet(ctx, { brandId: shop.brandId, name: 'Blue hour', productIds: [vase.productId] }),
  )
  const words = { slug: 'blue-hour', title: { en: 'Blue hour' }, text: { en: 'Ten seconds' }, pictureId: null }
  const { popUpId } = await shop.write((ctx) =>
    assortments.addPopUp(ctx, {
      ...{ brandId: shop.brandId, ...words, setId, productIds: [] },
      ...{ opensAt: hours.opensAt.toISOString(), closesAt: hours.closesAt.toISOString() },
    }),
  )
  await keep(vase, { popUpIds: [popUpId] })
  const dana = await shop.person()
  const look = () => shop.write((ctx) => assortments.readPopUp(ctx, { brandId: shop.brandId, slug: 'blue-hour' }))
  second(9)
  assert.deepEqual([(await look()).state, (await look()).products.length], ['before', 0])
  await assert.rejects(put(dana, vase, { popUpId }), refused('orders.notSoldHere', 'onlyInPopUp'))
  second(1)
  assert.deepEqual([(await look()).state, (await look()).products.length], ['open', 1])
  await assert.rejects(put(dana, vase), refused('orders.notSoldHere', 'onlyInPopUp'))
  await put(dana, vase, { popUpId })
  second(9)
  assert.deepEqual(await bagOf(dana), [null])
  const offer = (at: object) =>
    shop.write(
      (ctx) => readOffer(ctx, { brandId: shop.brandId, variantId: vase.variantId, ...(at as Found) }),
      dana.who,
    )
  assert.equal((await offer({ popUpId })).whyNot, null)
  second(1)
  assert.equal((await look()).state, 'closed')
  assert.equal((await offer({ popUpId })).whyNot, 'onlyInPopUp')
  await assert.rejects(buy(dana), refused('orders.notSoldHere', 'onlyInPopUp'))
  await assert.rejects(
    shop.write((ctx) => assortments.removeSet(ctx, { brandId: shop.brandId, setId })),
    refused('assortments.setInUse'),
  )
  await assert.rejects(
    shop.write((ctx) => assortments.removePopUp(ctx, { brandId: shop.brandId, popUpId })),
    refused('assortments.popUpInUse'),
  )
})

test('another pop-up shop does not sell it, nor does one of another brand’s making', async () => {
  const cup = await stall()
  const other = await stall()
  const at = (ms: number) => new Date(shop.clock.now().getTime() + ms).toISOString()
  const { popUpId } = await shop.write((ctx) =>
    assortments.addPopUp(ctx, {
      ...{ brandId: shop.brandId, slug: 'cups', title: { en: 'Cups' }, text: { en: 'Cups' }, pictureId: null },
      ...{ setId: null, productIds: [other.productId], opensAt: at(-1000), closesAt: at(60_000) },
    }),
  )
  await keep(cup, { popUpIds: [popUpId] })
  const dana = await shop.person()
  await assert.rejects(
    put(dana, cup, { popUpId }),
    refused('orders.notSoldHere', 'onlyInPopUp'),
    'it does not sell cups',
  )
  await assert.rejects(keep(cup, { popUpIds: [shop.id()] }), refused('assortments.unknownPopUp'))
})

test('a brand keeps 50 sets, each with a name of its own and products of its own', async () => {
  const { productId } = await stall()
  const add = (name: string, productIds = [productId]) =>
    shop.write((ctx) => assortments.addSet(ctx, { brandId: shop.brandId, name, productIds }))
  await assert.rejects(add('Foreign', [shop.id()]), refused('catalog.unknownProduct'))
  const { items } = await shop.write((ctx) => assortments.readSets(ctx, { brandId: shop.brandId }))
  for (let n = items.length; n < 50; n++) await add(`Set ${n}`)
  await assert.rejects(add('One more'), refused('assortments.tooManySets'))
  const [first] = (await shop.write((ctx) => assortments.readSets(ctx, { brandId: shop.brandId }))).items
  await assert.rejects(
    shop.write((ctx) =>
      assortments.changeSet(ctx, {
        brandId: shop.brandId,
        setId: first!.setId,
        name: 'Set 49',
        productIds: [productId],
      }),
    ),
    refused('assortments.nameTaken'),
  )
})
