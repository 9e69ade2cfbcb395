import type { VariantId } from '../../lib/ids.ts'
import type { MoneyWire } from '../../lib/money.ts'
import { type Refusal, refuse } from '../../lib/problems.ts'
import { catalogProblems as problem } from './problems.ts'

/** A price on the wire, with what some pay less: members, and whoever buys in a show while it is live. */
export type PriceWire = MoneyWire & { memberMinor?: string | undefined; liveMinor?: string | undefined }

export type VariantWish = {
  variantId?: VariantId | undefined
  sku: string
  options: Record<string, string>
  prices: readonly PriceWire[]
  /** What a bundle is made of; absent: as it was, and for a new variant nothing. */
  parts?: readonly { variantId: VariantId; quantity: number }[] | undefined
  /** Null: not known; absent: as it was. */
  weightGrams?: number | null | undefined
}

/** Two option sets are the same whatever the order they are written in. */
export const optionsKey = (options: Record<string, string>): string => JSON.stringify(Object.entries(options).sort())

/** What appears a second time. */
function repeated<T>(things: readonly T[]): T[] {
  const seen = new Set<T>()
  return things.filter((thing) => {
    if (seen.has(thing)) return true
    seen.add(thing)
    return false
  })
}

/**
 * Why these cannot be made of what they name. Parts are other variants of the brand that are no bundles (`singles`); and
 * what is a bundle stays one: a bundle has no units of its own, and nobody may lose some by a form.
 */
export function whyNotParts(
  wishes: readonly VariantWish[],
  bundles: ReadonlySet<VariantId>,
  singles: ReadonlySet<VariantId>,
): { code: 'unknownPart' | 'bundleForGood'; variantIds: VariantId[] } | undefined {
  const unknown = wishes.flatMap(({ variantId, parts = [] }) =>
    parts.map((part) => part.variantId).filter((part) => !singles.has(part) || part === variantId),
  )
  if (unknown.length > 0) return { code: 'unknownPart', variantIds: unknown }
  const turned = wishes.flatMap(({ variantId, parts }) =>
    variantId && parts && bundles.has(variantId) !== parts.length > 0 ? [variantId] : [],
  )
  return turned.length > 0 ? { code: 'bundleForGood', variantIds: turned } : undefined
}

/** Why these cannot be the variants of one product that has `known` ones; undefined when they can. */
export function whyNotVariants(
  wishes: readonly VariantWish[],
  known: ReadonlySet<VariantId> = new Set(),
): Refusal | undefined {
  const named = wishes.flatMap((wish) => wish.variantId ?? [])
  const foreign = [...named.filter((variantId) => !known.has(variantId)), ...repeated(named)]
  if (foreign.length > 0) return refuse(problem.unknownVariant, { variantIds: foreign })
  const skus = repeated(wishes.map((wish) => wish.sku))
  if (skus.length > 0) return refuse(problem.skuTaken, { skus })
  if (repeated(wishes.map((wish) => optionsKey(wish.options))).length > 0) return refuse(problem.sameOptions)
  return undefined
}
