import type { LocalText } from '#src/lib/local-text.ts'

/** What the cards of an article can show: products by their id, and the shows of the brand. */
export type Shelf = {
  products: Record<string, { title: LocalText; pictureUrl: string | null }>
  shows: readonly { showId: string; title: LocalText; startsAt: string | null }[]
}
