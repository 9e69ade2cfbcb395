import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type BrandId, newId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { type Currency, type Money, money } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { countUnweighed } from '../catalog/catalog.ts'
import { sellerOf } from './bag-items.ts'
import type { ordersContract } from './contract.ts'
import { whyNotArchive, whyNotOffer } from './decide.ts'
import * as store from './delivery-store.ts'
import { orderProblems as problem } from './problems.ts'
import { priceByWeight, type Tariff } from './weigh.ts'

type Api = typeof ordersContract

/** A way of delivery as it is offered: in the currency of a bag. */
export type DeliveryMethod = {
  deliveryMethodId: string
  title: LocalText
  price: Money
  freeFrom: Money | null
  taxRateBp: number
  days: { least: number; most: number }
} & Tariff

const everywhere = 'FR MC BE LU DE AT IT ES PT NL IE GB CH CN HK JP US'.split(' ')

/** Standard, free from, express: in minor units of each currency. */
const amounts: Record<Currency, readonly [standard: number, freeFrom: number, express: number]> = {
  EUR: [590, 10_000, 1290],
  USD: [590, 10_000, 1290],
  GBP: [590, 10_000, 1290],
  CHF: [590, 10_000, 1290],
  CNY: [3900, 80_000, 8900],
  HKD: [4500, 90_000, 9900],
  JPY: [900, 15_000, 1900],
}

/** What a brand offers until it says otherwise. */
function firstMethods(currency: Currency): store.MethodRow[] {
  const [standard, freeFrom, express] = amounts[currency]
  const common = { taxRateBp: 2000, countries: everywhere, maxGrams: null, archived: false }
  return [
    {
      ...{ ...common, deliveryMethodId: 'standard', daysLeast: 3, daysMost: 5 },
      title: { en: 'Standard delivery', fr: 'Livraison standard', 'zh-Hans': '标准配送' },
      prices: [{ currency, priceMinor: String(standard), freeFromMinor: String(freeFrom), bands: [] }],
    },
    {
      ...{ ...common, deliveryMethodId: 'express', daysLeast: 1, daysMost: 2 },
      title: { en: 'Express delivery', fr: 'Livraison express', 'zh-Hans': '特快配送' },
      prices: [{ currency, priceMinor: String(express), freeFromMinor: null, bands: [] }],
    },
  ]
}

type Seller = { brandId: BrandId; currency: Currency }

/** A brand's own, the archived ones too; the first ones while it has set none. */
async function methodsOf(sql: Sql, brand: Seller): Promise<store.MethodRow[]> {
  const own = await store.methodsOf(sql, brand.brandId)
  return own.length > 0 ? own : firstMethods(brand.currency)
}

/** The ways of delivery of a brand to a country, in the currency it sells in, at what the lightest parcel costs. */
export async function methodsTo(sql: Sql, brand: Seller, country: string): Promise<DeliveryMethod[]> {
  const methods = await methodsOf(sql, brand)
  return methods.flatMap(({ prices, daysLeast, daysMost, countries, archived, ...method }) => {
    const price = prices.find(({ currency }) => currency === brand.currency)
    if (!price || archived || !countries.includes(country)) return []
    const of = (minor: string) => money(BigInt(minor), brand.currency)
    const { priceMinor, freeFromMinor, bands } = price
    return [
      {
        ...{ ...method, price: of(priceMinor), days: { least: daysLeast, most: daysMost } },
        freeFrom: freeFromMinor === null ? null : of(freeFromMinor),
        bands: bands.map(({ overGrams, priceMinor }) => ({ overGrams, price: of(priceMinor) })),
      },
    ]
  })
}

/** Those of these that take a parcel of this weight, at what it costs; `null`: nobody knows what it weighs. */
export const methodsFor = (methods: readonly DeliveryMethod[], grams: number | null): DeliveryMethod[] =>
  methods.flatMap((method) => {
    const price = priceByWeight(method, grams)
    return price ? [{ ...method, price }] : []
  })

/** Writes the first methods down, from when on they are the brand's own. */
export async function keepMethods(sql: Sql, brand: Seller): Promise<void> {
  if ((await store.methodsOf(sql, brand.brandId)).length > 0) return
  await store.lockMethods(sql, brand.brandId)
  if ((await store.methodsOf(sql, brand.brandId)).length > 0) return
  for (const method of firstMethods(brand.currency)) await store.saveMethod(sql, brand.brandId, method)
}

// The brand's own people

type MethodView = Output<Api['orders.deliveryMethods']>['items'][number]

