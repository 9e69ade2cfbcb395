import type { Place } from '../pages.ts'

export const orderStates = ['unpaid', 'paid', 'sent', 'cancelled', 'refunded'] as const
export type OrderState = (typeof orderStates)[number]

const anId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const spans = ['1', '7', '30', '365'] as const
const dayMs = 86_400_000

/** Which orders the URL asks for. What it says wrongly, it does not say. */
export function orderFilterOf(
  url: Place,
  now: number = Date.now(),
): { state?: OrderState; showId?: string; search?: string; from?: string } {
  const asked = (name: string) => url.searchParams.get(name) ?? ''
  const state = orderStates.find((one) => one === asked('state'))
  const days = spans.find((one) => one === asked('days'))
  // Whole hours: the same page asks the same twice.
  const from = days && new Date(Math.floor((now - Number(days) * dayMs) / 3_600_000) * 3_600_000).toISOString()
  return {
    ...(from && { from }),
    ...(state && { state }),
    ...(anId.test(asked('show')) && { showId: asked('show') }),
    ...(asked('search') && { search: asked('search').slice(0, 100) }),
  }
}
