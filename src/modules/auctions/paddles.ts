import { type Ctx, callerId } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { money, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { assertDelivers } from '../orders/orders.ts'
import { readKept } from '../payments/payments.ts'
import { showFor } from '../shows/shows.ts'
import * as bids from './bid-store.ts'
import type { auctionsContract } from './contract.ts'
import { auctionProblems as problem } from './problems.ts'
import * as store from './store.ts'

type Api = typeof auctionsContract

/**
 * A number to bid with, for everything a show auctions: what is charged if it wins, and where it goes.
 * @throws Refusal auctions.keptNeeded | showNotLive, orders.unknownDelivery, shows.unknownShow
 */
export async function takePaddle(ctx: Ctx, wish: Input<Api['auctions.takePaddle']>): Promise<{ paddle: number }> {
  const { showId, address, deliveryMethodId } = wish
  const { brandId, status } = await showFor(ctx.sql, showId)
  if (status !== 'live') throw refuse(problem.showNotLive)
  const { items } = await readKept(ctx)
  if (!items.some(({ keptId }) => keptId === wish.keptId)) throw refuse(problem.keptNeeded)
  await assertDelivers(ctx, { brandId, country: address.country, deliveryMethodId })
  return { paddle: await bids.putPaddle(ctx.sql, ctx.now, { ...wish, personId: callerId(ctx) }) }
}

/** The caller's paddle in a show, and how they stand in its auctions. */
export async function readPaddle(ctx: Ctx, { showId }: Input<Api['auctions.paddle']>) {
  const personId = callerId(ctx)
  const own = await bids.paddleOf(ctx.sql, showId, personId)
  if (!own) return { paddle: null, keptLabel: null, standings: [] }
  const kept = (await readKept(ctx)).items.find(({ keptId }) => keptId === own.keptId)
  const rows = await bids.standingsIn(ctx.sql, showId, personId)
  const standings = await Promise.all(
    rows.map(async ({ auctionId, maximumMinor, orderId }) => {
      const auction = (await store.auctionById(ctx.sql, auctionId))!
      const of = (minor: bigint) => wire(money(minor, auction.currency))
      const { state, offeredTo, offeredMinor, offeredUntil } = auction
      const isTheirs = state === 'offered' && offeredTo === personId && offeredUntil! > ctx.now
      const offer = isTheirs ? { price: of(offeredMinor!), until: offeredUntil!.toISOString() } : null
      return { auctionId, maximum: of(maximumMinor), orderId, offer }
    }),
  )
  return { paddle: own.paddle, keptLabel: kept?.label ?? null, standings }
}
