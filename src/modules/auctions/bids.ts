import { type Ctx, callerId } from '../../ctx.ts'
import { type Batch, batch } from '../../lib/batch.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Output } from '../../lib/contract.ts'
import type { AuctionId, PersonId } from '../../lib/ids.ts'
import { append } from '../../lib/log.ts'
import { type MoneyWire, money, wire } from '../../lib/money.ts'
import { type Problem, refuse } from '../../lib/problems.ts'
import type { Database, Sql } from '../../lib/sql.ts'
import { stillKept } from '../payments/payments.ts'
import { logOf } from '../shows/shows.ts'
import * as book from './bid-store.ts'
import type { auctionsContract } from './contract.ts'
import {
  type AuctionNow,
  type Bid,
  type BidVerdict,
  decideBids,
  priceOf,
  ranked,
  reserveMet,
  type Standing,
} from './decide.ts'
import type { AuctionEvent } from './events.ts'
import { auctionProblems as problem } from './problems.ts'
import { stepAt } from './state.ts'
import * as store from './store.ts'

type Placed = Output<(typeof auctionsContract)['auctions.bid']>
type Wish = { personId: PersonId; key: string; kind: Bid['kind']; amount: MoneyWire }
type Answer = { placed: Placed } | { refused: Problem; details?: Record<string, unknown> }

/** Bids of auctions. One per process; Postgres decides between processes, under the auction's row lock. */
export type Bids = {
  bid(ctx: Ctx, wish: { auctionId: AuctionId; kind: Bid['kind']; amount: MoneyWire }, key: string): Promise<Placed>
}

export function bids(database: Database, clock: Clock): Bids {
  const batched: Batch<AuctionId, { wish: Wish; ctx: Ctx }, Answer> = batch((auctionId, asked) =>
    database.writeLast((sql) =>
      decideMany(
        sql,
        clock.now(),
        asked[0]!.ctx,
        auctionId,
        asked.map(({ wish }) => wish),
      ),
    ),
  )
  return {
    async bid(ctx, { auctionId, kind, amount }, key) {
      const answer = await batched(auctionId, { wish: { personId: callerId(ctx), key, kind, amount }, ctx })
      if ('refused' in answer) throw refuse(answer.refused, answer.details)
      return answer.placed
    },
  }
}

const keyOf = ({ personId, key }: { personId: string; key: string }) => `${personId} ${key}`

/** One batch: under the lock of the auction decide, write down, tell the room once. One transaction. */
async function decideMany(sql: Sql, now: Date, ctx: Pick<Ctx, 'doors'>, auctionId: AuctionId, wishes: readonly Wish[]) {
  const personIds = wishes.map((wish) => wish.personId)
  const [row, before, known] = await Promise.all([
    store.lockedAuction(sql, auctionId),
    book.standingsOf(sql, auctionId, personIds),
    book.bidsWithKeys(
      sql,
      auctionId,
      personIds,
      wishes.map((wish) => wish.key),
    ),
  ])
  if (!row) return { answer: wishes.map((): Answer => ({ refused: problem.unknownAuction })), writes: [] }
  const [leader] = ranked(before)
  const paddleRows = await book.paddlesOf(sql, row.showId, [...personIds, ...(leader ? [leader.bidder] : [])])
  const paddles = new Map<string, book.Paddle>(paddleRows.map((one) => [one.personId, one]))
  const kept = await stillKept(
    ctx,
    sql,
    paddleRows.map((one) => one.keptId),
  )
  const done = new Set(known.map(keyOf))
  const refusals = new Map<Wish, Problem>()
  // The same key twice is one bid: the second is answered like the first.
  const fresh = wishes.filter((wish) => {
    const why = whyNotHeard(wish, row, paddles, kept)
    if (why) refusals.set(wish, why)
    if (why || done.has(keyOf(wish))) return false
    done.add(keyOf(wish))
    return true
  })
  const auction = nowOf(row, before)
  const { verdicts, after } = decideBids(auction, fresh.map(bidOf), now)
  const isOpen = now >= row.opensAt
  const standing = standingOf(row, after, isOpen)
  const verdictOf = new Map(fresh.map((wish, i) => [keyOf(wish), verdicts[i]!]))
  const answer = wishes.map((wish): Answer => {
    const why = refusals.get(wish)
    if (why) return { refused: why }
    const verdict = verdictOf.get(keyOf(wish))
    if (verdict && 'refused' in verdict) return refusedWith(row, verdict)
    return { placed: standing(wish.personId, paddles.get(wish.personId)!.paddle) }
  })
  return { answer, writes: writesOf(sql, now, { row, before, after, verdicts, fresh, paddles, isOpen }) }
}

