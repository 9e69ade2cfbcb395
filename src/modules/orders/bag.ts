import { type Ctx, callerId } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { type BrandId, newId, type PersonId, type VariantId } from '../../lib/ids.ts'
import { type Currency, money, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { brandById } from '../accounts/accounts.ts'
import { accountProblems } from '../accounts/problems.ts'
import { type ListPrice, type Part, partsOf, type VariantForSale, variantsForSale } from '../catalog/catalog.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { moveIntents } from '../payments/payments.ts'
import { moveRedemptions, onAir } from '../promotions/promotions.ts'
import { freeOf, moveHolds, releaseHolds } from '../stock/stock.ts'
import * as bags from './bag-store.ts'
import type { ordersContract } from './contract.ts'
import { bundlePriceOf, goodsOf, type PartPriced, type Priced, unitPriceOf } from './price.ts'
import { orderProblems as problem } from './problems.ts'
import * as store from './store.ts'

type Api = typeof ordersContract

/** A line of a bag with what it costs now. */
export type BagItem = bags.BagLine &
  Omit<Priced, 'parts'> & { parts: BagPart[]; variant: VariantForSale; state: 'open' | 'held' | 'expired' }
/** What a bundle in the bag is made of. */
export type BagPart = PartPriced & { variant: VariantForSale }

const linesMost = 50

/** @throws Refusal `accounts.unknownBrand` */
export async function sellerOf(sql: Sql, brandId: BrandId) {
  const brand = await brandById(sql, brandId)
  if (!brand) throw refuse(accountProblems.unknownBrand, { brandId })
  return brand
}

const priceIn = (variant: VariantForSale, currency: Currency): ListPrice | undefined =>
  variant.prices.find((price) => price.currency === currency)

/**
 * Lines with their prices: a held line at its own, an open one at the catalogue's (for members, and while the show it
 * comes from is on air, at theirs). A line that cannot be bought any
 * more (its reservation is over, its product out of sale) is `expired`.
 */
export async function priceBag(
  ctx: Pick<Ctx, 'sql' | 'now' | 'who'>,
  lines: readonly bags.BagLine[],
  currency: Currency,
): Promise<BagItem[]> {
  const ids = lines.map((line) => line.variantId)
  const variants = new Map((await variantsForSale(ctx.sql, ids)).map((variant) => [variant.variantId, variant]))
  const bundles = [...variants.values()].filter((variant) => variant.isBundle).map((variant) => variant.variantId)
  const parts = bundles.length > 0 ? await partsOf(ctx.sql, bundles) : new Map<VariantId, Part[]>()
  const live = await liveAmong(ctx.sql, lines)
  const isMember = ctx.who.kind === 'person' && !ctx.who.guest
  return lines.flatMap((line): BagItem[] => {
    const variant = variants.get(line.variantId)
    const price = variant && priceIn(variant, currency)
    if (!variant) return []
    const common = { ...line, variant, taxRateBp: variant.taxRateBp, off: 0n, parts: [] }
    if (line.held) {
      const { unitPrice, compareAt, expiresAt } = line.held
      const state = expiresAt > ctx.now && unitPrice.currency === currency ? 'held' : 'expired'
      return [{ ...common, unitPrice, compareAt, origin: 'drop', state }]
    }
    const state = price && variant.state === 'published' ? 'open' : 'expired'
    const none = { minor: 0n, currency, memberMinor: null, liveMinor: null }
    const isLive = line.showId !== null && live.has(line.showId)
    const buyer = { isMember, isLive }
    if (variant.isBundle)
      return [bundleItem({ ...common, state }, price ?? none, parts.get(variant.variantId) ?? [], buyer)]
    return [{ ...common, ...unitPriceOf(price ?? none, buyer), state }]
  })
}

/** A bundle can be bought while each of its parts can. */
function bundleItem(
  line: Omit<BagItem, 'unitPrice' | 'compareAt' | 'origin'>,
  own: ListPrice,
  parts: readonly Part[],
  buyer: { isMember: boolean; isLive: boolean },
): BagItem {
  const { currency } = own
  const priced = parts.flatMap(({ variant, quantity }) => {
    const price = variant.state === 'published' && priceIn(variant, currency)
    return price ? [{ variant, quantity, price }] : []
  })
  const whole = priced.length === parts.length && parts.length > 0
  return {
    ...{ ...line, ...bundlePriceOf(own, priced, buyer), state: whole ? line.state : 'expired' },
    parts: priced.map(({ variant, quantity, price }) => ({
      ...{ variant, quantity, taxRateBp: variant.taxRateBp, unitPrice: money(price.minor, currency) },
    })),
  }
}

/** Which of the shows these lines come from are on air. */
async function liveAmong(sql: Sql, lines: readonly bags.BagLine[]) {
  const [line] = lines.filter((one) => one.showId !== null && !one.held)
  return line ? onAir(sql, line.brandId) : new Set<string>()
}

export const buyable = (items: readonly BagItem[]) => items.filter((item) => item.state !== 'expired')

/** What the caller is about to buy from a brand. */
export async function readBag(ctx: Ctx, { brandId }: Input<Api['orders.bag']>) {
  const { currency } = await sellerOf(ctx.sql, brandId)
  const items = await priceBag(ctx, await bags.bagOf(ctx.sql, callerId(ctx), brandId), currency)
  return { lines: items.map(lineView), items: wire(goodsOf(buyable(items), currency)) }
}

const lineView = (item: BagItem) => ({
  ...shownLine(item, item.variant),
  state: item.state,
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
  dropId: line.dropId,
})

/**
 * Puts a variant in the bag; nothing is reserved before checkout.
 * @throws Refusal `orders.bagFull`, `orders.soldOut`, `catalog.unknownVariant`, `catalog.noPrice`
 */
export async function addToBag(ctx: Ctx, { brandId, variantId, quantity, showId }: Input<Api['orders.addToBag']>) {
  const { currency } = await sellerOf(ctx.sql, brandId)
  const [variant] = await variantsForSale(ctx.sql, [variantId])
  if (!variant || variant.brandId !== brandId) throw refuse(catalogProblems.unknownVariant, { variantId })
  if (!priceIn(variant, currency)) throw refuse(catalogProblems.noPrice, { variantId, currency })
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
    showId: showId ?? null,
  })
  if ((await bags.countLines(ctx.sql, personId, brandId)) > linesMost) throw refuse(problem.bagFull)
  return { lineId }
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
