import type { Drop } from '#src/modules/drops/state.ts'
import type { Card, CardVariant } from '#src/modules/shows/events.ts'

/** The lowest price of a product's variants: what its card says. */
export function priceOf(card: Pick<Card, 'variants'>): CardVariant['price'] {
  return card.variants
    .map(({ price }) => price)
    .reduce((low, one) => (BigInt(one.minor) < BigInt(low.minor) ? one : low))
}

/** Units that can be bought, over all variants. */
export const freeOf = (card: Pick<Card, 'variants'>): number => card.variants.reduce((sum, { free }) => sum + free, 0)

/** The options of a variant in words: `ivory, large`. */
export const optionsText = (options: Record<string, string>): string => Object.values(options).join(', ')

/** How long a unit of this drop is held in all, ms. */
export const holdSpanMs = (drops: readonly Drop[], dropId: string | null): number =>
  (drops.find((drop) => drop.dropId === dropId)?.holdSeconds ?? 300) * 1000
