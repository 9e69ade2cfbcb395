import { createHash } from 'node:crypto'
import type { Ctx } from '../../ctx.ts'
import type { BrandId, PersonId, ShowId, VariantId } from '../../lib/ids.ts'
import { type Currency, money, wire } from '../../lib/money.ts'
import type { Sql } from '../../lib/sql.ts'
import { variantsForSale } from '../catalog/catalog.ts'
import { freeOf } from '../stock/stock.ts'
import type { Effect, Offer, Terms } from './apply.ts'
import type { ShownOffer } from './state.ts'
import * as store from './store.ts'

/** Of an address in small letters: enough to know it again. */
export const emailHashOf = (email: string): Buffer =>
  createHash('sha256').update(email.normalize('NFKC').trim().toLowerCase()).digest()

export type OffersWish = {
  brandId: BrandId
  currency: Currency
  personId: PersonId
  email: string | null
  /** In capitals. */
  code: string | null
}

/**
 * The promotions that a bag may get, as they stand for its buyer now: those that apply by themselves, and the one with
 * the code that was said. A purchase (`keep`) keeps the shows that are on air on air until it has committed.
 */
export async function offersFor(ctx: Ctx, wish: OffersWish, { keep = false } = {}): Promise<Offer[]> {
  const { brandId, personId, email, code } = wish
  const rows = await store.offersOf(ctx.sql, brandId, personId, code)
  if (rows.length === 0) return []
  const live = rows.some((row) => row.duringLive) ? await onAir(ctx.sql, brandId, keep) : new Set<ShowId>()
  const limited = rows.filter((row) => row.perBuyer !== null).map((row) => row.promotionId)
  const hash = email === null ? null : emailHashOf(email)
  const used = limited.length > 0 ? await store.usesByBuyer(ctx.sql, limited, personId, hash) : []
  const usesOf = new Map(used.map((row) => [row.promotionId, row.uses]))
  const gifts = await giftsAmong(ctx.sql, rows, wish.currency)
  return rows.map((row) => ({
    ...termsOf(row),
    onAir: isOnAir(row, live),
    usesLeft: row.usesMost === null ? null : row.usesMost - row.uses,
    perBuyer: row.perBuyer,
    buyerUsesLeft: row.perBuyer === null ? null : row.perBuyer - (usesOf.get(row.promotionId) ?? 0),
    budgetLeft: row.budgetMinor === null ? null : row.budgetMinor - row.spentMinor,
    gift: (row.giftVariantId && gifts.get(row.giftVariantId)) || null,
  }))
}

/** The shows of a brand that are on air. `keep`: they stay so until the transaction ends. */
export async function onAir(sql: Sql, brandId: BrandId, keep = false): Promise<Set<ShowId>> {
  const rows = await (keep ? store.liveShowsKept : store.liveShowsOf)(sql, brandId)
  return new Set(rows.map((row) => row.showId))
}

export const isOnAir = (row: Pick<store.PromotionRow, 'duringLive' | 'showId'>, live: ReadonlySet<ShowId>) => {
  if (!row.duringLive) return undefined
  return row.showId === null ? live.size > 0 : live.has(row.showId)
}

/** What each gift costs otherwise, while there is one left. */
async function giftsAmong(sql: Sql, rows: readonly store.PromotionRow[], currency: Currency) {
  const variantIds = rows.flatMap((row) => row.giftVariantId ?? [])
  if (variantIds.length === 0) return new Map<VariantId, never>()
  const free = await freeOf(sql, variantIds)
  const variants = await variantsForSale(sql, variantIds)
  return new Map(
    variants.flatMap(({ variantId, prices, state, isBundle }) => {
      const price = prices.find((one) => one.currency === currency)
      const there = price && state === 'published' && !isBundle && (free.get(variantId) ?? 0) > 0
      return there ? [[variantId, money(price.minor, currency)] as const] : []
    }),
  )
}

export function effectOf(row: store.PromotionRow): Effect {
  if (row.kind === 'percentage') return { kind: 'percentage', rateBp: row.rateBp! }
  if (row.kind === 'amount') return { kind: 'amount', off: money(row.offMinor!, row.currency) }
  return { kind: 'gift', variantId: row.giftVariantId! }
}

/** What applies by itself to purchases in a show while it is on air, to anybody. */
export async function offersShownIn(ctx: Ctx, { brandId, showId }: { brandId: BrandId; showId: ShowId }) {
  const rows = await store.openOffersOf(ctx.sql, brandId, showId, ctx.now)
  return rows.map((row): ShownOffer => {
    const effect = effectOf(row)
    return {
      ...{ promotionId: row.promotionId, title: row.title, productIds: row.productIds },
      ...{ newBuyersOnly: row.newBuyersOnly, duringLive: row.duringLive },
      effect: effect.kind === 'amount' ? { kind: 'amount', off: wire(effect.off) } : shownEffect(effect),
      least: row.leastMinor === null ? null : wire(money(row.leastMinor, row.currency)),
      startsAt: row.startsAt?.toISOString() ?? null,
      endsAt: row.endsAt?.toISOString() ?? null,
    }
  })
}

const shownEffect = (effect: Exclude<Effect, { kind: 'amount' }>) =>
  effect.kind === 'gift' ? { kind: 'gift' as const } : effect

const termsOf = (row: store.PromotionRow): Terms => ({
  promotionId: row.promotionId,
  title: row.title,
  effect: effectOf(row),
  productIds: row.productIds,
  alsoReduced: row.alsoReduced,
  least: row.leastMinor === null ? null : money(row.leastMinor, row.currency),
  newBuyersOnly: row.newBuyersOnly,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  code: row.code,
  combines: row.combines,
})
