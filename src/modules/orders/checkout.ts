import { type Ctx, callerId } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { type IntentId, newId } from '../../lib/ids.ts'
import { unwire, wire } from '../../lib/money.ts'
import { Refusal, refuse } from '../../lib/problems.ts'
import { saveAddress } from '../accounts/accounts.ts'
import { accountProblems } from '../accounts/problems.ts'
import { openIntent, type PaymentWish } from '../payments/payments.ts'
import { redeem } from '../promotions/promotions.ts'
import { type BagItem, buyable, isKept, priceBag, sellerOf } from './bag-items.ts'
import * as bags from './bag-store.ts'
import type { ordersContract } from './contract.ts'
import { payWithinMs, prefixOf, sameMoney } from './decide.ts'
import { type DeliveryMethod, keepMethods, methodsFor, methodsTo } from './delivery.ts'
import { assumedGrams } from './delivery-store.ts'
import { orderPlaced } from './facts.ts'
import { billingShape } from './order-shapes.ts'
import { setIntent } from './paying-store.ts'
import { addDiscounts } from './price-store.ts'
import { orderProblems as problem } from './problems.ts'
import { discountsAmong, discountWire, type Reckoning, reckon, totalsWire } from './quote.ts'
import { frozen, reserve, soldAs } from './reserve.ts'
import * as store from './store.ts'
import { addressAt, openStores, storeAsView } from './stores.ts'
import { deliveryTo, taxingOf } from './tax.ts'
import { taxSettingsOf } from './tax-settings.ts'
import { noteOnOrder } from './timeline.ts'
import { gramsOf } from './weigh.ts'

type Api = typeof ordersContract

/** Ways of delivery of a brand to a country that take what is in the caller's bag, at what they cost there. */
export async function readDelivery(ctx: Ctx, { brandId, country }: Input<Api['orders.delivery']>) {
  const seller = await sellerOf(ctx.sql, brandId)
  const taxing = taxingOf(seller.country, country, await taxSettingsOf(ctx.sql, brandId))
  const methods = methodsFor(await methodsTo(ctx.sql, seller, country), await gramsInBag(ctx, seller))
  const stores = await openStores(ctx.sql, brandId)
  return {
    items: methods.map((method) => deliveryView(deliveryTo(method, taxing))),
    stores: stores.map(storeAsView),
  }
}

export const deliveryView = ({ deliveryMethodId, title, price, freeFrom, days }: DeliveryMethod) => ({
  ...{ deliveryMethodId, title, price: wire(price), freeFrom: freeFrom && wire(freeFrom), days },
})

/** What the caller is about to buy weighs; null where nobody knows. */
async function gramsInBag(ctx: Ctx, { brandId, currency }: Awaited<ReturnType<typeof sellerOf>>) {
  if (ctx.who.kind !== 'person') return 0
  const items = await priceBag(ctx, await bags.bagOf(ctx.sql, ctx.who.personId, brandId), currency)
  return gramsOf(buyable(items), await assumedGrams(ctx.sql, brandId))
}

/**
 * Turns the bag into an order at exactly the total the buyer was shown: units are held, prices frozen, a payment asked
 * for. All or nothing.
 * @throws Refusal `orders.bagEmpty`; `orders.holdExpired` and `orders.soldOut` with the `lines`;
 *   `orders.unknownDelivery`; `orders.priceChanged` with the new `totals` and `discounts`; `promotions.usedUp`;
 *   `payments.methodNotOffered`
 */
