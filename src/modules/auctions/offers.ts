import { type Ctx, callerId } from '../../ctx.ts'
import { type AuctionId, newId, type OrderId, type PersonId } from '../../lib/ids.ts'
import { money } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { placeAgreed } from '../orders/orders.ts'
import { appendToShow } from '../shows/shows.ts'
import { closePool, holdMany, poolState } from '../stock/stock.ts'
import * as book from './bid-store.ts'
import { nowOf } from './bids.ts'
import { runnerUpOf } from './decide.ts'
import { mailBidder } from './mailing.ts'
import { auctionProblems as problem } from './problems.ts'
import * as store from './store.ts'

/** How long a winner has to pay otherwise, and a runner-up to say whether they want it. */
const windowMs = 15 * 60_000

/**
 * Makes an order of the unit that was set aside, and charges it. The pool is locked, and the auction.
 * @param sale `offSession`: the buyer may not be looking
 */
export async function sell(
  ctx: Ctx,
  auction: store.AuctionRow,
  { personId, priceMinor, offSession }: { personId: PersonId; priceMinor: bigint; offSession: boolean },
): Promise<OrderId> {
  const { auctionId, showId, brandId, variantId, currency } = auction
  const bidder = (await book.paddleOf(ctx.sql, showId, personId))!
  const holdId = newId<'hold'>(ctx.now)
  const payBefore = new Date(ctx.now.getTime() + windowMs)
  await holdMany(ctx.sql, ctx.now, auctionId, [{ holdId, personId, quantity: 1, expiresAt: payBefore }])
  const { email, locale, address, deliveryMethodId, keptId } = bidder
  const { orderId, intentId } = await placeAgreed(ctx, {
    ...{ brandId, personId, email, locale, address, deliveryMethodId, showId, variantId, holdId, payBefore },
    ...{ returnTo: '/orders', price: money(priceMinor, currency), keptId, offSession },
  })
  await store.insertSale(ctx.sql, ctx.now, { orderId, auctionId, personId, priceMinor })
  // Nothing could be charged: whoever it is has to be told, as if their bank had said no.
  if (!intentId && (await store.tellOnce(ctx.sql, orderId))) await ctx.later(mailBidder, { orderId })
  return orderId
}

/** The winner does not have it: the runner-up may, at what they bid; after them nobody. The auction is locked. */
export async function offerOn(ctx: Ctx, auction: store.AuctionRow): Promise<void> {
  const { auctionId, winnerId, showId, offeredTo } = auction
  const now = nowOf(auction, await book.standingsOf(ctx.sql, auctionId))
  const next = offeredTo === null ? runnerUpOf(now, winnerId!) : undefined
  if (!next) return endOffer(ctx, auction)
  const until = new Date(ctx.now.getTime() + windowMs)
  await store.setOffered(ctx.sql, auctionId, { personId: next.bidder, minor: next.maximumMinor, until })
  const { paddle } = (await book.paddleOf(ctx.sql, showId, next.bidder))!
  await ctx.later(mailBidder, { auctionId })
  const body = { auctionId, paddle, until: until.toISOString() }
  await appendToShow(ctx, showId, [{ type: 'auction.offered', body }])
}

/** Nobody has it: its unit is free again, and the host may start anew. The auction is locked. */
export async function endOffer(ctx: Ctx, { auctionId, showId }: store.AuctionRow): Promise<void> {
  await store.setState(ctx.sql, auctionId, 'unsold')
  await closePool(ctx, auctionId as never)
  const body = { auctionId, outcome: 'unpaid', paddle: null }
  await appendToShow(ctx, showId, [{ type: 'auction.settled', body }])
}

async function offerFor(ctx: Ctx, auctionId: AuctionId): Promise<store.AuctionRow> {
  await poolState(ctx.sql, auctionId, { lock: true })
  const auction = await store.lockedAuction(ctx.sql, auctionId)
  const isTheirs = auction?.state === 'offered' && auction.offeredTo === callerId(ctx)
  if (!isTheirs || ctx.now >= auction.offeredUntil!) throw refuse(problem.noOffer)
  return auction
}

/** The runner-up takes it: an order at what they bid, charged while they are there. @throws Refusal auctions.noOffer */
export async function takeOffer(ctx: Ctx, { auctionId }: { auctionId: AuctionId }): Promise<{ orderId: OrderId }> {
  const auction = await offerFor(ctx, auctionId)
  await store.setState(ctx.sql, auctionId, 'charged')
  const sale = { personId: callerId(ctx), priceMinor: auction.offeredMinor!, offSession: false }
  return { orderId: await sell(ctx, auction, sale) }
}

/** @throws Refusal auctions.noOffer */
export async function declineOffer(ctx: Ctx, { auctionId }: { auctionId: AuctionId }): Promise<void> {
  await endOffer(ctx, await offerFor(ctx, auctionId))
}
