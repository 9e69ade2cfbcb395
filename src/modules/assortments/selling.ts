import type { Ctx } from '../../ctx.ts'
import type { BrandId, ProductId, VariantId } from '../../lib/ids.ts'
import { onAir } from '../promotions/promotions.ts'
import { popUpState, type SaleRule, type WhyNotSoldHere, whyNotSold } from './state.ts'
import * as store from './store.ts'

/** Something somebody wants to buy, and where they found it. */
type Wanted = {
  brandId: BrandId
  /** With all that is in it, where it is a bundle: each must be sold there. */
  variants: readonly { variantId: VariantId; productId: ProductId }[]
  showId: string | null
  popUpId: string | null
}

/**
 * Why each of these is not sold to the caller where they found it; undefined where it is. Nothing is asked that nobody
 * keeps. `keep`, for a purchase: shows that are on air and hours of pop-up shops stay so until the transaction ends.
 */
export async function whyNotSoldTo(
  ctx: Pick<Ctx, 'sql' | 'now' | 'who'>,
  wanted: readonly Wanted[],
  { keep = false } = {},
): Promise<(WhyNotSoldHere | undefined)[]> {
  const none = wanted.map(() => undefined)
  const productIds = new Set(wanted.flatMap(({ variants }) => variants.map((one) => one.productId)))
  const rules = productIds.size > 0 ? await store.rulesOfProducts(ctx.sql, [...productIds]) : []
  if (rules.length === 0) return none
  const live = rules.some((rule) => rule.liveOnly) ? await onAir(ctx.sql, wanted[0]!.brandId, keep) : new Set<string>()
  const named = [...new Set(wanted.flatMap(({ popUpId }) => popUpId ?? []))]
  const popUps = named.length > 0 ? await store.popUpsByIds(ctx.sql, named, keep) : []
  const isMember = ctx.who.kind === 'person' && !ctx.who.guest
  const ruleOf = (variant: { variantId: VariantId; productId: ProductId }): SaleRule | undefined =>
    rules.find((rule) => rule.variantId === variant.variantId) ??
    rules.find((rule) => rule.productId === variant.productId && rule.variantId === null)
  return wanted.map(({ variants, showId, popUpId, brandId }) => {
    const [found] = popUps.filter((one) => one.popUpId === popUpId && one.brandId === brandId)
    const isOpen = found && popUpState(found, ctx.now) === 'open'
    // What is shown is the bundle: where it is sold, its pieces are found.
    const sold = isOpen && found.productIds.includes(variants[0]!.productId)
    const place = { showId, onAir: live, openPopUpId: sold ? found.popUpId : null, isMember }
    for (const variant of variants) {
      const rule = ruleOf(variant)
      const why = rule && whyNotSold(rule, place)
      if (why) return why
    }
    return undefined
  })
}
