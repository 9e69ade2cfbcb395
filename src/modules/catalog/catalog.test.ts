import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { openStage, type Stage } from '../../../test/stage.ts'
import type { Who } from '../../ctx.ts'
import { filesInMemory } from '../../doors/files-in-memory.ts'
import type { BrandId, ProductId, VariantId } from '../../lib/ids.ts'
import * as catalog from './catalog.ts'
import { productView } from './contract.ts'

let stage: Stage
let alma: BrandId
let told: string[] = []

before(async () => {
  stage = await openStage({ files: filesInMemory() })
  catalog.variantAdded.rewire(async () => void told.push('variantAdded'))
  catalog.productChanged.rewire(async () => void told.push('productChanged'))
})
after(() => stage[Symbol.asyncDispose]())
beforeEach(() => {
  alma = stage.id()
  told = []
})

type Changes = Partial<catalog.ProductWish>
const price = (minor: string) => [{ minor, currency: 'EUR' as const }]
const wish = (changes: Changes = {}): catalog.ProductWish => ({
  ...{
    title: { en: 'Lamp', fr: 'Lampe' },
    description: { en: 'Warm light' },
    attributes: { Height: '30 cm', At: 'x' },
  },
  ...{ taxRateBp: 2000, state: 'published', pictureIds: [] },
  variants: [{ sku: 'LAMP', options: {}, prices: price('8900') }],
  ...changes,
})
const create = (changes?: Changes, brandId = alma) =>
  stage.write((ctx) => catalog.createProduct(ctx, { ...wish(changes), brandId }))
const change = (productId: ProductId, changes: Changes) =>
  stage.write((ctx) => catalog.changeProduct(ctx, { ...wish(changes), productId }))
const refusal = (code: string) => (error: { problem?: { code: string } }) => error.problem?.code === code
const two = (a: string, b: string): catalog.ProductWish['variants'] => [
  { sku: a, options: { colour: 'ivory' }, prices: price('1') },
  { sku: b, options: { colour: 'black' }, prices: price('2') },
]

test('a product comes back as it was said, in the shape of the contract', async () => {
  const lamp = await create()
  assert.deepEqual(productView.parse(lamp), lamp)
  assert.deepEqual([lamp.title, lamp.state, lamp.brandId], [{ en: 'Lamp', fr: 'Lampe' }, 'published', alma])
  assert.deepEqual(Object.keys(lamp.attributes), ['Height', 'At'])
  assert.deepEqual(lamp.variants[0]!.prices, price('8900'))
  assert.deepEqual(await catalog.productsByIds(stage.database.sql, [stage.id(), lamp.productId]), [lamp])
  assert.deepEqual(told, ['variantAdded', 'productChanged'])
})

test('a SKU belongs to one variant of a brand, until it is archived', async () => {
  const lamp = await create()
  await assert.rejects(create(), refusal('catalog.skuTaken'))
  await create({}, stage.id())
  for (let i = 0; i < 2; i++) await stage.write((ctx) => catalog.archiveProduct(ctx, lamp))
  await create()
})

test('of two calls that want a SKU at once, one gets it', async () => {
  const outcomes = await Promise.allSettled([create(), create(), create()])
  assert.equal(outcomes.filter((one) => one.status === 'fulfilled').length, 1)
  for (const one of outcomes) {
    if (one.status === 'rejected') assert.equal(one.reason.problem?.code, 'catalog.skuTaken')
  }
})

test('variants of a product differ in SKU and in options', async () => {
  const same = { sku: 'A', options: { size: 'M', colour: 'ivory' }, prices: price('1') }
  await assert.rejects(create({ variants: [same, { ...same, options: {} }] }), refusal('catalog.skuTaken'))
  const reordered = { ...same, sku: 'B', options: { colour: 'ivory', size: 'M' } }
  await assert.rejects(create({ variants: [same, reordered] }), refusal('catalog.sameOptions'))
})

