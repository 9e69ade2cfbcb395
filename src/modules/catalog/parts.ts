import type * as z from 'zod'
import type { BrandId, ProductId, VariantId } from '../../lib/ids.ts'
import { wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import type { productView } from './contract.ts'
import { type VariantWish, whyNotParts } from './decide.ts'
import { type VariantForSale, variantsForSale } from './for-sale.ts'
import * as store from './parts-store.ts'
import { catalogProblems as problem } from './problems.ts'

/** So many units of a variant in one unit of a bundle. */
export type Part = { variant: VariantForSale; quantity: number }

/** What bundles among these variants are made of, in order; a variant that is no bundle is not in the map. */
export async function partsOf(sql: Sql, variantIds: readonly string[]): Promise<Map<VariantId, Part[]>> {
  const rows = await store.partRows(sql, variantIds)
  if (rows.length === 0) return new Map()
  const variants = await variantsForSale(sql, [...new Set(rows.map((row) => row.partId))])
  const byId = new Map(variants.map((variant) => [variant.variantId, variant]))
  const parts = rows.map(({ variantId, partId, quantity }) => ({ variantId, variant: byId.get(partId)!, quantity }))
  return Map.groupBy(parts, (part) => part.variantId)
}

type PartView = z.output<typeof productView>['variants'][number]['parts'][number]

/** The same, as everybody may see it. */
export async function partViews(sql: Sql, variantIds: readonly string[]): Promise<Map<VariantId, PartView[]>> {
  if (variantIds.length === 0) return new Map()
  const views = (await partsOf(sql, variantIds)).entries().map(([id, parts]) => [id, parts.map(partView)] as const)
  return new Map(views)
}

function partView({ variant, quantity }: Part): PartView {
  const { variantId, productId, sku, title, options, pictureUrl, prices } = variant
  return {
    ...{ variantId, productId, sku, title, options, pictureUrl, quantity },
    prices: prices.map(({ memberMinor, liveMinor, ...price }) => ({
      ...wire(price),
      ...(memberMinor !== null && { memberMinor: memberMinor.toString() }),
      ...(liveMinor !== null && { liveMinor: liveMinor.toString() }),
    })),
  }
}

/** The bundles on sale that one of these variants is a part of: what is left of them changes with it. */
export const bundlesWith = (
  sql: Sql,
  variantIds: readonly string[],
): Promise<{ variantId: VariantId; productId: ProductId }[]> => store.bundlesOfParts(sql, variantIds)

/** @throws catalog.unknownPart with `variantIds`, catalog.bundleForGood */
export async function assertParts(
  sql: Sql,
  brandId: BrandId,
  wishes: readonly VariantWish[],
  known: ReadonlySet<VariantId>,
): Promise<void> {
  const wanted = wishes.flatMap((wish) => wish.parts?.map((part) => part.variantId) ?? [])
  const singles = wanted.length > 0 ? await store.singlesAmong(sql, brandId, wanted) : []
  const bundles = new Set((await store.partRows(sql, [...known])).map((row) => row.variantId))
  const why = whyNotParts(wishes, bundles, new Set(singles.map((row) => row.variantId)))
  if (why) throw refuse(problem[why.code], { variantIds: why.variantIds })
}

/** Writes down what is said of parts; a bundle of which nothing is said stays as it is. */
export async function saveParts(
  sql: Sql,
  variants: readonly { variantId: VariantId; parts?: VariantWish['parts'] }[],
): Promise<void> {
  const rows = variants.flatMap(({ variantId, parts = [] }) =>
    parts.map((part) => ({ variantId, partId: part.variantId, quantity: part.quantity })),
  )
  if (rows.length > 0) await store.setParts(sql, rows)
}
