import { randomBytes } from 'node:crypto'
import type { Ctx } from '../../ctx.ts'
import type { Owner } from '../../lib/access.ts'
import { type BrandId, type DropId, newId, type PoolId, type ShowId, type VariantId } from '../../lib/ids.ts'
import { type MoneyWire, unwire, wire } from '../../lib/money.ts'
import { Refusal, refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { assertAsIs, variantsForSale } from '../catalog/catalog.ts'
import { appendToShow, productsOfShow, showFor } from '../shows/shows.ts'
import { closePool, openPool, poolState } from '../stock/stock.ts'
import type { DropEvent } from './events.ts'
import { seedHash, servedFrom } from './line.ts'
import { dropProblems as problem } from './problems.ts'
import * as store from './store.ts'
import { endLine } from './ticket-store.ts'

export { marksOf } from './abuse.ts'
export { type Claims, claims } from './claim.ts'
export { type DropPlan, plansOrDropsOf, setPlans } from './plans.ts'
export { leaveLine, mergeTickets, readTicket, seeOffer, type Tickets, tickets } from './tickets.ts'
export { hearHoldsReleased, letThrough, oneHousehold, readDecisions } from './watch.ts'

const openMost = 5

export async function dropOwner(sql: Sql, dropId: string): Promise<Owner | undefined> {
  const drop = await store.dropById(sql, dropId)
  return drop && { brandId: drop.brandId }
}

/** Of a drop that is there: whose it is, and from when on claims are served. */
export async function dropTimes(sql: Sql, dropId: DropId): Promise<{ brandId: BrandId; servedFrom: Date }> {
  const drop = (await store.dropById(sql, dropId))!
  return { brandId: drop.brandId, servedFrom: servedFrom(drop) }
}

type Wish = {
  showId: ShowId
  variantId: VariantId
  quantity: number
  price: MoneyWire
  perBuyer: number
  opensInSeconds: number
  holdSeconds: number
  fairSeconds: number
}

/**
 * Announces a drop and sets its units aside.
 * @throws Refusal drops.showNotLive | notInRunOfShow | notEnoughStock | isBundle | priceTooHigh | tooManyOpen
 */
export async function createDrop(ctx: Ctx, wish: Wish): Promise<{ dropId: DropId; opensAt: Date }> {
  const show = await showFor(ctx.sql, wish.showId, { lock: true })
  if (show.status !== 'live') throw refuse(problem.showNotLive)
  const [variant] = await variantsForSale(ctx.sql, [wish.variantId])
  if (!variant || !(await productsOfShow(ctx.sql, wish.showId)).includes(variant.productId)) {
    throw refuse(problem.notInRunOfShow)
  }
  if (variant.isBundle) throw refuse(problem.isBundle)
  assertAsIs(variant)
  const compareAt = variant.prices.find((price) => price.currency === wish.price.currency)
  if (!compareAt || unwire(wish.price).minor > compareAt.minor) throw refuse(problem.priceTooHigh)
  if ((await store.openDropsOf(ctx.sql, wish.showId)).length >= openMost) throw refuse(problem.tooManyOpen)

  const dropId = newId<'drop'>(ctx.now)
  const opensAt = new Date(ctx.now.getTime() + wish.opensInSeconds * 1000)
  const seed = randomBytes(32).toString('hex')
  await setAside(ctx, dropId, wish)
  await store.insertDrop(ctx.sql, {
    ...{ dropId, showId: wish.showId, brandId: show.brandId, productId: variant.productId, variantId: wish.variantId },
    ...{ quantity: wish.quantity, perBuyer: wish.perBuyer, opensAt, holdSeconds: wish.holdSeconds },
    ...{ fairSeconds: wish.fairSeconds, seed },
    ...{ priceMinor: unwire(wish.price).minor, compareAtMinor: compareAt.minor, currency: compareAt.currency },
  })
  const { quantity, price, perBuyer, holdSeconds, variantId, fairSeconds } = wish
  const announced: DropEvent = {
    type: 'drop.announced',
    body: {
      ...{ dropId, productId: variant.productId, variantId, quantity, price, compareAt: wire(compareAt) },
      ...{ perBuyer, opensAt: opensAt.toISOString(), holdSeconds },
      ...(fairSeconds > 0 && { fairSeconds, seedHash: seedHash(seed) }),
    },
  }
  await appendToShow(ctx, wish.showId, [announced])
  return { dropId, opensAt }
}

async function setAside(ctx: Ctx, dropId: DropId, { variantId, quantity }: Wish): Promise<void> {
  try {
    await openPool(ctx, { poolId: dropId as unknown as PoolId, variantId, quantity })
  } catch (error) {
    if (error instanceof Refusal && error.problem.code === 'stock.notEnough')
      throw refuse(problem.notEnoughStock, error.details)
    throw error
  }
}

/** Ends a drop: free units go back to stock. @throws Refusal drops.closed */
export async function closeDrop(ctx: Ctx, { dropId }: { dropId: DropId }): Promise<void> {
  // The pool before the drop, as those do who claim and who serve the line.
  await poolState(ctx.sql, dropId, { lock: true })
  const drop = await store.closeDrop(ctx.sql, dropId, ctx.now)
  if (!drop) throw refuse(problem.closed)
  await endLine(ctx.sql, ctx.now, dropId)
  await closePool(ctx, dropId as unknown as PoolId)
  const closed: DropEvent = { type: 'drop.closed', body: { dropId } }
  await appendToShow(ctx, drop.showId, [closed])
}

/** A show that ends closes what is still open. */
export async function hearShowEnded(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  for (const { dropId } of await store.openDropsOf(ctx.sql, showId)) await closeDrop(ctx, { dropId })
}

/** Units of a drop's pool came back or were paid: the room hears it. */
export async function hearStockChanged(
  ctx: Ctx,
  news: { kind: 'variant' | 'drop'; poolId: string; free: number; held: number; sold: number },
): Promise<void> {
  if (news.kind !== 'drop') return
  const drop = await store.dropById(ctx.sql, news.poolId)
  if (!drop) return
  const { free, held, sold } = (await poolState(ctx.sql, news.poolId as PoolId)) ?? news
  const event: DropEvent = { type: 'drop.stockChanged', body: { dropId: drop.dropId, free, held, sold } }
  await appendToShow(ctx, drop.showId, [event])
}
