import { type Ctx, callerId } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { newId } from '../../lib/ids.ts'
import { unwire, wire } from '../../lib/money.ts'
import { Refusal, refuse } from '../../lib/problems.ts'
import { stockProblems } from '../stock/problems.ts'
import { extendHolds, moveHolds } from '../stock/stock.ts'
import { sellerOf } from './bag-items.ts'
import { addressed, askForMoney, deliveryView, remember } from './checkout.ts'
import { prefixOf, sameMoney } from './decide.ts'
import { keepMethods, methodsFor, methodsTo } from './delivery.ts'
import { orderPlaced } from './facts.ts'
import type { payLinkContract } from './pay-link-contract.ts'
import { payLinkState } from './pay-link-rules.ts'
import { lockPayLink, type PayLink, setLinkOrdered } from './pay-link-store.ts'
import { heldLine, openPayLink } from './pay-links.ts'
import { totalsOf } from './price.ts'
import { orderProblems as problem } from './problems.ts'
import { type Choice, destinationOf, totalsWire } from './quote.ts'
import * as store from './store.ts'
import { openStores, storeAsView } from './stores.ts'
import { deliveryTo, taxingOf } from './tax.ts'
import { taxSettingsOf } from './tax-settings.ts'
import { noteOnOrder } from './timeline.ts'
import { gramsLeft, priceByWeight } from './weigh.ts'

/*
 * What whoever holds a pay link sees, and how it becomes an order. What was agreed is what is paid, wherever it goes:
 * only the tax in it differs.
 */

type Api = typeof payLinkContract

/** @throws Refusal `edge.notFound` */
export async function readPayLink(ctx: Ctx, wish: Input<Api['orders.payLink']>) {
  const link = await openPayLink(ctx, wish.link)
  const { name, slug, country } = await sellerOf(ctx.sql, link.brandId)
  const mine = ctx.who.kind === 'person' && link.order?.personId === ctx.who.personId
  return {
    ...{ brandId: link.brandId, brandName: name, brandSlug: slug, country, state: payLinkState(link, ctx.now) },
    ...{ expiresAt: link.expiresAt.toISOString(), lines: link.lines.map(heldLine) },
    items: wire({ minor: link.itemsMinor, currency: link.currency }),
    orderId: mine ? link.order!.orderId : null,
  }
}

/** @throws Refusal `edge.notFound` */
export async function readPayLinkDelivery(ctx: Ctx, { link, country }: Input<Api['orders.payLinkDelivery']>) {
  const { brandId, lines } = await openPayLink(ctx, link)
  const seller = await sellerOf(ctx.sql, brandId)
  const taxing = taxingOf(seller.country, country, await taxSettingsOf(ctx.sql, brandId))
  const methods = methodsFor(await methodsTo(ctx.sql, seller, country), gramsOfLink(lines))
  return {
    items: methods.map((method) => deliveryView(deliveryTo(method, taxing))),
    stores: (await openStores(ctx.sql, brandId)).map(storeAsView),
  }
}

const gramsOfLink = (lines: PayLink['lines']) => gramsLeft(lines.map((line) => ({ ...line, cancelledQuantity: 0 })))

/** What it comes to where it goes. @throws Refusal `orders.unknownDelivery` */
async function reckonLink(ctx: Ctx, link: PayLink, choice: Choice) {
  const seller = await sellerOf(ctx.sql, link.brandId)
  const { method, store: collectedAt, country } = await destinationOf(ctx, seller, choice)
  const price = priceByWeight(method, gramsOfLink(link.lines))
  if (!price) throw refuse(problem.unknownDelivery, { country, deliveryMethodId: choice.deliveryMethodId })
  const taxing = taxingOf(seller.country, country, await taxSettingsOf(ctx.sql, link.brandId))
  const delivery = deliveryTo({ ...method, price }, taxing)
  const lines = link.lines.map((line) => ({ ...line, taxRateBp: taxing.rateOf(line.taxRateBp) }))
  return { seller, lines, totals: totalsOf(lines, delivery), regime: taxing.regime, delivery, collectedAt }
}

/** @throws Refusal `edge.notFound`, `orders.unknownDelivery` */
export async function quotePayLink(ctx: Ctx, { link, ...choice }: Input<Api['orders.quotePayLink']>) {
  const { totals, regime } = await reckonLink(ctx, await openPayLink(ctx, link), choice)
  return { ...totalsWire(totals), taxRegime: regime }
}

/**
 * An order for what is held, to be paid while the link lasts. Once: of two who fill it in the second is refused.
 * @throws Refusal `edge.notFound`, `orders.payLinkOver` with the `state`, `orders.holdExpired`, `orders.priceChanged`,
 *   `orders.unknownDelivery`, `payments.methodNotOffered`
 */
export async function payByLink(ctx: Ctx, wish: Input<Api['orders.payByLink']>) {
  const { payLinkId } = await openPayLink(ctx, wish.link)
  await lockPayLink(ctx.sql, payLinkId)
  const link = await openPayLink(ctx, wish.link)
  const state = payLinkState(link, ctx.now)
  if (state !== 'open') throw refuse(problem.payLinkOver, { state })
  const { email, address, deliveryMethodId, locale, returnTo } = wish
  const choice = { country: address.country, deliveryMethodId, address }
  const { seller, lines, totals, regime, delivery, collectedAt } = await reckonLink(ctx, link, choice)
  if (!sameMoney(totals.total, unwire(wish.expectedTotal))) {
    throw refuse(problem.priceChanged, { totals: totalsWire(totals), discounts: [] })
  }
  const personId = callerId(ctx)
  await takeHolds(ctx, link)
  const { brandId, expiresAt: payBefore } = link
  const orderId = newId<'order'>(ctx.now)
  const number = `${prefixOf(seller.name)}-${await store.nextNumber(ctx.sql)}`
  const order = {
    ...{ orderId, brandId, personId, number, email, locale, returnTo, ...addressed(wish, collectedAt) },
    ...{ deliveryMethodId, totals, payBefore, shipsWith: null },
    ...{ taxRegime: regime, deliveryRateBp: delivery.taxRateBp },
  }
  await store.addOrder(ctx.sql, ctx.now, order)
  await store.addLines(ctx.sql, orderId, lines)
  await setLinkOrdered(ctx.sql, payLinkId, orderId)
  await noteOnOrder(ctx, { orderId, what: 'placed', detail: link.madeByName })
  await keepMethods(ctx.sql, seller)
  if (!collectedAt) await remember(ctx, address, wish.gift !== undefined)
  const intentId = await askForMoney(ctx, order, seller.name, wish)
  await orderPlaced.tell(ctx, { orderId, brandId, lines })
  return { orderId, number, intentId, payBefore: payBefore.toISOString() }
}

/** What was held by whoever made the link is now its buyer's. @throws Refusal `orders.holdExpired` */
async function takeHolds(ctx: Ctx, { lines, expiresAt }: PayLink): Promise<void> {
  const holdIds = lines.map(({ holdId }) => holdId)
  try {
    await extendHolds(ctx, holdIds, expiresAt)
  } catch (error) {
    const expired = error instanceof Refusal && error.problem.code === stockProblems.holdExpired.code
    throw expired ? refuse(problem.holdExpired, {}) : error
  }
  await moveHolds(ctx, holdIds, callerId(ctx))
}
