import type { BrandId, ProductId, VariantId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { type Money, unwire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import type { Personalisation } from './personalisation-store.ts'
import { catalogProblems as problem } from './problems.ts'
import * as store from './store.ts'

/** Where a picture is, at most 1600 pixels on its longer side, or 400. */
export const pictureUrl = (pictureId: string, side: 1600 | 400 = 1600): string =>
  `/pictures/${pictureId}${side === 400 ? '-400' : ''}.webp`

/** What a variant costs in a currency, and what some pay less; null: the same. */
export type ListPrice = Money & { memberMinor: bigint | null; liveMinor: bigint | null }

const lower = (digits: string | undefined) => (digits === undefined ? null : BigInt(digits))

/** A variant as a bag, an order or a drop needs it. */
export type VariantForSale = {
  variantId: VariantId
  productId: ProductId
  brandId: BrandId
  sku: string
  options: Record<string, string>
  title: LocalText
  pictureUrl: string | null
  prices: ListPrice[]
  taxRateBp: number
  /** One unit, packed; null: not known. Of a bundle: see its parts. */
  weightGrams: number | null
  /** It has no units of its own, only those of its parts. */
  isBundle: boolean
  /** What may be engraved on it or chosen for it; null: nothing. */
  personalisation: Personalisation | null
  /** Only `published` can be bought. */
  state: store.ProductState
}

/** Variants in the order of `variantIds`, whatever their state; those that do not exist are left out. */
export async function variantsForSale(sql: Sql, variantIds: readonly string[]): Promise<VariantForSale[]> {
  const rows = await store.variantsWithProduct(sql, variantIds)
  return rows.map(({ pictureId, prices, ...row }) => ({
    ...row,
    pictureUrl: pictureId && pictureUrl(pictureId),
    prices: prices.map((price) => ({
      ...unwire(price),
      ...{ memberMinor: lower(price.memberMinor), liveMinor: lower(price.liveMinor) },
    })),
  }))
}

/**
 * Drops, auctions and gifts are sold as they are: what needs its buyer's answers cannot be one.
 * @throws Refusal `catalog.needsAnswers`
 */
export function assertAsIs({ variantId, personalisation }: VariantForSale): void {
  if (personalisation?.fields.some(({ required }) => required)) throw refuse(problem.needsAnswers, { variantId })
}
