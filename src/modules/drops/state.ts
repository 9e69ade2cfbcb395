import type { DropEvent, DropEvents } from './events.ts'

export type Drop = DropEvents['drop.announced'] & {
  free: number
  held: number
  sold: number
  /** How long the first sell-out took; null until then. */
  soldOutAfterMs: number | null
  closed: boolean
  /** Numbers given to those who want one, and how many of them wait. */
  tickets: number
  waiting: number
  /** The seed, once the draw is over. */
  seed: string | null
}
export type DropsState = { drops: Drop[] }

export const noDrops: DropsState = { drops: [] }

/** Folds one event. Never changes `state`. */
export function evolveDrops(state: DropsState, event: DropEvent): DropsState {
  if (event.type === 'drop.announced') {
    const units = { free: event.body.quantity, held: 0, sold: 0, soldOutAfterMs: null }
    const drop = { ...event.body, ...units, closed: false, tickets: 0, waiting: 0, seed: null }
    return { drops: [...state.drops, drop] }
  }
  return {
    drops: state.drops.map((drop) => (drop.dropId === event.body.dropId ? changed(drop, event) : drop)),
  }
}

function changed(drop: Drop, event: Exclude<DropEvent, { type: 'drop.announced' }>): Drop {
  switch (event.type) {
    case 'drop.stockChanged':
      return { ...drop, free: event.body.free, held: event.body.held, sold: event.body.sold }
    case 'drop.soldOut':
      return { ...drop, soldOutAfterMs: drop.soldOutAfterMs ?? event.body.afterMs }
    case 'drop.lineChanged':
      return { ...drop, tickets: event.body.tickets, waiting: event.body.waiting }
    case 'drop.drawn':
      return { ...drop, seed: event.body.seed }
    case 'drop.served':
      return drop
    case 'drop.closed':
      return { ...drop, closed: true }
  }
}

export type DropPhase = 'announced' | 'drawing' | 'open' | 'soldOut' | 'closed'

/** When the draw is over and the line is served, ms; the opening itself where there is no draw. */
export const servedFromMs = (drop: Pick<Drop, 'opensAt' | 'fairSeconds'>) =>
  Date.parse(drop.opensAt) + (drop.fairSeconds ?? 0) * 1000

/** Where a drop is at `now` (the server's clock, in ms). Opening is a matter of time alone: no event is needed. */
export function phaseOf(drop: Drop, now: number): DropPhase {
  if (drop.closed) return 'closed'
  if (now < Date.parse(drop.opensAt)) return 'announced'
  if (now < servedFromMs(drop)) return 'drawing'
  return drop.free > 0 ? 'open' : 'soldOut'
}

/** What wanting one means at `now`: a place in the line, or a unit at once. */
export const wantsTicket = (drop: Drop, now: number): boolean =>
  now < servedFromMs(drop) || drop.waiting > 0 || drop.free === 0
