import type { MoneyWire } from '../../lib/money.ts'

export type DropEvents = {
  'drop.announced': {
    dropId: string
    productId: string
    variantId: string
    quantity: number
    price: MoneyWire
    compareAt: MoneyWire
    perBuyer: number
    /** ISO 8601. Nobody can claim before, by the server's clock. */
    opensAt: string
    holdSeconds: number
  }
  /** Units were claimed, came back, or were paid. One event a batch. */
  'drop.stockChanged': { dropId: string; free: number; held: number; sold: number }
  /** The last unit was claimed for the first time, `afterMs` after the opening. */
  'drop.soldOut': { dropId: string; afterMs: number }
  'drop.closed': { dropId: string }
}
export type DropEvent = { [Type in keyof DropEvents]: { type: Type; body: DropEvents[Type] } }[keyof DropEvents]
