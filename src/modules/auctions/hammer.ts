import type { Ctx } from '../../ctx.ts'
import type { AuctionId, OrderId, PersonId, ShowId } from '../../lib/ids.ts'
import { appendToShow } from '../shows/shows.ts'
import { closePool, poolState } from '../stock/stock.ts'
import * as book from './bid-store.ts'
import { nowOf, priceEvent } from './bids.ts'
import { fallOf, ranked } from './decide.ts'
import type { AuctionEvent } from './events.ts'
import { mailBidder } from './mailing.ts'
import { endOffer, offerOn, sell } from './offers.ts'
import * as store from './store.ts'

/*
 * What the clock does, and what comes of the money. Locks are taken in one order: orders, the pool, the auction, the log.
 */

const tell = (ctx: Ctx, { showId }: store.AuctionRow, event: AuctionEvent) => appendToShow(ctx, showId, [event])

/** Opens an auction, brings its hammer down, ends its offer: whatever is due by the clock, once. */
export async function keepTime(ctx: Ctx, { auctionId }: { auctionId: AuctionId }): Promise<void> {
  await poolState(ctx.sql, auctionId, { lock: true })
  const auction = await store.lockedAuction(ctx.sql, auctionId)
  if (auction?.state === 'open') await keepOpen(ctx, auction, ctx.now)
  if (auction?.state === 'offered' && ctx.now >= auction.offeredUntil!) await endOffer(ctx, auction)
}

/** A show that ends brings the hammer down on what is still open: for what was bid by then. */
export async function hearShowEnded(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  for (const { auctionId } of await store.openAuctionsOf(ctx.sql, showId)) {
    await poolState(ctx.sql, auctionId, { lock: true })
    const auction = await store.lockedAuction(ctx.sql, auctionId)
    if (auction?.state === 'open') await keepOpen(ctx, auction, undefined)
  }
}

async function keepOpen(ctx: Ctx, auction: store.AuctionRow, by: Date | undefined): Promise<void> {
  const standings = await book.standingsOf(ctx.sql, auction.auctionId)
  const paddles = await paddlesIn(
    ctx,
    auction,
    standings.map((one) => one.bidder),
  )
  const now = nowOf(auction, standings)
  const hammer = fallOf(now, by)
  if (hammer === 'notYet') {
    if (auction.opened || ctx.now < auction.opensAt) return
    await store.setOpened(ctx.sql, auction.auctionId)
    if (standings.length > 0) await tell(ctx, auction, priceEvent(auction, now, paddles))
    return
  }
  const { auctionId } = auction
  if (hammer.outcome !== 'sold') {
    await store.close(ctx.sql, auctionId, ctx.now, { state: 'unsold', hammerMinor: null, winnerId: null })
    await closePool(ctx, auctionId as never)
    const body = { auctionId, outcome: hammer.outcome, price: null, paddle: null }
    return void (await tell(ctx, auction, { type: 'auction.closed', body }))
  }
  const { winner, priceMinor } = hammer
  const { bidder } = ranked(standings)[0]!
  await store.close(ctx.sql, auctionId, ctx.now, { state: 'charged', hammerMinor: priceMinor, winnerId: bidder })
  await sell(ctx, auction, { personId: winner.bidder as PersonId, priceMinor, offSession: true })
  const price = priceMinor.toString()
  const body = { auctionId, outcome: 'sold' as const, price, paddle: paddles.get(bidder)!.paddle }
  await tell(ctx, auction, { type: 'auction.closed', body })
}

async function paddlesIn(ctx: Ctx, { showId }: store.AuctionRow, personIds: readonly string[]) {
  const rows = await book.paddlesOf(ctx.sql, showId, personIds)
  return new Map<string, book.Paddle>(rows.map((one) => [one.personId, one]))
}

/** An order that an auction made was paid, be it late: that is the end. */
export async function hearOrderPaid(ctx: Ctx, { orderId }: { orderId: OrderId }): Promise<void> {
  const sale = await store.saleOf(ctx.sql, orderId)
  if (!sale) return
  const auction = (await store.lockedAuction(ctx.sql, sale.auctionId))!
  await store.setState(ctx.sql, auction.auctionId, 'paid')
  await closePool(ctx, auction.auctionId as never)
  const paddles = await paddlesIn(ctx, auction, [sale.personId])
  const body = { auctionId: auction.auctionId, outcome: 'paid' as const, paddle: paddles.get(sale.personId)!.paddle }
  await tell(ctx, auction, { type: 'auction.settled', body })
}

/** It was not paid in time, or called off: the runner-up is offered it, after them nobody. */
export async function hearOrderCancelled(
  ctx: Ctx,
  { orderId, wasPaid }: { orderId: OrderId; wasPaid: boolean },
): Promise<void> {
  const sale = wasPaid ? undefined : await store.saleOf(ctx.sql, orderId)
  if (!sale) return
  const auction = (await store.lockedAuction(ctx.sql, sale.auctionId))!
  if (auction.state === 'charged') await offerOn(ctx, auction)
}

/** A winner's bank said no, and they may not be looking: they are told once, and have until then to pay otherwise. */
export async function hearPaymentDeclined(ctx: Ctx, { orderId }: { orderId: OrderId }): Promise<void> {
  if (await store.tellOnce(ctx.sql, orderId)) await ctx.later(mailBidder, { orderId })
}
