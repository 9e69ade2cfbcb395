import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type BrandId, newId, type PersonId, type ShowId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { type Currency, type Money, type MoneyWire, money, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { ok, pageFrom } from '../../lib/shapes.ts'
import { brandById } from '../accounts/accounts.ts'
import { assertAsIs, productsByIds, variantsForSale } from '../catalog/catalog.ts'
import { catalogProblems } from '../catalog/problems.ts'
import type { PromotionId } from './apply.ts'
import type { promotionsContract } from './contract.ts'
import { promotionsChanged } from './facts.ts'
import { effectOf, isOnAir, onAir } from './offers.ts'
import { promotionProblems as problem } from './problems.ts'
import * as store from './store.ts'

/** What a brand takes off its prices: which promotions there are, who gets which, and who has used them. */
export { type Applied, applyOffers, type Buyer, type NotApplied, type Offer, type PromotionId } from './apply.ts'
export { promotionsChanged } from './facts.ts'
export { offersFor, offersShownIn, onAir } from './offers.ts'
export { moveRedemptions, redeem, redeemAgain, releaseRedemptions } from './redeem.ts'
export { imbalances, newBuyerUses as newBuyerOffersOf } from './redeem-store.ts'
export { personalOf } from './store.ts'

type Api = typeof promotionsContract
type View = Output<Api['promotions.create']>
type Wish = Omit<Input<Api['promotions.change']>, 'promotionId'>

/** A show has gone on air: what goes with it counts from now on. */
export const showWentLive = async (ctx: Ctx, { showId, brandId }: { showId: ShowId; brandId: BrandId }) => {
  await store.addLiveShow(ctx.sql, showId, brandId, ctx.now)
}

/** A show has gone off air: what goes with it counts no longer. Waits for purchases that are being made with it. */
export const showWentOff = async (ctx: Ctx, { showId }: { showId: ShowId }) => {
  await store.removeLiveShow(ctx.sql, showId)
}

/** Promotions of a brand with their use, the newest first. */
export async function listPromotions(ctx: Ctx, { brandId, after, most }: Input<Api['promotions.list']>) {
  const ids = (await store.promotionIdsOf(ctx.sql, brandId, after ?? null, most + 1)).map((row) => row.promotionId)
  const rows = await store.promotionsByIds(ctx.sql, brandId, ids)
  const live = await onAir(ctx.sql, brandId)
  return pageFrom(
    rows.map((row) => viewOf(row, live)),
    most,
    (one) => one.promotionId,
  )
}

/** @throws Refusal `promotions.codeTaken`, `promotions.otherCurrency`, `catalog.unknownProduct`, `catalog.unknownVariant` */
export async function createPromotion(ctx: Ctx, { isOn, ...wish }: Input<Api['promotions.create']>): Promise<View> {
  const promotionId = newId<'promotion'>(ctx.now)
  const row = await rowOf(ctx, promotionId, wish)
  await saved(store.addPromotion(ctx.sql, ctx.now, isOn, row), wish.code)
  await promotionsChanged.tell(ctx, wish)
  return view(ctx, wish.brandId, promotionId)
}

/**
 * A sum that comes off one order of one person, by itself and whole: an order of goods for less leaves it for another.
 * The brand's list does not show it.
 */
export async function grantPersonal(
  ctx: Ctx,
  { brandId, personId, off, title }: { brandId: BrandId; personId: PersonId; off: Money; title: LocalText },
): Promise<PromotionId> {
  const promotionId = newId<'promotion'>(ctx.now)
  await store.addPromotion(ctx.sql, ctx.now, true, {
    ...{ promotionId, brandId, personId, title, currency: off.currency },
    ...{ kind: 'amount', offMinor: off.minor, rateBp: null, giftVariantId: null, leastMinor: off.minor },
    ...{ productIds: [], alsoReduced: true, newBuyersOnly: false, duringLive: false, showId: null },
    ...{ startsAt: null, endsAt: null, code: null, combines: true, usesMost: 1, perBuyer: null, budgetMinor: null },
  })
  return promotionId
}

/**
 * Replaces what is said of a promotion; orders keep what they got.
 * @throws Refusal `promotions.unknownPromotion`, `promotions.belowUse`, and what `createPromotion` throws
 */
export async function changePromotion(ctx: Ctx, wish: Input<Api['promotions.change']>): Promise<View> {
  const { brandId, promotionId } = wish
  const row = await rowOf(ctx, promotionId, wish)
  await lockedPromotion(ctx, brandId, promotionId)
  await saved(store.changePromotion(ctx.sql, row), wish.code)
  await promotionsChanged.tell(ctx, wish)
  return view(ctx, brandId, promotionId)
}

/** Switches a promotion on or off, at once. @throws Refusal `promotions.unknownPromotion` */
export async function turnPromotion(ctx: Ctx, wish: Input<Api['promotions.turn']>): Promise<typeof ok> {
  await lockedPromotion(ctx, wish.brandId, wish.promotionId)
  await store.turn(ctx.sql, wish.promotionId, wish.isOn)
  await promotionsChanged.tell(ctx, wish)
  return ok
}

/** The orders that used a promotion, the latest first. @throws Refusal `promotions.unknownPromotion` */
export async function readUses(ctx: Ctx, wish: Input<Api['promotions.uses']>): Promise<Output<Api['promotions.uses']>> {
  const { brandId, promotionId, after, most } = wish
  const [own] = await store.promotionsByIds(ctx.sql, brandId, [promotionId])
  if (!own) throw refuse(problem.unknownPromotion, { promotionId })
  const rows = await store.redemptionsOf(ctx.sql, promotionId, after ?? null, most + 1)
  const views = rows.map(({ minor, currency, at, ...row }) => ({
    ...{ ...row, at: at.toISOString() },
    amount: wire(money(minor, currency)),
  }))
  return pageFrom(views, most, (one) => one.redemptionId)
}

async function lockedPromotion(ctx: Ctx, brandId: BrandId, promotionId: PromotionId): Promise<void> {
  const row = await store.promotionLocked(ctx.sql, brandId, promotionId)
  if (!row) throw refuse(problem.unknownPromotion, { promotionId })
}

async function view(ctx: Ctx, brandId: BrandId, promotionId: PromotionId): Promise<View> {
  const [row] = await store.promotionsByIds(ctx.sql, brandId, [promotionId])
  return viewOf(row!, await onAir(ctx.sql, brandId))
}

/** What the constraints say, in words. */
async function saved(saving: Promise<void>, code: string | null): Promise<void> {
  try {
    await saving
  } catch (error) {
    const { constraint, code: sqlState } = error as { constraint?: string; code?: string }
    if (constraint === 'promotions_code') throw refuse(problem.codeTaken, { code })
    if (sqlState === '23514') throw refuse(problem.belowUse)
    throw error
  }
}

/** A wish as it is kept, if all it names is this brand's and in its currency. */
async function rowOf(ctx: Ctx, promotionId: PromotionId, wish: Wish): Promise<store.PromotionWish> {
  const { brandId, effect, least, budget, startsAt, endsAt } = wish
  const { currency } = (await brandById(ctx.sql, brandId))!
  const minorOf = (amount: MoneyWire | null) => {
    if (amount && amount.currency !== currency) throw refuse(problem.otherCurrency, { currency })
    return amount && BigInt(amount.minor)
  }
  await assertOurs(ctx, wish)
  return {
    ...{ promotionId, brandId, personId: null, currency, title: wish.title, kind: effect.kind },
    rateBp: effect.kind === 'percentage' ? effect.rateBp : null,
    offMinor: effect.kind === 'amount' ? minorOf(effect.off) : null,
    giftVariantId: effect.kind === 'gift' ? effect.variantId : null,
    ...{ productIds: wish.productIds, alsoReduced: wish.alsoReduced, leastMinor: minorOf(least) },
    ...{ newBuyersOnly: wish.newBuyersOnly, duringLive: wish.duringLive, showId: wish.showId },
    startsAt: startsAt === null ? null : new Date(startsAt),
    endsAt: endsAt === null ? null : new Date(endsAt),
    ...{ code: wish.code, combines: wish.combines, usesMost: wish.usesMost, perBuyer: wish.perBuyer },
    budgetMinor: minorOf(budget),
  }
}

async function assertOurs(ctx: Ctx, { brandId, effect, productIds }: Wish): Promise<void> {
  const products = await productsByIds(ctx.sql, productIds)
  const foreign = productIds.filter((one) => products.find((row) => row.productId === one)?.brandId !== brandId)
  if (foreign.length > 0) throw refuse(catalogProblems.unknownProduct, { productIds: foreign })
  if (effect.kind !== 'gift') return
  const [gift] = await variantsForSale(ctx.sql, [effect.variantId])
  if (gift?.brandId !== brandId) throw refuse(catalogProblems.unknownVariant, { variantId: effect.variantId })
  assertAsIs(gift)
}

function viewOf(row: store.PromotionRow, live: ReadonlySet<ShowId>): View {
  const { promotionId, title, productIds, alsoReduced, newBuyersOnly, duringLive, showId, code, combines } = row
  const { isOn, usesMost, perBuyer, uses, startsAt, endsAt } = row
  const effect = effectOf(row)
  const amount = (minor: bigint | null) => (minor === null ? null : wire(money(minor, row.currency as Currency)))
  return {
    ...{ promotionId, title, productIds, alsoReduced, newBuyersOnly, duringLive, showId, code, combines, isOn },
    effect: effect.kind === 'amount' ? { kind: 'amount', off: wire(effect.off) } : effect,
    ...{ usesMost, perBuyer, uses, least: amount(row.leastMinor), budget: amount(row.budgetMinor) },
    ...{ startsAt: startsAt?.toISOString() ?? null, endsAt: endsAt?.toISOString() ?? null },
    onAir: isOnAir(row, live) ?? null,
    spent: amount(row.spentMinor)!,
  }
}
