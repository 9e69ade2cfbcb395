import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { newId } from '../../lib/ids.ts'
import { type Money, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { variantsForSale } from '../catalog/catalog.ts'
import { type Applied, type Offer, offersFor } from '../promotions/promotions.ts'
import { type BagItem, buyable, priceBag, sellerOf } from './bag-items.ts'
import * as bags from './bag-store.ts'
import type { ordersContract } from './contract.ts'
import { type DeliveryMethod, methodsTo } from './delivery.ts'
import { assumedGrams } from './delivery-store.ts'
import { giftPriced, type Price, priceOf, type Totals } from './price.ts'
import { type Discount, hasOrdered } from './price-store.ts'
import { orderProblems as problem } from './problems.ts'
import { parcelFor } from './riding.ts'
import type { Address, Order } from './store.ts'
import { addressAt, asMethod, storeOffered } from './stores.ts'
import type { Store } from './stores-store.ts'
import { deliveryTo, lineTo, type TaxRegime, taxingOf } from './tax.ts'
import { taxSettingsOf } from './tax-settings.ts'
import { gramsOf, priceByWeight } from './weigh.ts'

type Api = typeof ordersContract
type Seller = Awaited<ReturnType<typeof sellerOf>>
/** `code`: as the buyer typed it. */
export type Choice = {
  country: string
  deliveryMethodId: string
  code?: string | undefined
  email?: string | undefined
  /** The order in whose parcel it is to go. */
  shipWith?: string | undefined
  /** Known at checkout. */
  address?: Address | undefined
  /** It is a present for somebody. */
  isGift?: boolean | undefined
}

/** What a bag comes to for its buyer now, and why. */
export type Reckoning = Price<BagItem> & {
  method: DeliveryMethod
  /** Where it is collected. */
  store: Store | undefined
  /** What a piece counts as that nobody has weighed. */
  assumed: number | null
  /** The order in whose parcel it goes. */
  shipsWith: Order | null
  /** What it is taxed as, and the delivery at which rate. */
  taxed: { regime: TaxRegime; deliveryRateBp: number }
  /** The gifts, as lines. */
  gifts: BagItem[]
  /** The code that was said, in capitals, and whether there is such a promotion. */
  code: { said: string; known: boolean } | undefined
}

export const totalsWire = ({ items, discount, delivery, tax, total, taxIncluded }: Totals) => ({
  items: wire(items),
  discount: wire(discount),
  delivery: wire(delivery),
  tax: wire(tax),
  total: wire(total),
  taxIncluded,
})

/**
 * What the lines that can be bought come to: line by line, which promotions apply, and why the others do not.
 * @throws Refusal `orders.bagEmpty`, `orders.unknownDelivery`
 */
export async function quote(ctx: Ctx, { brandId, ...choice }: Input<Api['orders.quote']>) {
  const seller = await sellerOf(ctx.sql, brandId)
  const items = await priceBag(ctx, await bags.bagOf(ctx.sql, callerId(ctx), brandId), seller.currency)
  return quoteView(await reckon(ctx, seller, buyable(items), choice))
}

/** `keep`: what shows are on air stay so until the transaction ends, as a purchase needs it. */
export async function reckon(
  ctx: Ctx,
  seller: Seller,
  items: readonly BagItem[],
  choice: Choice,
  { keep = false } = {},
): Promise<Reckoning> {
  if (items.length === 0) throw refuse(problem.bagEmpty)
  const { deliveryMethodId } = choice
  const assumed = await assumedGrams(ctx.sql, seller.brandId)
  const grams = gramsOf(items, assumed)
  const { method, store, country, address } = await destinationOf(ctx, seller, choice)
  const taxing = taxingOf(seller.country, country, await taxSettingsOf(ctx.sql, seller.brandId))
  const { currency } = seller
  const said = choice.code?.normalize('NFKC').trim().toUpperCase() || null
  const whose = { brandId: seller.brandId, personId: callerId(ctx), email: choice.email?.trim() || null }
  const offers = await offersFor(ctx, { ...whose, currency, code: said }, { keep })
  const isNew = offers.some((one) => one.newBuyersOnly) && !(await hasOrdered(ctx.sql, ...ordered(whose)))
  const showIds = new Set(items.flatMap(({ showId }) => showId ?? []))
  const ride = { personId: whose.personId, showIds, country, deliveryMethodId, isGift: choice.isGift ?? false }
  const wish = { ...ride, shipWith: choice.shipWith, address, tariff: method, grams }
  const parcel = await parcelFor(ctx, wish, { keep })
  const fare = parcel?.fare ?? priceByWeight(method, grams)
  if (!fare) throw refuse(problem.unknownDelivery, { country, deliveryMethodId, grams })
  const delivery = deliveryTo({ ...method, price: fare }, taxing)
  const lines = items.map((item) => lineTo(item, taxing))
  const price = priceOf(lines, offers, { isNew, now: ctx.now, currency }, { delivery })
  const known = offers.some((one) => one.code === said)
  return {
    ...price,
    ...{ method, store, assumed },
    shipsWith: parcel?.order ?? null,
    taxed: { regime: taxing.regime, deliveryRateBp: delivery.taxRateBp },
    gifts: await giftItems(ctx, price.applied),
    code: said ? { said, known } : undefined,
  }
}

/** Which way it goes, and where to: a store is one too, and its country counts. @throws Refusal `orders.unknownDelivery` */
export async function destinationOf(ctx: Ctx, seller: Seller, { country, deliveryMethodId, address }: Choice) {
  const store = await storeOffered(ctx.sql, seller.brandId, deliveryMethodId)
  if (store) {
    const there = { method: asMethod(store, seller), store, country: store.address.country }
    return { ...there, address: address && addressAt(store, address) }
  }
  const methods = await methodsTo(ctx.sql, seller, country)
  const method = methods.find((one) => one.deliveryMethodId === deliveryMethodId)
  if (!method) throw refuse(problem.unknownDelivery, { country, deliveryMethodId })
  return { method, store: undefined, country, address }
}

type Whose = { brandId: Seller['brandId']; personId: BagItem['personId']; email: string | null }
const ordered = ({ brandId, personId, email }: Whose) => [brandId, personId, email] as const

const giftOf = ({ offer }: Applied) => (offer.effect.kind === 'gift' ? offer.effect.variantId : undefined)

async function giftItems(ctx: Ctx, applied: readonly Applied[]): Promise<BagItem[]> {
  const variants = await variantsForSale(
    ctx.sql,
    applied.flatMap((one) => giftOf(one) ?? []),
  )
  return applied.flatMap((one) => {
    const variant = variants.find(({ variantId }) => variantId === giftOf(one))
    if (!variant) return []
    const { productId, variantId, brandId, taxRateBp } = variant
    const line = { lineId: newId<'line'>(ctx.now), personId: callerId(ctx), brandId, productId, variantId }
    const open = {
      popUpId: null,
      showId: null,
      dropId: null,
      held: null,
      variant,
      parts: [],
      state: 'open' as const,
      whyNot: null,
      personal: [],
    }
    return [{ ...line, ...giftPriced(one.offer.gift!), ...open, taxRateBp }]
  })
}

/** The promotions that apply, as an order keeps them. */
export const discountsAmong = (applied: readonly Applied[], currency: Money['currency']): Discount[] =>
  applied.map(({ offer, minor }) => ({
    ...{ promotionId: offer.promotionId, title: offer.title, code: offer.code },
    amount: { minor, currency },
  }))

export const discountWire = ({ promotionId, title, code, amount }: Discount) => ({
  ...{ promotionId, title, code },
  amount: wire(amount),
})

type QuoteView = Output<Api['orders.quote']>
const notAppliedWire = (
  offer: Offer,
  why: QuoteView['notApplied'][number]['why'],
  missing: Money | null,
): QuoteView['notApplied'][number] => ({
  ...{ promotionId: offer.promotionId, title: offer.title, code: offer.code, why },
  missing: missing && wire(missing),
})

export function quoteView({ totals, taxed, lines, applied, notApplied, gifts, code, shipsWith }: Reckoning): QuoteView {
  const { currency } = totals.total
  const unknown: QuoteView['notApplied'] =
    code && !code.known ? [{ promotionId: null, title: null, code: code.said, why: 'unknownCode', missing: null }] : []
  return {
    ...totalsWire(totals),
    taxRegime: taxed.regime,
    lines: lines.map(({ lineId, unitPrice, compareAt, origin, off }) => ({
      ...{ lineId, unitPrice: wire(unitPrice), compareAt: compareAt && wire(compareAt), origin },
      off: wire({ minor: off, currency }),
    })),
    gifts: gifts.map(({ productId, variantId, variant, compareAt }) => ({
      ...{ productId, variantId, title: variant.title, options: variant.options, pictureUrl: variant.pictureUrl },
      value: wire(compareAt!),
    })),
    discounts: discountsAmong(applied, currency).map(discountWire),
    shipsWith: shipsWith && { orderId: shipsWith.orderId, number: shipsWith.number },
    notApplied: [
      ...unknown,
      ...notApplied.map(({ offer, why, missing }) =>
        notAppliedWire(offer, why, missing === null ? null : { minor: missing, currency }),
      ),
    ],
  }
}
