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
    /** For so long after the opening everybody is in the same draw; absent or 0 is first come, first served. */
    fairSeconds?: number
    /** SHA-256 of what decides the draw; the seed itself comes with `drop.drawn`. */
    seedHash?: string
  }
  /** Somebody has joined or left the line: numbers given so far, and how many still wait. */
  'drop.lineChanged': { dropId: string; tickets: number; waiting: number }
  /** The draw has decided. A ticket's place is the rank of SHA-256(seed + ' ' + ticketId) among all of them. */
  'drop.drawn': { dropId: string; seed: string; tickets: number }
  /** These places have been given a unit to pay for. */
  'drop.served': { dropId: string; places: number[] }
  /** Units were claimed, came back, or were paid. One event a batch. */
  'drop.stockChanged': { dropId: string; free: number; held: number; sold: number }
  /** The last unit was claimed for the first time, `afterMs` after the opening. */
  'drop.soldOut': { dropId: string; afterMs: number }
  'drop.closed': { dropId: string }
}
export type DropEvent = { [Type in keyof DropEvents]: { type: Type; body: DropEvents[Type] } }[keyof DropEvents]