export async function checkout(ctx: Ctx, wish: Input<Api['orders.checkout']>) {
  const { brandId, email, deliveryMethodId, locale } = wish
  const personId = callerId(ctx)
  const seller = await sellerOf(ctx.sql, brandId)
  const items = await priceBag(ctx, await bags.lockedBag(ctx.sql, personId, brandId), seller.currency, { keep: true })
  assertBuyable(items)
  const choice = {
    ...{ country: wish.address.country, deliveryMethodId, code: wish.code, email },
    ...{ shipWith: wish.shipWith, address: wish.address, isGift: wish.gift !== undefined },
  }
  const price = await reckon(ctx, seller, items, choice, { keep: true })
  const { totals, applied } = price
  assertAsShown(price, wish)
  const payBefore = new Date(ctx.now.getTime() + payWithinMs)
  const bought = [...price.lines, ...price.gifts].flatMap((item) => soldAs(item, () => newId<'line'>(ctx.now)))
  const holdIds = await reserve(ctx, bought, payBefore)
  const orderId = newId<'order'>(ctx.now)
  const number = `${prefixOf(seller.name)}-${await store.nextNumber(ctx.sql)}`
  const { returnTo } = wish
  const shipsWith = price.shipsWith?.orderId ?? null
  const order = {
    ...{ orderId, brandId, personId, number, email, locale, returnTo, ...addressed(wish, price.store) },
    ...{ deliveryMethodId, totals, payBefore, shipsWith },
    ...{ taxRegime: price.taxed.regime, deliveryRateBp: price.taxed.deliveryRateBp },
  }
  await store.addOrder(ctx.sql, ctx.now, order)
  await store.addLines(
    ctx.sql,
    orderId,
    bought.map((sold) => frozen(sold, holdIds.get(sold)!, price.assumed)),
  )
  await addDiscounts(ctx.sql, orderId, discountsAmong(applied, seller.currency))
  await redeem(ctx, { orderId, personId, email, applied })
  const intentId = await askForMoney(ctx, order, seller.name, wish)
  await bags.removeLines(
    ctx.sql,
    items.map((item) => item.lineId),
  )
  await noteOnOrder(ctx, { orderId, what: 'placed' })
  await keepMethods(ctx.sql, seller)
  if (!price.store) await remember(ctx, wish.address, wish.gift !== undefined)
  await orderPlaced.tell(ctx, {
    ...{ orderId, brandId },
    lines: bought.map(({ item, variant, quantity, bundle }) => ({
      ...{ productId: variant.productId, variantId: variant.variantId, quantity, bundle },
      ...{ showId: item.showId, dropId: item.dropId },
    })),
  })
  return { orderId, number, intentId, payBefore: payBefore.toISOString() }
}

/** Where it goes and whom the invoice is for: of what is collected or a present, its buyer. */
export function addressed(
  wish: Pick<Input<Api['orders.checkout']>, 'address' | 'gift' | 'billing'>,
  collectedAt: Reckoning['store'],
) {
  const { address, gift = null, billing = null } = wish
  const { country } = address
  const named = (name: string) => billing ?? billingShape.parse({ name, country })
  if (!collectedAt) return { address, storeId: null, gift, billing: gift ? named(gift.from) : billing }
  return {
    address: addressAt(collectedAt, address),
    storeId: collectedAt.storeId,
    gift,
    billing: named(gift?.from ?? address.name),
  }
}

/** Begins an attempt to be paid, which is the order's latest from now on. */
export async function askForMoney(
  ctx: Ctx,
  order: store.NewOrder,
  sellerName: string,
  { method, device, keptId, offSession }: Pick<PaymentWish, 'method' | 'device' | 'keptId' | 'offSession'>,
): Promise<IntentId> {
  const { orderId, personId, brandId, number, email, locale, totals, returnTo, address } = order
  const intentId = await openIntent(ctx, {
    ...{ orderId, personId, brandId, email, locale, orderNumber: number, method, device, keptId, offSession },
    country: address.country,
    amount: totals.total,
    description: sellerName,
    returnUrl: returnTo,
  })
  await setIntent(ctx.sql, orderId, intentId)
  return intentId
}

/** What the buyer was shown is what they pay, and for the same reasons. */
function assertAsShown(price: Reckoning, { expectedTotal, expectedPromotions }: Input<Api['orders.checkout']>): void {
  const { totals, applied } = price
  const there = new Set<string>(applied.map(({ offer }) => offer.promotionId))
  const same = !expectedPromotions || there.symmetricDifference(new Set<string>(expectedPromotions)).size === 0
  if (same && sameMoney(totals.total, unwire(expectedTotal))) return
  const discounts = discountsAmong(applied, totals.total.currency).map(discountWire)
  throw refuse(problem.priceChanged, { totals: totalsWire(totals), discounts })
}

function assertBuyable(items: readonly BagItem[]): void {
  const gone = items.filter((item) => item.state === 'expired')
  const released = gone.filter((item) => item.held)
  if (released.length > 0) throw refuse(problem.holdExpired, { lines: released.map((item) => item.lineId) })
  const otherwise = gone.filter((item) => item.whyNot === 'answers')
  if (otherwise.length > 0) throw refuse(problem.notAsAsked, { lines: otherwise.map((item) => item.lineId) })
  const [elsewhere] = gone.filter((item) => item.whyNot && isKept(item.whyNot))
  const lines = gone.map((item) => item.lineId)
  if (elsewhere) throw refuse(problem.notSoldHere, { why: elsewhere.whyNot, lines })
  if (gone.length > 0) throw refuse(problem.soldOut, { lines: gone.map((item) => item.lineId) })
}

/** Keeps the address for next time, one's own or a recipient's. A full address book is no reason not to sell. */
export async function remember(ctx: Ctx, address: store.Address, recipient: boolean): Promise<void> {
  try {
    await saveAddress(ctx, { ...address, recipient })
  } catch (error) {
    if (!(error instanceof Refusal && error.problem.code === accountProblems.tooManyAddresses.code)) throw error
  }
}
