import { type Ctx, callerId } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { type BrandId, newId, type PersonId, type VariantId } from '../../lib/ids.ts'
import { type Currency, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { type VariantForSale, variantsForSale } from '../catalog/catalog.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { type Answer, answersOf, personalOf, surchargeOf, whyNotAnswers } from '../catalog/state.ts'
import { moveIntents } from '../payments/payments.ts'
import { moveRedemptions } from '../promotions/promotions.ts'
import { freeOf, moveHolds, releaseHolds } from '../stock/stock.ts'
import { type BagItem, buyable, isFinal, isKept, priceBag, priceIn, sellerOf } from './bag-items.ts'
import * as bags from './bag-store.ts'
import type { ordersContract } from './contract.ts'
import { goodsOf } from './price.ts'
import { orderProblems as problem } from './problems.ts'
import * as store from './store.ts'

type Api = typeof ordersContract

const linesMost = 50

/** What the caller is about to buy from a brand. */
export async function readBag(ctx: Ctx, { brandId }: Input<Api['orders.bag']>) {
  const { currency } = await sellerOf(ctx.sql, brandId)
  const items = await priceBag(ctx, await bags.bagOf(ctx.sql, callerId(ctx), brandId), currency)
  return { lines: items.map(lineView), items: wire(goodsOf(buyable(items), currency)) }
}

const lineView = (item: BagItem) => ({
  ...shownLine(item, item.variant),
  state: item.state,
  whyNot: item.whyNot,
  holdExpiresAt: item.held?.expiresAt.toISOString() ?? null,
  parts: item.parts.map(({ variant, quantity }) => shownPart(variant, quantity)),
})

const shownPart = ({ productId, variantId, title, options, pictureUrl }: VariantForSale, quantity: number) => ({
  ...{ productId, variantId, title, options, pictureUrl, quantity },
})

const shownLine = (line: BagItem, { sku, title, options, pictureUrl }: VariantForSale) => ({
  lineId: line.lineId,
  productId: line.productId,
  variantId: line.variantId,
  sku,
  title,
  options,
  pictureUrl,
  quantity: line.quantity,
  unitPrice: wire(line.unitPrice),
  compareAt: line.compareAt && wire(line.compareAt),
  origin: line.origin,
  off: wire({ minor: line.off, currency: line.unitPrice.currency }),
  showId: line.showId,
  popUpId: line.popUpId,
  dropId: line.dropId,
  personal: personalOf(line.variant.personalisation?.fields ?? [], line.personal),
  surcharge: wire({ minor: line.surcharge ?? 0n, currency: line.unitPrice.currency }),
  final: isFinal(line),
})

/**
 * What is asked for as it is kept. @throws Refusal `orders.notAsAsked` with the `faults`, `catalog.noPrice`
 */
function askedFor(
  { variantId, personalisation }: VariantForSale,
  asked: readonly Answer[],
  currency: Currency,
): Answer[] {
  const fields = personalisation?.fields ?? []
  const faults = whyNotAnswers(fields, asked)
  if (faults.length > 0) throw refuse(problem.notAsAsked, { variantId, faults })
  if (surchargeOf(fields, asked, currency) === undefined) throw refuse(catalogProblems.noPrice, { variantId, currency })
  return answersOf(fields, asked)
}

/**
 * Puts a variant in the bag; nothing is reserved before checkout.
 * @throws Refusal `orders.bagFull`, `orders.soldOut`, `orders.notAsAsked`, `orders.notSoldHere`, `catalog.unknownVariant`, `catalog.noPrice`
 */
export async function addToBag(ctx: Ctx, wish: Input<Api['orders.addToBag']>) {
  const { brandId, variantId, quantity, showId } = wish
  const { currency } = await sellerOf(ctx.sql, brandId)
  const [variant] = await variantsForSale(ctx.sql, [variantId])
  if (!variant || variant.brandId !== brandId) throw refuse(catalogProblems.unknownVariant, { variantId })
  if (!priceIn(variant, currency)) throw refuse(catalogProblems.noPrice, { variantId, currency })
  const personal = askedFor(variant, wish.personal ?? [], currency)
  const free = (await freeOf(ctx.sql, [variantId])).get(variantId) ?? 0
  if (variant.state !== 'published' || free < 1) throw refuse(problem.soldOut, { variantId })
  const personId = callerId(ctx)
  const lineId = await bags.putInBag(ctx.sql, ctx.now, {
    lineId: newId(ctx.now),
    personId,
    brandId,
    productId: variant.productId,
    variantId: variantId as VariantId,
    quantity,
    ...{ showId: showId ?? null, popUpId: wish.popUpId ?? null, personal },
  })
  await assertSold(ctx, personId, brandId, lineId, currency)
  if ((await bags.countLines(ctx.sql, personId, brandId)) > linesMost) throw refuse(problem.bagFull)
  return { lineId }
}

/** The line as it stands in the bag now. @throws Refusal `orders.notSoldHere` with `why` */
async function assertSold(ctx: Ctx, personId: PersonId, brandId: BrandId, lineId: bags.LineId, currency: Currency) {
  const lines = (await bags.bagOf(ctx.sql, personId, brandId)).filter((line) => line.lineId === lineId)
  const [item] = await priceBag(ctx, lines, currency)
  if (item?.whyNot && isKept(item.whyNot)) throw refuse(problem.notSoldHere, { why: item.whyNot, lines: [lineId] })
}

/**
 * Changes how many of a line; 0 takes it out, and gives a claimed unit back.
 * @throws Refusal `orders.unknownLine`, `orders.lineHeld`
 */
export async function changeLine(ctx: Ctx, { lineId, quantity }: Input<Api['orders.changeLine']>): Promise<void> {
  const line = await bags.lockedLine(ctx.sql, lineId, callerId(ctx))
  if (!line) throw refuse(problem.unknownLine, { lineId })
  if (quantity === line.quantity) return
  if (quantity > 0) {
    if (line.held) throw refuse(problem.lineHeld, { lineId })
    return bags.setQuantity(ctx.sql, lineId, quantity)
  }
  await bags.removeLines(ctx.sql, [lineId])
  if (line.held) await releaseHolds(ctx, [line.held.holdId])
}

/** Puts claimed units in the bags of those who won them, at their live price: one statement for all. */
export async function addHeldLines(sql: Sql, now: Date, lines: readonly bags.HeldLine[]): Promise<void> {
  if (lines.length > 0) await bags.insertHeldLines(sql, now, lines)
}

/** A guest has become an account: bag, holds, orders and payments come along. */
export async function mergeBag(ctx: Ctx, { guestId, personId }: { guestId: PersonId; personId: PersonId }) {
  const holdIds = await bags.holdIdsOf(ctx.sql, guestId)
  await moveIntents(ctx, { guestId, personId })
  await store.setPerson(ctx.sql, guestId, personId)
  await bags.addUpBags(ctx.sql, guestId, personId)
  await bags.moveBag(ctx.sql, guestId, personId)
  await moveRedemptions(ctx, { guestId, personId })
  // Last, as in a checkout: orders and bags before holds.
  await moveHolds(ctx, holdIds, personId)
}
