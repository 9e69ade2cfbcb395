import type { MoneyWire } from '../../lib/money.ts'

/** From this price on a bid is so much higher than the one before, in minor units. */
export type Increment = { from: string; step: string }

/** Bidders are known by their paddle: a number that says nothing of who they are. Maximums are in none of these. */
export type AuctionEvents = {
  'auction.announced': {
    auctionId: string
    productId: string
    variantId: string
    start: MoneyWire
    increments: Increment[]
    /** ISO 8601, by the server's clock. Bids before are kept until then. */
    opensAt: string
    endsAt: string
    /** A bid in the last so many seconds gives as many to answer it; 0 is sudden death. */
    counterSeconds: number
    hasReserve: boolean
  }
  /** Before it opens: how many have bid. */
  'auction.preBid': { auctionId: string; bidders: number }
  /** Bids were decided, as many as came together: the price now, who leads, until when. `bids` counts all of them. */
  'auction.bid': {
    auctionId: string
    price: string
    paddle: number
    bidders: number
    bids: number
    endsAt: string
    reserveMet: boolean
  }
  /** The hammer fell, or the auction was called off before anybody bid. */
  'auction.closed': {
    auctionId: string
    outcome: 'sold' | 'noBids' | 'reserveNotMet' | 'cancelled'
    price: string | null
    paddle: number | null
  }
  /** It was not paid, and is offered to whoever bid next to it. */
  'auction.offered': { auctionId: string; paddle: number; until: string }
  /** What became of it in the end. */
  'auction.settled': { auctionId: string; outcome: 'paid' | 'unpaid'; paddle: number | null }
}
export type AuctionEvent = {
  [Type in keyof AuctionEvents]: { type: Type; body: AuctionEvents[Type] }
}[keyof AuctionEvents]