function whyNotHeard(
  { personId, amount }: Wish,
  { currency }: store.AuctionRow,
  paddles: ReadonlyMap<string, book.Paddle>,
  kept: ReadonlySet<string>,
): Problem | undefined {
  const paddle = paddles.get(personId)
  if (!paddle) return problem.noPaddle
  if (!kept.has(paddle.keptId)) return problem.keptNeeded
  return amount.currency === currency ? undefined : problem.wrongCurrency
}

const bidOf = ({ personId, kind, amount }: Wish): Bid => ({ bidder: personId, kind, amountMinor: BigInt(amount.minor) })

/** A row with standings, as the rules see it. */
export const nowOf = (row: store.AuctionRow, standings: readonly Standing[]): AuctionNow => {
  const { startMinor, reserveMinor, increments, opensAt, endsAt, counterSeconds, bids: count, state } = row
  return {
    ...{ startMinor, reserveMinor, increments, opensAt, endsAt, counterSeconds, bids: count },
    ...{ closed: state !== 'open', standings: new Map(standings.map((one) => [one.bidder, one])) },
  }
}

/** How one bidder stands once all of a batch are decided. */
function standingOf({ auctionId, currency }: store.AuctionRow, after: AuctionNow, isOpen: boolean) {
  const of = (minor: bigint) => wire(money(minor, currency))
  const [first, second] = ranked(after.standings.values())
  const price = isOpen ? priceOf(after, first, second) : null
  const next = price === null ? after.startMinor : price + stepAt(after.increments, price)
  return (personId: PersonId, paddle: number): Placed => ({
    ...{ auctionId, paddle, leads: isOpen && first?.bidder === personId },
    ...{ price: price === null ? null : of(price), next: of(next), endsAt: after.endsAt.toISOString() },
    maximum: of(after.standings.get(personId)!.maximumMinor),
  })
}

const refusedWith = (
  { currency }: store.AuctionRow,
  { refused, minimumMinor }: Extract<BidVerdict, { refused: Problem }>,
): Answer =>
  refused === problem.tooLow ? { refused, details: { next: wire(money(minimumMinor, currency)) } } : { refused }

type Decided = {
  row: store.AuctionRow
  before: readonly Standing[]
  after: AuctionNow
  verdicts: readonly BidVerdict[]
  fresh: readonly Wish[]
  paddles: ReadonlyMap<string, book.Paddle>
  isOpen: boolean
}

/** What is written, unawaited; nothing where every bid was refused. */
function writesOf(
  sql: Sql,
  now: Date,
  { row, before, after, verdicts, fresh, paddles, isOpen }: Decided,
): Promise<unknown>[] {
  const placed = verdicts.flatMap((verdict, i) =>
    'placed' in verdict ? [{ ...verdict.placed, key: fresh[i]!.key }] : [],
  )
  if (placed.length === 0) return []
  const { auctionId, showId } = row
  const had = new Set(before.map((one) => one.bidder))
  const theirs = new Set(placed.map(({ bid }) => bid.bidder))
  const bidders = row.bidders + [...theirs].filter((bidder) => !had.has(bidder)).length
  const changed = { auctionId, endsAt: after.endsAt, bids: after.bids, bidders, opened: row.opened || isOpen }
  const standings = [...theirs].map((bidder) => after.standings.get(bidder)!)
  return [
    book.putStandings(sql, auctionId, standings),
    book.insertBids(
      sql,
      now,
      auctionId,
      placed.map(({ bid, ...one }) => ({ ...bid, ...one })),
    ),
    store.setBids(sql, changed),
    append(sql, logOf(showId), now, [
      isOpen ? priceEvent({ ...row, ...changed }, after, paddles) : preBid(auctionId, bidders),
    ]),
  ]
}

const preBid = (auctionId: AuctionId, bidders: number): AuctionEvent => ({
  type: 'auction.preBid',
  body: { auctionId, bidders },
})

/** What the room is told of an open auction: it has a leader. */
export function priceEvent(
  { auctionId, bids: count, bidders }: Pick<store.AuctionRow, 'auctionId' | 'bids' | 'bidders'>,
  after: AuctionNow,
  paddles: ReadonlyMap<string, { paddle: number }>,
): AuctionEvent {
  const [first, second] = ranked(after.standings.values())
  const price = priceOf(after, first, second)!.toString()
  const told = { paddle: paddles.get(first!.bidder)!.paddle, reserveMet: reserveMet(after, first) }
  return {
    type: 'auction.bid',
    body: { auctionId, price, ...told, bidders, bids: count, endsAt: after.endsAt.toISOString() },
  }
}
