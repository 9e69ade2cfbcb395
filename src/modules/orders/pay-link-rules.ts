import type { CancelledBy, OrderState } from './decide.ts'
import type { payLinkStates } from './pay-link-contract.ts'

export type PayLinkState = (typeof payLinkStates)[number]

/** A pay link, as far as what may be done with it depends on it; `order`: what became of it once it was filled in. */
export type LinkStanding = {
  expiresAt: Date
  cancelledAt: Date | null
  order: { state: OrderState; cancelledBy: CancelledBy | null } | null
}

/** `open` until its time is over, to the millisecond; once it is filled in its order says how it stands. */
export function payLinkState({ expiresAt, cancelledAt, order }: LinkStanding, now: Date): PayLinkState {
  if (cancelledAt) return 'cancelled'
  if (!order) return now < expiresAt ? 'open' : 'expired'
  if (order.state === 'unpaid') return now < expiresAt ? 'ordered' : 'expired'
  if (order.state === 'cancelled') return order.cancelledBy === 'time' ? 'expired' : 'cancelled'
  return 'paid'
}

/** What calling it off means: its units go back, its order is called off, or it is too late for that. */
export function onCancelLink(state: PayLinkState): 'release' | 'cancelOrder' | 'refuse' {
  if (state === 'open') return 'release'
  return state === 'ordered' ? 'cancelOrder' : 'refuse'
}
