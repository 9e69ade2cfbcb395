import type { Problem } from '../../lib/problems.ts'
import type { Increment } from './events.ts'
import { auctionProblems as problem } from './problems.ts'
import { stepAt } from './state.ts'

/*
 * Who wins an auction and at which price: integers only, no I/O. The price is a function of the standings alone, so
 * that anybody who has the list of bids can reckon it again.
 */

export type Terms = {
  startMinor: bigint
  reserveMinor: bigint | null
  increments: readonly Increment[]
  opensAt: Date
  /** 0 is sudden death. */
  counterSeconds: number
}

/** What somebody would pay at most, and what they have bid outright. */
export type Standing = {
  bidder: string
  maximumMinor: bigint
  /** The highest bid of theirs that was no maximum: the price is not below it while they lead. */
  floorMinor: bigint
  /** Which accepted bid reached the maximum: of equal ones the earlier leads. */
  placed: number
}

export type AuctionNow = Terms & {
  endsAt: Date
  closed: boolean
  /** Bids that were accepted so far. */
  bids: number
  /** Of whoever bids now, and of the first two, at least. */
  standings: ReadonlyMap<string, Standing>
}

/** `bid`: this amount, now. `maximum`: up to this amount, by as little as it takes. */
export type Bid = { bidder: string; kind: 'bid' | 'maximum'; amountMinor: bigint }
type Placed = { bid: Bid; number: number; priceMinor: bigint | null; leader: string }
export type BidVerdict = { placed: Placed } | { refused: Problem; minimumMinor: bigint }

/** The highest first; of equal maximums whoever had theirs first. */
export const ranked = (standings: Iterable<Standing>): Standing[] =>
  [...standings].sort((a, b) =>
    a.maximumMinor === b.maximumMinor ? a.placed - b.placed : a.maximumMinor > b.maximumMinor ? -1 : 1,
  )

/**
 * One increment above the second maximum, never above the first; not below the start price, what the leader bid
 * outright, and the reserve once the leader reaches it.
 */
export function priceOf(terms: Terms, first: Standing | undefined, second: Standing | undefined): bigint | null {
  if (!first) return null
  const { startMinor, reserveMinor, increments } = terms
  let price = first.floorMinor > startMinor ? first.floorMinor : startMinor
  const raise = (to: bigint) => {
    if (to > price) price = to
  }
  if (second) raise(second.maximumMinor + stepAt(increments, second.maximumMinor))
  if (reserveMinor !== null && first.maximumMinor >= reserveMinor) raise(reserveMinor)
  return price > first.maximumMinor ? first.maximumMinor : price
}

export const reserveMet = ({ reserveMinor }: Pick<Terms, 'reserveMinor'>, first: Standing | undefined): boolean =>
  reserveMinor === null || (first !== undefined && first.maximumMinor >= reserveMinor)

/** More than this is a slip of the finger in every currency. */
export const bidMost = 10n ** 12n

/**
 * Decides bids one after the other, in the order they came, at one instant of the server's clock. Before the opening a
 * bid is kept: nothing is told of its price. A bid that changes the price or the leader within the counter-bid time
 * gives as much time again; raising one's own maximum gives none.
 */
export function decideBids(
  before: AuctionNow,
  bids: readonly Bid[],
  now: Date,
): { verdicts: BidVerdict[]; after: AuctionNow } {
  const after = { ...before, standings: new Map(before.standings) }
  const verdicts = bids.map((bid) => decideOne(after, bid, now))
  return { verdicts, after }
}

type Deciding = Omit<AuctionNow, 'standings'> & { standings: Map<string, Standing> }

function decideOne(auction: Deciding, bid: Bid, now: Date): BidVerdict {
  const [leader, second] = ranked(auction.standings.values())
  const isOpen = now >= auction.opensAt
  const price = isOpen ? priceOf(auction, leader, second) : null
  const minimumMinor = price === null ? auction.startMinor : price + stepAt(auction.increments, price)
  const own = auction.standings.get(bid.bidder)
  const refused = whyNotBid(auction, bid, { now, isOpen, minimumMinor, own, leads: leader?.bidder === bid.bidder })
  if (refused) return { refused, minimumMinor }
  const outright = isOpen && bid.kind === 'bid'
  const number = ++auction.bids
  auction.standings.set(bid.bidder, {
    bidder: bid.bidder,
    maximumMinor: bid.amountMinor,
    floorMinor: outright ? bid.amountMinor : (own?.floorMinor ?? 0n),
    placed: number,
  })
  const [first, next] = ranked(auction.standings.values())
  const priceMinor = isOpen ? priceOf(auction, first, next) : null
  const moved = first!.bidder !== leader?.bidder || priceMinor !== price
  if (isOpen && moved && leader?.bidder !== bid.bidder) giveTime(auction, now)
  return { placed: { bid, number, priceMinor, leader: first!.bidder } }
}

type Around = { now: Date; isOpen: boolean; minimumMinor: bigint; own: Standing | undefined; leads: boolean }

function whyNotBid(
  { closed, endsAt }: Deciding,
  { kind, amountMinor }: Bid,
  { now, isOpen, minimumMinor, own, leads }: Around,
): Problem | undefined {
  if (closed || now >= endsAt) return problem.over
  if (amountMinor > bidMost) return problem.tooHigh
  if (isOpen && leads && kind === 'bid') return problem.youLead
  if (own && amountMinor <= own.maximumMinor) return problem.notHigher
  return amountMinor < minimumMinor && !(isOpen && leads) ? problem.tooLow : undefined
}

function giveTime(auction: Deciding, now: Date): void {
  const until = now.getTime() + auction.counterSeconds * 1000
  if (until > auction.endsAt.getTime()) auction.endsAt = new Date(until)
}

export type Hammer =
  | { outcome: 'sold'; winner: Standing; priceMinor: bigint }
  | { outcome: 'noBids' | 'reserveNotMet' }
  | 'notYet'

/** The end, by the clock; `now` undefined is the end of the show. */
export function fallOf(auction: AuctionNow, now: Date | undefined): Hammer {
  if (now && now < auction.endsAt) return 'notYet'
  const [first, second] = ranked(auction.standings.values())
  if (!first) return { outcome: 'noBids' }
  if (!reserveMet(auction, first)) return { outcome: 'reserveNotMet' }
  return { outcome: 'sold', winner: first, priceMinor: priceOf(auction, first, second)! }
}

/** Who is offered it, at what they bid at most, when the winner does not pay; nobody whose bid is below the reserve. */
export function runnerUpOf(auction: AuctionNow, winner: string): Standing | undefined {
  const next = ranked(auction.standings.values()).find(({ bidder }) => bidder !== winner)
  return next && reserveMet(auction, next) ? next : undefined
}

/** Increments begin at 0, rise, and never stand still. */
export function areIncrements(increments: readonly Increment[]): boolean {
  if (increments.length === 0 || BigInt(increments[0]!.from) !== 0n) return false
  return increments.every(
    ({ from, step }, i) => BigInt(step) > 0n && (i === 0 || BigInt(from) > BigInt(increments[i - 1]!.from)),
  )
}