test('variants left out are archived, those named stay, and two may swap their SKUs', async () => {
  const lamp = await create({ variants: two('A', 'B') })
  const [a, b] = lamp.variants as [(typeof lamp.variants)[0], (typeof lamp.variants)[0]]
  const swapped = await change(lamp.productId, {
    variants: [
      { ...a, sku: 'B' },
      { ...b, sku: 'A' },
    ],
  })
  assert.deepEqual(
    swapped.variants.map((variant) => [variant.variantId, variant.sku]),
    [
      [a.variantId, 'B'],
      [b.variantId, 'A'],
    ],
  )
  const fewer = await change(lamp.productId, { variants: [{ ...b, sku: 'A' }] })
  assert.equal(fewer.variants.length, 1)
  const [gone] = await catalog.variantsForSale(stage.database.sql, [a.variantId])
  assert.equal(gone!.state, 'archived')
  await assert.rejects(change(lamp.productId, { variants: [a] }), refusal('catalog.unknownVariant'))
})

test("another product's variant cannot be taken over", async () => {
  const [lamp, vase] = [await create(), await create({ variants: two('A', 'B') })]
  const foreign = [{ ...vase.variants[0]!, sku: 'C' }]
  await assert.rejects(change(lamp.productId, { variants: foreign }), refusal('catalog.unknownVariant'))
  await assert.rejects(create({ variants: foreign }), refusal('catalog.unknownVariant'))
})

test("another brand's pictures cannot be shown", async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const own = await stage.write((ctx) => catalog.addPicture(ctx, { brandId: alma, bytes: png }))
  const foreign = await stage.write((ctx) => catalog.addPicture(ctx, { brandId: stage.id(), bytes: png }))
  for (const pictureId of [foreign.pictureId, stage.id<'picture'>()]) {
    await assert.rejects(create({ pictureIds: [own.pictureId, pictureId] }), {
      problem: { code: 'catalog.unknownPicture', status: 404, title: 'There is no such picture' },
      details: { pictureIds: [pictureId] },
    })
  }
  const lamp = await create({ pictureIds: [own.pictureId] })
  assert.deepEqual(lamp.pictures, [{ ...own, url: `/pictures/${own.pictureId}.webp` }])
  assert.deepEqual(await catalog.pictureOwner(stage.database.sql, own.pictureId), { brandId: alma })
})

test('drafts and archived products are for staff of the brand only', async () => {
  const draft = await create({ state: 'draft' })
  const see = (who: Who, productId = draft.productId) => stage.write((ctx) => catalog.product(ctx, { productId }), who)
  const staffOf = (brandId: BrandId): Who => ({
    ...{ kind: 'person', personId: stage.id(), guest: false, name: 'Eli', roles: { [brandId]: ['host'] } },
  })
  await assert.rejects(see({ kind: 'nobody' }), refusal('catalog.unknownProduct'))
  await assert.rejects(see(staffOf(stage.id())), refusal('catalog.unknownProduct'))
  assert.equal((await see(staffOf(alma))).state, 'draft')
  await stage.write((ctx) => catalog.archiveProduct(ctx, draft))
  await assert.rejects(see({ kind: 'nobody' }), refusal('catalog.unknownProduct'))
  assert.equal((await see(staffOf(alma))).variants.length, 1)
  await assert.rejects(change(draft.productId, {}), refusal('catalog.archived'))
})

test('a variant for sale carries what a bag needs', async () => {
  const lamp = await create({ variants: two('A', 'B') })
  const ids = lamp.variants.map((variant) => variant.variantId).reverse()
  const [black] = await catalog.variantsForSale(stage.database.sql, [...ids, stage.id<'variant'>()])
  assert.deepEqual(black, {
    ...{ variantId: ids[0], productId: lamp.productId, brandId: alma, sku: 'B', options: { colour: 'black' } },
    ...{
      title: lamp.title,
      pictureUrl: null,
      prices: [{ minor: 2n, currency: 'EUR', memberMinor: null, liveMinor: null }],
      taxRateBp: 2000,
      weightGrams: null,
      isBundle: false,
      personalisation: null,
    },
    state: 'published',
  })
  assert.equal(await catalog.productOfVariant(stage.database.sql, ids[0]!), lamp.productId)
  assert.equal(await catalog.productOfVariant(stage.database.sql, stage.id<'variant'>()), undefined)
})

