import type { LocalText } from '../../lib/local-text.ts'
import type { MoneyWire } from '../../lib/money.ts'

/** A promotion as everybody may read it: none of its limits, budgets and uses. Dates are ISO 8601. */
export type ShownOffer = {
  promotionId: string
  title: LocalText
  effect: { kind: 'percentage'; rateBp: number } | { kind: 'amount'; off: MoneyWire } | { kind: 'gift' }
  /** From which sum of goods on; null: any. */
  least: MoneyWire | null
  /** On which products; none: on all. */
  productIds: string[]
  newBuyersOnly: boolean
  duringLive: boolean
  startsAt: string | null
  endsAt: string | null
}
