import type { LocalText } from '#src/lib/local-text.ts'

export interface Level {
  variantId: string
  free: number
  held: number
  sold: number
  inDrops: number
}

export interface StockedProduct {
  productId: string
  title: LocalText
  pictures: readonly { url: string }[]
  variants: readonly { variantId: string; sku: string; options: Record<string, string>; parts?: readonly unknown[] }[]
}

export interface StockRow extends Level {
  productId: string
  title: LocalText
  pictureUrl: string | null
  sku: string
  /** `ivory, large`; empty for the only variant of a product. */
  options: string
  /** Its stock is that of its parts. */
  isBundle: boolean
}

/** From how many free units on somebody should order more. */
export const lowFrom = 5

/** Every variant with its level, in the order of the products. A variant nobody ever counted has nothing. */
export function stockRows(products: readonly StockedProduct[], levels: readonly Level[]): StockRow[] {
  const byVariant = new Map(levels.map((level) => [level.variantId, level]))
  return products.flatMap(({ productId, title, pictures, variants }) =>
    variants.map(({ variantId, sku, options, parts = [] }) => ({
      ...(byVariant.get(variantId) ?? { variantId, free: 0, held: 0, sold: 0, inDrops: 0 }),
      ...{ productId, title, sku, pictureUrl: pictures[0]?.url ?? null },
      options: Object.values(options).join(', '),
      isBundle: parts.length > 0,
    })),
  )
}

/** Variants that run low, the emptiest first, at most `most`. */
export const lowOf = (products: readonly StockedProduct[], levels: readonly Level[], most = 6): StockRow[] =>
  stockRows(products, levels)
    .filter(({ free }) => free <= lowFrom)
    .sort((a, b) => a.free - b.free)
    .slice(0, most)
