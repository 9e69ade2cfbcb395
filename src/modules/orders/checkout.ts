import { type Ctx, callerId } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { type IntentId, newId } from '../../lib/ids.ts'
import { unwire, wire } from '../../lib/money.ts'
import { Refusal, refuse } from '../../lib/problems.ts'
import { saveAddress } from '../accounts/accounts.ts'
import { accountProblems } from '../accounts/problems.ts'
import { openIntent, type PaymentWish } from '../payments/payments.ts'
import { redeem } from '../promotions/promotions.ts'
import { type BagItem, isKept, priceBag, sellerOf } from './bag-items.ts'
import * as bags from './bag-store.ts'
import type { ordersContract } from './contract.ts'
import { payWithinMs, prefixOf, sameMoney } from './decide.ts'
import { keepMethods, methodsTo } from './delivery.ts'
import { orderPlaced } from './facts.ts'
import { setIntent } from './paying-store.ts'
import { addDiscounts } from './price-store.ts'
import { orderProblems as problem } from './problems.ts'
import { discountsAmong, discountWire, type Reckoning, reckon, totalsWire } from './quote.ts'
import { frozen, reserve, soldAs } from './reserve.ts'
import * as store from './store.ts'
import { deliveryTo, taxingOf } from './tax.ts'
import { taxSettingsOf } from './tax-settings.ts'
import { noteOnOrder } from './timeline.ts'

type Api = typeof ordersContract

/** Ways of delivery of a brand to a country, at what they cost there. */
export async function readDelivery(ctx: Ctx, { brandId, country }: Input<Api['orders.delivery']>) {
  const seller = await sellerOf(ctx.sql, brandId)
  const taxing = taxingOf(seller.country, country, await taxSettingsOf(ctx.sql, brandId))
  const methods = (await methodsTo(ctx.sql, seller, country)).map((method) => deliveryTo(method, taxing))
  return {
    items: methods.map(({ deliveryMethodId, title, price, freeFrom, days }) => ({
      ...{ deliveryMethodId, title, price: wire(price), freeFrom: freeFrom && wire(freeFrom), days },
    })),
  }
}

/**
 * Turns the bag into an order at exactly the total the buyer was shown: units are held, prices frozen, a payment asked
 * for. All or nothing.
 * @throws Refusal `orders.bagEmpty`; `orders.holdExpired` and `orders.soldOut` with the `lines`;
 *   `orders.unknownDelivery`; `orders.priceChanged` with the new `totals` and `discounts`; `promotions.usedUp`;
 *   `payments.methodNotOffered`
 */
export async function checkout(ctx: Ctx, wish: Input<Api['orders.checkout']>) {
  const { brandId, email, address, deliveryMethodId, locale } = wish
  const personId = callerId(ctx)
  const seller = await sellerOf(ctx.sql, brandId)
  const items = await priceBag(ctx, await bags.lockedBag(ctx.sql, personId, brandId), seller.currency, { keep: true })
  assertBuyable(items)
  const choice = {
    country: address.country,
    deliveryMethodId,
    code: wish.code,
    email,
    shipWith: wish.shipWith,
    address,
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
    ...{ orderId, brandId, personId, number, email, locale, address, returnTo },
    ...{ deliveryMethodId, totals, payBefore, shipsWith },
    ...{ taxRegime: price.taxed.regime, deliveryRateBp: price.taxed.deliveryRateBp },
  }
  await store.addOrder(ctx.sql, ctx.now, order)
  await store.addLines(
    ctx.sql,
    orderId,
    bought.map((sold) => frozen(sold, holdIds.get(sold)!)),
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
  await remember(ctx, address)
  await orderPlaced.tell(ctx, {
    ...{ orderId, brandId },
    lines: bought.map(({ item, variant, quantity, bundle }) => ({
      ...{ productId: variant.productId, variantId: variant.variantId, quantity, bundle },
      ...{ showId: item.showId, dropId: item.dropId },
    })),
  })
  return { orderId, number, intentId, payBefore: payBefore.toISOString() }
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

/** Keeps the address for next time. A full address book is no reason not to sell. */
async function remember(ctx: Ctx, address: store.Address): Promise<void> {
  try {
    await saveAddress(ctx, address)
  } catch (error) {
    if (!(error instanceof Refusal && error.problem.code === accountProblems.tooManyAddresses.code)) throw error
  }
}