test('owners of what does not exist, or is no id at all, are nobody', async () => {
  for (const id of [stage.id<'product'>(), 'nonsense', '']) {
    for (const owner of [catalog.productOwner, catalog.variantOwner, catalog.pictureOwner]) {
      assert.equal(await owner(stage.database.sql, id), undefined)
    }
  }
})

test('staff find products by any title and by SKU, page by page', async () => {
  await create()
  await create({ title: { 'zh-Hans': '花瓶' }, variants: two('VASE-1', 'VASE_2') })
  await create({ title: { en: '100 % wool' }, state: 'draft', variants: two('W', 'X') })
  const list = (more: Partial<Parameters<typeof catalog.products>[1]> = {}) =>
    stage.write((ctx) => catalog.products(ctx, { brandId: alma, most: 50, ...more }))
  const skus = async (search: string) => (await list({ search })).items.flatMap((item) => item.variants[0]!.sku)
  assert.deepEqual(await skus('lampe'), ['LAMP'])
  assert.deepEqual(await skus('瓶'), ['VASE-1'])
  assert.deepEqual(await skus('vase_'), ['VASE-1'])
  assert.deepEqual(await skus('%'), ['W'])
  assert.deepEqual(await skus("' or 1=1 --"), [])
  assert.equal((await list({ state: 'draft' })).items.length, 1)

  const seen: string[] = []
  for (let after: string | undefined, more = true; more; ) {
    const page = await list({ most: 2, after })
    seen.push(...page.items.map((item) => item.productId))
    more = page.next !== null
    after = page.next ?? undefined
  }
  assert.deepEqual(
    seen,
    (await list()).items.map((item) => item.productId),
  )
  assert.equal(new Set(seen).size, 3)
})

test('every change is told once, and only new variants are told as added', async () => {
  const lamp = await create()
  await change(lamp.productId, { variants: [lamp.variants[0]!, ...two('A', 'B')] })
  for (let i = 0; i < 2; i++) await stage.write((ctx) => catalog.archiveProduct(ctx, lamp))
  const second = ['variantAdded', 'variantAdded', 'productChanged']
  assert.deepEqual(told, ['variantAdded', 'productChanged', ...second, 'productChanged'])
})

test('beside a price stands the lowest ordinary one of the thirty days before, to the day', async () => {
  const day = 86_400_000
  const live = (minor: string, liveMinor: string) => [{ minor, liveMinor, currency: 'EUR' as const }]
  const variants = (prices: ReturnType<typeof live>, variantId?: VariantId) => [
    { ...(variantId && { variantId }), sku: 'LAMP-30', options: {}, prices },
  ]
  const lamp = await create({ variants: variants(live('8000', '7000')) })
  const { variantId } = lamp.variants[0]!
  const lowest = async () =>
    (await stage.write((ctx) => catalog.product(ctx, lamp))).lowest.map((one) => one.price.minor)
  assert.deepEqual(lamp.variants[0]!.prices, live('8000', '7000'))
  stage.clock.advance(10 * day)
  await change(lamp.productId, { variants: variants(live('12000', '9900'), variantId) })
  assert.deepEqual(await lowest(), ['8000'], 'raised just now: the price before it counts')
  stage.clock.advance(30 * day - 1)
  assert.deepEqual(await lowest(), ['8000'])
  stage.clock.advance(1)
  assert.deepEqual(await lowest(), ['12000'])
})