const viewOf = ({ daysLeast, daysMost, prices, ...method }: store.MethodRow): MethodView => ({
  ...method,
  days: { least: daysLeast, most: daysMost },
  prices: prices.map(({ currency, priceMinor, freeFromMinor, bands }) => ({
    price: { minor: priceMinor, currency },
    freeFrom: freeFromMinor === null ? null : { minor: freeFromMinor, currency },
    bands: bands.map(({ overGrams, priceMinor }) => ({ overGrams, price: { minor: priceMinor, currency } })),
  })),
})

type Wish = Omit<Input<Api['orders.addDeliveryMethod']>, 'brandId'>

const rowOf = (deliveryMethodId: string, { title, taxRateBp, days, countries, maxGrams, prices }: Wish) => ({
  ...{ deliveryMethodId, title, taxRateBp, daysLeast: days.least, daysMost: days.most, countries, maxGrams },
  prices: prices.map(({ price, freeFrom, bands }) => ({
    bands: bands.map((band) => ({ overGrams: band.overGrams, priceMinor: band.price.minor })),
    ...{ currency: price.currency, priceMinor: price.minor, freeFromMinor: freeFrom?.minor ?? null },
  })),
})

/** Every way of delivery of a brand, the archived ones too. */
export async function readMethods(ctx: Ctx, { brandId }: Input<Api['orders.deliveryMethods']>) {
  return { items: (await methodsOf(ctx.sql, await sellerOf(ctx.sql, brandId))).map(viewOf) }
}

/** Its own methods, which from now on only this transaction changes. */
async function lockedMethods(ctx: Ctx, brandId: BrandId) {
  const seller = await sellerOf(ctx.sql, brandId)
  await keepMethods(ctx.sql, seller)
  await store.lockMethods(ctx.sql, brandId)
  return { seller, methods: await store.methodsOf(ctx.sql, brandId) }
}

/** @throws Refusal `orders.deliveryNeedsPrice`, `orders.tooManyDeliveries`, `orders.weightBands` */
export async function addMethod(ctx: Ctx, { brandId, ...wish }: Input<Api['orders.addDeliveryMethod']>) {
  const { seller, methods } = await lockedMethods(ctx, brandId)
  const why = whyNotOffer(seller.currency, wish.prices, methods.length + 1, wish.maxGrams)
  if (why) throw refuse(problem[why], { currency: seller.currency })
  const deliveryMethodId = newId(ctx.now) as string
  await store.saveMethod(ctx.sql, brandId, rowOf(deliveryMethodId, wish))
  return { deliveryMethodId }
}

/** Orders that chose it keep what they paid. @throws Refusal `orders.unknownMethod` and as `addMethod` */
export async function changeMethod(ctx: Ctx, wish: Input<Api['orders.changeDeliveryMethod']>): Promise<typeof ok> {
  const { brandId, deliveryMethodId } = wish
  const { seller, methods } = await lockedMethods(ctx, brandId)
  if (!methods.some((one) => one.deliveryMethodId === deliveryMethodId)) throw refuse(problem.unknownMethod)
  const why = whyNotOffer(seller.currency, wish.prices, methods.length, wish.maxGrams)
  if (why) throw refuse(problem[why], { currency: seller.currency })
  await store.saveMethod(ctx.sql, brandId, rowOf(deliveryMethodId, wish))
  return ok
}

/** Takes a method out of the checkout, or puts it back. @throws Refusal `orders.unknownMethod`, `orders.lastDelivery` */
export async function archiveMethod(ctx: Ctx, wish: Input<Api['orders.archiveDeliveryMethod']>): Promise<typeof ok> {
  const { brandId, deliveryMethodId, archived } = wish
  const { methods } = await lockedMethods(ctx, brandId)
  const why = whyNotArchive(methods, deliveryMethodId, archived)
  if (why) throw refuse(problem[why])
  await store.archiveMethod(ctx.sql, brandId, deliveryMethodId, archived ? ctx.now : null)
  return ok
}

/** What is assumed where nobody has weighed, and how many pieces on sale that is. */
export const readWeightSettings = async ({ sql }: Ctx, { brandId }: Input<Api['orders.weightSettings']>) => ({
  assumedGrams: await store.assumedGrams(sql, brandId),
  unweighed: await countUnweighed(sql, brandId),
})

export async function changeWeightSettings(ctx: Ctx, wish: Input<Api['orders.changeWeightSettings']>) {
  await store.saveAssumedGrams(ctx.sql, wish.brandId, wish.assumedGrams)
  return ok
}
