import type { Ctx } from '../../ctx.ts'
import { type HoldId, newId } from '../../lib/ids.ts'
import { Refusal, refuse } from '../../lib/problems.ts'
import type { VariantForSale } from '../catalog/catalog.ts'
import { personalOf } from '../catalog/state.ts'
import { stockProblems } from '../stock/problems.ts'
import { extendHolds, holdVariants } from '../stock/stock.ts'
import { type BagItem, type BagPart, isFinal } from './bag-items.ts'
import type { LineId } from './bag-store.ts'
import { type Priced, takenApart } from './price.ts'
import { orderProblems as problem } from './problems.ts'
import type * as store from './store.ts'

/** A line of an order to be: one of the bag, or a part of a bundle in it. */
export type Sold = Priced & { lineId: LineId; item: BagItem; variant: VariantForSale; bundle: store.Bundle | null }

/** A line of the bag as the order has it: a bundle as its parts. */
export function soldAs(item: BagItem, lineId: () => LineId): Sold[] {
  if (item.parts.length === 0) return [{ ...item, item, bundle: null }]
  const { productId, variantId, title, options, pictureUrl } = item.variant
  const bundle = { lineId: item.lineId, productId, variantId, title, options, pictureUrl, quantity: item.quantity }
  return takenApart(item).map((part, i) => {
    const { variant }: BagPart = item.parts[i]!
    return { ...part, item, variant, lineId: lineId(), bundle }
  })
}

/**
 * Claimed units are kept until the order must be paid, the others are taken now: all or nothing, a bundle's parts too.
 * @throws Refusal `orders.holdExpired` and `orders.soldOut` with the `lines` of the bag
 */
export async function reserve(ctx: Ctx, wanted: readonly Sold[], until: Date): Promise<Map<Sold, HoldId>> {
  const holdIds = new Map(wanted.map((sold) => [sold, sold.item.held?.holdId ?? newId<'hold'>(ctx.now)]))
  const open = wanted.filter(({ item }) => !item.held)
  const linesWith = (hit: (sold: Sold) => boolean) => ({
    lines: [...new Set(wanted.filter(hit).map(({ item }) => item.lineId))],
  })
  try {
    const claimed = wanted.flatMap(({ item }) => (item.held ? [item.held.holdId] : []))
    if (claimed.length > 0) await extendHolds(ctx, claimed, until)
    await holdVariants(
      ctx,
      open.map((sold) => ({
        ...{ holdId: holdIds.get(sold)!, variantId: sold.variant.variantId, personId: sold.item.personId },
        ...{ quantity: sold.quantity, expiresAt: until },
      })),
    )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code } = error.problem
    if (code === stockProblems.holdExpired.code) {
      const expired = (error.details?.holdIds ?? []) as HoldId[]
      throw refuse(
        problem.holdExpired,
        linesWith((sold) => expired.includes(holdIds.get(sold)!)),
      )
    }
    if (code !== stockProblems.notEnough.code) throw error
    const variants = (error.details?.variants ?? []) as { variantId: string; free: number }[]
    const short = linesWith(
      ({ item, variant }) => !item.held && variants.some((one) => one.variantId === variant.variantId),
    )
    throw refuse(problem.soldOut, { ...short, variants })
  }
  return holdIds
}

/** Everything of a line as the order keeps it for good. @param assumed what a piece counts as that nobody has weighed */
export const frozen = ({ item, variant, ...sold }: Sold, holdId: HoldId, assumed: number | null): store.FrozenLine => ({
  lineId: sold.lineId,
  productId: variant.productId,
  variantId: variant.variantId,
  sku: variant.sku,
  title: variant.title,
  options: variant.options,
  pictureUrl: variant.pictureUrl,
  quantity: sold.quantity,
  unitPrice: sold.unitPrice,
  compareAt: sold.compareAt,
  off: sold.off,
  origin: sold.origin,
  // A bundle's pieces are sold as they are.
  ...(sold.bundle ? asItIs : madeFor(item, sold.surcharge ?? 0n)),
  taxRateBp: sold.taxRateBp,
  showId: item.showId,
  popUpId: item.popUpId,
  dropId: item.dropId,
  holdId,
  bundle: sold.bundle,
  weightGrams: sold.origin === 'gift' ? 0 : (variant.weightGrams ?? assumed),
})

const asItIs = { personal: [], surcharge: 0n, final: false }

/** What was asked for in the brand's words of today, what that costs, and whether it is for good. */
const madeFor = (item: BagItem, surcharge: bigint) => ({
  personal: personalOf(item.variant.personalisation?.fields ?? [], item.personal),
  ...{ surcharge, final: isFinal(item) },
})
