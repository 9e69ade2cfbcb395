import type { DropEvent, DropEvents } from './events.ts'

export type Drop = DropEvents['drop.announced'] & {
  free: number
  held: number
  sold: number
  /** How long the first sell-out took; null until then. */
  soldOutAfterMs: number | null
  closed: boolean
}
export type DropsState = { drops: Drop[] }

export const noDrops: DropsState = { drops: [] }

/** Folds one event. Never changes `state`. */
export function evolveDrops(state: DropsState, event: DropEvent): DropsState {
  if (event.type === 'drop.announced') {
    const drop = { ...event.body, free: event.body.quantity, held: 0, sold: 0, soldOutAfterMs: null, closed: false }
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
    case 'drop.closed':
      return { ...drop, closed: true }
  }
}

export type DropPhase = 'announced' | 'open' | 'soldOut' | 'closed'

/** Where a drop is at `now` (the server's clock, in ms). Opening is a matter of time alone: no event is needed. */
export function phaseOf(drop: Drop, now: number): DropPhase {
  if (drop.closed) return 'closed'
  if (now < Date.parse(drop.opensAt)) return 'announced'
  return drop.free > 0 ? 'open' : 'soldOut'
}
