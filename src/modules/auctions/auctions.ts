import type { Ctx } from '../../ctx.ts'
import type { Owner } from '../../lib/access.ts'
import type { Input } from '../../lib/contract.ts'
import { type AuctionId, newId } from '../../lib/ids.ts'
import { type MoneyWire, unwire } from '../../lib/money.ts'
import { Refusal, refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { brandById } from '../accounts/accounts.ts'
import { assertAsIs, variantsForSale } from '../catalog/catalog.ts'
import { appendToShow, productsOfShow, showFor } from '../shows/shows.ts'
import { closePool, openPool, poolState } from '../stock/stock.ts'
import type { auctionsContract } from './contract.ts'
import { areIncrements, bidMost } from './decide.ts'
import type { AuctionEvent } from './events.ts'
import { auctionProblems as problem } from './problems.ts'
import * as store from './store.ts'

export { type Bids, bids } from './bids.ts'
export { hearOrderCancelled, hearOrderPaid, hearPaymentDeclined, hearShowEnded } from './hammer.ts'
export { declineOffer, takeOffer } from './offers.ts'
export { readPaddle, takePaddle } from './paddles.ts'
export { readBids, readList } from './reading.ts'

type Api = typeof auctionsContract
type Wish = Input<Api['auctions.start']>

const openMost = 5

export async function auctionOwner(sql: Sql, auctionId: string): Promise<Owner | undefined> {
  const auction = await store.auctionById(sql, auctionId)
  return auction && { brandId: auction.brandId }
}

/**
 * Announces an auction and sets its unit aside.
 * @throws Refusal auctions.showNotLive | notInRunOfShow | notEnoughStock | wrongCurrency | badIncrements |
 *   reserveTooLow | tooManyOpen
 */
export async function startAuction(
  ctx: Ctx,
  wish: Wish,
): Promise<{ auctionId: AuctionId; opensAt: Date; endsAt: Date }> {
  const { showId, variantId, increments, counterSeconds } = wish
  const show = await showFor(ctx.sql, showId, { lock: true })
  if (show.status !== 'live') throw refuse(problem.showNotLive)
  const [variant] = await variantsForSale(ctx.sql, [variantId])
  if (!variant || !(await productsOfShow(ctx.sql, showId)).includes(variant.productId)) {
    throw refuse(problem.notInRunOfShow)
  }
  assertAsIs(variant)
  const brand = (await brandById(ctx.sql, show.brandId))!
  assertTerms(wish, brand.currency)
  if ((await store.openAuctionsOf(ctx.sql, showId)).length >= openMost) throw refuse(problem.tooManyOpen)

  const auctionId = newId<'auction'>(ctx.now)
  const opensAt = new Date(ctx.now.getTime() + wish.opensInSeconds * 1000)
  const endsAt = new Date(opensAt.getTime() + wish.seconds * 1000)
  await setAside(ctx, auctionId, wish)
  await store.insertAuction(ctx.sql, {
    ...{
      auctionId,
      showId,
      brandId: show.brandId,
      productId: variant.productId,
      variantId,
      increments,
      counterSeconds,
    },
    ...{ opensAt, endsAt, currency: brand.currency, startMinor: unwire(wish.start).minor },
    reserveMinor: wish.reserve ? unwire(wish.reserve).minor : null,
  })
  const announced: AuctionEvent = {
    type: 'auction.announced',
    body: {
      ...{ auctionId, productId: variant.productId, variantId, start: wish.start, increments, counterSeconds },
      ...{ opensAt: opensAt.toISOString(), endsAt: endsAt.toISOString(), hasReserve: wish.reserve !== undefined },
    },
  }
  await appendToShow(ctx, showId, [announced])
  return { auctionId, opensAt, endsAt }
}

function assertTerms({ start, reserve, increments }: Wish, currency: string): void {
  const amounts: MoneyWire[] = reserve ? [start, reserve] : [start]
  if (amounts.some((one) => one.currency !== currency)) throw refuse(problem.wrongCurrency, { currency })
  if (amounts.some((one) => BigInt(one.minor) <= 0n || BigInt(one.minor) > bidMost)) throw refuse(problem.tooHigh)
  if (reserve && BigInt(reserve.minor) < BigInt(start.minor)) throw refuse(problem.reserveTooLow)
  if (!areIncrements(increments)) throw refuse(problem.badIncrements)
}

async function setAside(ctx: Ctx, auctionId: AuctionId, { variantId }: Wish): Promise<void> {
  try {
    await openPool(ctx, { poolId: auctionId as never, variantId, quantity: 1 })
  } catch (error) {
    if (error instanceof Refusal && error.problem.code === 'stock.notEnough') throw refuse(problem.notEnoughStock)
    throw error
  }
}

/** Calls an auction off while nobody has bid: its unit is free again. @throws Refusal auctions.hasBids | over */
export async function cancelAuction(ctx: Ctx, { auctionId }: { auctionId: AuctionId }): Promise<void> {
  // The pool before the auction, and the log last: as everybody takes them.
  await poolState(ctx.sql, auctionId, { lock: true })
  const auction = await store.lockedAuction(ctx.sql, auctionId)
  if (auction?.state !== 'open' || ctx.now >= auction.endsAt) throw refuse(problem.over)
  if (auction.bids > 0) throw refuse(problem.hasBids)
  await store.close(ctx.sql, auctionId, ctx.now, { state: 'cancelled', hammerMinor: null, winnerId: null })
  await closePool(ctx, auctionId as never)
  const body = { auctionId, outcome: 'cancelled' as const, price: null, paddle: null }
  await appendToShow(ctx, auction.showId, [{ type: 'auction.closed', body }])
}
