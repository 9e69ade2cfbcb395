import type { Drop } from '#src/modules/drops/state.ts'
import type { Card, CardVariant } from '#src/modules/shows/events.ts'

/** A price as it is shown, with the ordinary one where it is more. */
export type ShownPrice = CardVariant['price'] & { formerMinor?: string }

/** What a variant costs in a show: while the show is live, its live price. */
export const priceOfVariant = (
  { price, livePrice }: Pick<CardVariant, 'price' | 'livePrice'>,
  live: boolean,
): ShownPrice => (live && livePrice ? { ...livePrice, formerMinor: price.minor } : price)

/** The lowest price of a product's variants: what its card says. */
export const priceOf = (card: Pick<Card, 'variants'>, live = false): ShownPrice =>
  card.variants
    .map((variant) => priceOfVariant(variant, live))
    .reduce((low, one) => (BigInt(one.minor) < BigInt(low.minor) ? one : low))

/** Units that can be bought, over all variants. */
export const freeOf = (card: Pick<Card, 'variants'>): number => card.variants.reduce((sum, { free }) => sum + free, 0)

/** How many pieces a set has; 0: it is none. */
export const piecesOf = (card: Pick<Card, 'variants'>): number =>
  (card.variants[0]?.parts ?? []).reduce((sum, { quantity }) => sum + quantity, 0)

/** The options of a variant in words: `ivory, large`. */
export const optionsText = (options: Record<string, string>): string => Object.values(options).join(', ')

/** How long a unit of this drop is held in all, ms. */
export const holdSpanMs = (drops: readonly Drop[], dropId: string | null): number =>
  (drops.find((drop) => drop.dropId === dropId)?.holdSeconds ?? 300) * 1000
