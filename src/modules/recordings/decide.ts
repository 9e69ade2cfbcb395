import type { LoggedEvent } from '../../lib/log.ts'

/** A stretch of the show in which one product was explained. Wall clock, ms. */
export type Explained = { productId: string; fromMs: number; toMs: number }

const explainedMsLeast = 2000 // A pin by mistake is taken away at once.

/** Who explains: from its pin until it is taken away, another one is pinned, or the show is over (D9). */
export function explained(events: readonly LoggedEvent[], endedAtMs: number): Explained[] {
  const found: Explained[] = []
  let now: Explained | undefined
  const close = (toMs: number) => {
    if (now && toMs - now.fromMs >= explainedMsLeast) found.push({ ...now, toMs })
    now = undefined
  }
  for (const event of events) {
    const atMs = Date.parse(event.at)
    const { productId } = event.body as { productId?: string }
    if (event.type === 'product.pinned') {
      close(atMs)
      now = { productId: productId!, fromMs: atMs, toMs: endedAtMs }
    } else if (event.type === 'show.ended') close(atMs)
    else if ((event.type === 'product.unpinned' || event.type === 'product.unlisted') && productId === now?.productId)
      close(atMs)
  }
  close(endedAtMs)
  return found
}

const told = new Set(['product.pinned', 'product.unpinned', 'picture.lost', 'picture.returned'])

/** What of the show's log a replay shows again: shelf, stock and sales are shown as they are today. */
export const replayed = (events: readonly LoggedEvent[]): LoggedEvent[] =>
  events.filter((event) => told.has(event.type) || event.type.startsWith('drop.'))
