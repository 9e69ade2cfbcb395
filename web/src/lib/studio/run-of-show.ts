import type { Card } from '#src/modules/shows/events.ts'
import type { ShowState } from '#src/modules/shows/state.ts'

/** A product as its host prepared it. */
export type RunItem = { productId: string; talkingPoints: string; minutes: number }

/** A card of the stack: what the host says of a product, and what the room knows of it. */
export type StackItem = RunItem & { card: Card | undefined; pinned: boolean; sold: number; free: number }

/** The run-of-show with the room's live figures, in the host's order. */
export function stackOf(items: readonly RunItem[], show: ShowState): StackItem[] {
  return items.map((item) => {
    const card = show.shelf.find((one) => one.productId === item.productId)
    return {
      ...item,
      card,
      pinned: show.pinned.includes(item.productId),
      sold: show.sold[item.productId] ?? 0,
      free: card?.variants.reduce((sum, variant) => sum + variant.free, 0) ?? 0,
    }
  })
}

/** The list with the item at `from` put to `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, index) => index !== from)
  const item = list[from]
  if (item === undefined) return rest
  return [...rest.slice(0, to), item, ...rest.slice(to)]
}

/** Whether the shelf tells of other products, or another order, than this run-of-show: somebody changed it elsewhere. */
export function shelfDiffers(items: readonly RunItem[], show: ShowState): boolean {
  const shelf = show.shelf.map((card) => card.productId)
  return items.length !== shelf.length || items.some((item, index) => item.productId !== shelf[index])
}
