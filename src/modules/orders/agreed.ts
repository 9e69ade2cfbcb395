import type { Ctx } from '../../ctx.ts'
import type { ShowId, VariantId } from '../../lib/ids.ts'
import { type BrandId, type HoldId, type Id, type IntentId, newId, type OrderId, type PersonId } from '../../lib/ids.ts'
import type { Locale } from '../../lib/local-text.ts'
import type { Money } from '../../lib/money.ts'
import { Refusal, refuse } from '../../lib/problems.ts'
import { variantsForSale } from '../catalog/catalog.ts'
import { paymentProblems } from '../payments/problems.ts'
import { sellerOf } from './bag-items.ts'
import { askForMoney } from './checkout.ts'
import { prefixOf } from './decide.ts'
import { type DeliveryMethod, keepMethods, methodsFor, methodsTo } from './delivery.ts'
import { assumedGrams } from './delivery-store.ts'
import { orderPlaced } from './facts.ts'
import { priceOf } from './price.ts'
import { orderProblems as problem } from './problems.ts'
import * as store from './store.ts'
import { deliveryTo, taxingOf } from './tax.ts'
import { taxSettingsOf } from './tax-settings.ts'
import { noteOnOrder } from './timeline.ts'
import { priceOfHeaviest } from './weigh.ts'

type Agreed = {
  brandId: BrandId
  personId: PersonId
  email: string
  locale: Locale
  address: store.Address
  deliveryMethodId: string
  /** A path on this install. */
  returnTo: string
  showId: ShowId
  variantId: VariantId
  /** One unit, held until `payBefore`. */
  holdId: HoldId
  price: Money
  payBefore: Date
  /** What is charged for it; `offSession`: its owner is not there. */
  keptId: Id<'kept'>
  offSession: boolean
}

/**
 * Whether something can be delivered so.
 * @throws Refusal `accounts.unknownBrand`, `orders.unknownDelivery`
 */
export async function assertDelivers(
  ctx: Ctx,
  { brandId, country, deliveryMethodId }: { brandId: BrandId; country: string; deliveryMethodId: string },
): Promise<void> {
  const methods = await methodsTo(ctx.sql, await sellerOf(ctx.sql, brandId), country)
  if (methods.some((one) => one.deliveryMethodId === deliveryMethodId)) return
  throw refuse(problem.unknownDelivery, { country, deliveryMethodId })
}

/**
 * An order for one unit at a price that was agreed outside a bag, what an auction went for: no promotion takes anything
 * off it. It is charged at once. A way to pay that is gone, or does not fit, leaves the order to be paid otherwise; a
 * way of delivery that is gone is replaced by the first there is.
 * @returns the order; no `intentId` where nothing could be charged
 * @throws Refusal `orders.unknownDelivery` where nothing goes to that country any more
 */
export async function placeAgreed(
  ctx: Ctx,
  wish: Agreed,
): Promise<{ orderId: OrderId; number: string; intentId: IntentId | undefined }> {
  const { brandId, personId, email, locale, address, returnTo, payBefore, keptId, offSession } = wish
  const seller = await sellerOf(ctx.sql, brandId)
  const methods = await methodsTo(ctx.sql, seller, address.country)
  const agreed = await lineOf(ctx, wish, await assumedGrams(ctx.sql, brandId))
  const method = methodAmong(methods, wish.deliveryMethodId, agreed.weightGrams)
  if (!method) throw refuse(problem.unknownDelivery, { country: address.country })
  const taxing = taxingOf(seller.country, address.country, await taxSettingsOf(ctx.sql, brandId))
  const delivery = deliveryTo(method, taxing)
  // What was agreed is what is paid, wherever it goes: only the tax in it differs.
  const line = { ...agreed, taxRateBp: taxing.rateOf(agreed.taxRateBp) }
  const buyer = { isNew: false, now: ctx.now, currency: seller.currency }
  const { totals } = priceOf([line], [], buyer, { delivery })
  const orderId = newId<'order'>(ctx.now)
  const number = `${prefixOf(seller.name)}-${await store.nextNumber(ctx.sql)}`
  const { deliveryMethodId } = method
  const order = {
    ...{ orderId, brandId, personId, number, email, locale, address, returnTo },
    ...{ deliveryMethodId, totals, payBefore, shipsWith: null },
    ...{ taxRegime: taxing.regime, deliveryRateBp: delivery.taxRateBp, storeId: null, billing: null, gift: null },
  }
  await store.addOrder(ctx.sql, ctx.now, order)
  await store.addLines(ctx.sql, orderId, [line])
  await noteOnOrder(ctx, { orderId, what: 'placed' })
  await keepMethods(ctx.sql, seller)
  const intentId = await askForMoney(ctx, order, seller.name, { keptId, offSession }).catch((error) => {
    const cannot = error instanceof Refusal && error.problem.code === paymentProblems.methodNotOffered.code
    return cannot ? undefined : Promise.reject(error)
  })
  await orderPlaced.tell(ctx, { orderId, brandId, lines: [line] })
  return { orderId, number, intentId }
}

/**
 * The way that was chosen if it takes the weight, else the first that does. What was agreed is delivered: where none
 * takes it, or nobody knows what it weighs, the chosen one does for what its heaviest parcel costs.
 */
function methodAmong(methods: readonly DeliveryMethod[], chosen: string, grams: number | null) {
  const first = <M extends DeliveryMethod>(some: readonly M[]) =>
    some.find((one) => one.deliveryMethodId === chosen) ?? some[0]
  const heaviest = first(methods)
  return first(methodsFor(methods, grams)) ?? (heaviest && { ...heaviest, price: priceOfHeaviest(heaviest) })
}

async function lineOf(
  ctx: Ctx,
  { variantId, showId, holdId, price }: Agreed,
  assumed: number | null,
): Promise<store.FrozenLine> {
  const [variant] = await variantsForSale(ctx.sql, [variantId])
  if (!variant) throw new Error(`there is no variant ${variantId}`)
  const { productId, sku, title, options, pictureUrl, taxRateBp } = variant
  return {
    ...{ lineId: newId<'line'>(ctx.now), productId, variantId, sku, title, options, pictureUrl, quantity: 1 },
    ...{
      unitPrice: price,
      compareAt: null,
      off: 0n,
      origin: 'auction',
      taxRateBp,
      showId,
      dropId: null,
      holdId,
      bundle: null,
      ...{ popUpId: null, personal: [], surcharge: 0n, final: false },
      weightGrams: variant.weightGrams ?? assumed,
    },
  }
}
