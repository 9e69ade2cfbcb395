import type { Place } from '../pages.ts'

export const orderStates = ['unpaid', 'paid', 'sent', 'cancelled', 'refunded'] as const
export type OrderState = (typeof orderStates)[number]

const anId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Which orders the URL asks for. What it says wrongly, it does not say. */
export function orderFilterOf(url: Place): { state?: OrderState; showId?: string; search?: string } {
  const asked = (name: string) => url.searchParams.get(name) ?? ''
  const state = orderStates.find((one) => one === asked('state'))
  return {
    ...(state && { state }),
    ...(anId.test(asked('show')) && { showId: asked('show') }),
    ...(asked('search') && { search: asked('search').slice(0, 100) }),
  }
}
