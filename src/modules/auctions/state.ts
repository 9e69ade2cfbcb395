import type { AuctionEvent, AuctionEvents, Increment } from './events.ts'

export type Auction = AuctionEvents['auction.announced'] & {
  /** Minor units; null until somebody has bid and it is open. */
  price: string | null
  /** Who leads, then who won. */
  paddle: number | null
  bidders: number
  bids: number
  reserveMet: boolean
  outcome: AuctionEvents['auction.closed']['outcome'] | null
  offer: { paddle: number; until: string } | null
  settled: 'paid' | 'unpaid' | null
}
export type AuctionsState = { auctions: Auction[] }

export const noAuctions: AuctionsState = { auctions: [] }

const fresh = { price: null, paddle: null, bidders: 0, bids: 0, outcome: null, offer: null, settled: null }

/** Folds one event. Never changes `state`. */
export function evolveAuctions(state: AuctionsState, { type, body }: AuctionEvent): AuctionsState {
  if (type === 'auction.announced') {
    return { auctions: [...state.auctions, { ...body, ...fresh, reserveMet: !body.hasReserve }] }
  }
  const news = newsOf({ type, body } as Exclude<AuctionEvent, { type: 'auction.announced' }>)
  return { auctions: state.auctions.map((one) => (one.auctionId === body.auctionId ? { ...one, ...news } : one)) }
}

function newsOf({ type, body }: Exclude<AuctionEvent, { type: 'auction.announced' }>): Partial<Auction> {
  switch (type) {
    case 'auction.offered':
      return { offer: { paddle: body.paddle, until: body.until } }
    case 'auction.settled':
      return { settled: body.outcome, offer: null }
    default: {
      const { auctionId, ...news } = body
      return news
    }
  }
}

export type AuctionPhase = 'announced' | 'running' | 'falling' | 'sold' | 'unsold' | 'cancelled'

/** Where an auction is at `now` (the server's clock, in ms). `falling`: its time is over, the hammer is about to say so. */
export function auctionPhase(auction: Auction, now: number): AuctionPhase {
  if (auction.outcome === 'cancelled') return 'cancelled'
  if (auction.outcome !== null) return auction.outcome === 'sold' && auction.settled !== 'unpaid' ? 'sold' : 'unsold'
  if (now < Date.parse(auction.opensAt)) return 'announced'
  return now < Date.parse(auction.endsAt) ? 'running' : 'falling'
}

/** By how much a bid over `price` is higher, at least. */
export function stepAt(increments: readonly Increment[], price: bigint): bigint {
  let step = 0n
  for (const one of increments) if (BigInt(one.from) <= price) step = BigInt(one.step)
  return step
}

/** The least that can be bid now, in minor units. */
export const nextBid = ({ price, increments, start }: Pick<Auction, 'price' | 'increments' | 'start'>): bigint =>
  price === null ? BigInt(start.minor) : BigInt(price) + stepAt(increments, BigInt(price))
