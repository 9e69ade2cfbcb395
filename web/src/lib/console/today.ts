import { add, type Currency, type Money, unwire } from '../../../../src/lib/money.ts'

export interface PlacedOrder {
  state: 'unpaid' | 'paid' | 'sent' | 'cancelled' | 'refunded'
  placedAt: string
  lines: readonly { quantity: number }[]
  totals: { total: { minor: string; currency: Currency } }
}

export interface Today {
  orders: number
  units: number
  /** What was paid and not given back, one amount for each currency. */
  revenue: Money[]
}

/** The calendar day a moment falls on in a time zone, as `2026-11-21`. */
export const dayOf = (at: string | number | Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(at))

/** What the day `now` falls on has sold: orders that were paid, whether sent or not. Refunds do not count. */
export function salesOfDay(orders: readonly PlacedOrder[], now: Date, timeZone: string): Today {
  const today = dayOf(now, timeZone)
  const paid = orders.filter(
    ({ state, placedAt }) => (state === 'paid' || state === 'sent') && dayOf(placedAt, timeZone) === today,
  )
  const revenue = new Map<Currency, Money>()
  for (const { totals } of paid) {
    const total = unwire(totals.total)
    const before = revenue.get(total.currency)
    revenue.set(total.currency, before ? add(before, total) : total)
  }
  const units = paid.flatMap(({ lines }) => lines).reduce((sum, { quantity }) => sum + quantity, 0)
  return { orders: paid.length, units, revenue: [...revenue.values()] }
}
