import type { Ctx } from '../../ctx.ts'
import { fact } from '../../lib/facts.ts'
import type { HoldId, PersonId, PoolId, VariantId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { first, type Sql } from '../../lib/sql.ts'
import { confirm, expiredAmong, giveBack, type Hold, shortOf } from './decide.ts'
import { moveAndTell, type Units } from './pools.ts'
import { stockProblems as problem } from './problems.ts'
import * as store from './store.ts'

const checkViolation = '23514'

/** The time of these holds is over, and their units are free again. */
export type HoldsReleased = { holds: { holdId: HoldId; poolId: PoolId; personId: PersonId }[] }
export const holdsReleased = fact<HoldsReleased>('stock.holdsReleased')

/**
 * Holds units of one pool for many people in one statement, all or nothing. The caller has the pool's lock, has
 * decided who wins, and tells of it: this is the one verb that tells no `stockChanged`. Units that do not fit fail in
 * the database, not here, so that the statement may travel with its commit.
 * @returns what the pool holds afterwards
 * @throws stock.notEnough when they do not fit
 */
export async function holdMany(
  sql: Sql,
  now: Date,
  poolId: string,
  holds: readonly { holdId: HoldId; personId: PersonId; quantity: number; expiresAt: Date }[],
): Promise<Units> {
  const units = holds.reduce((sum, hold) => sum + hold.quantity, 0)
  const left = await store.holdsTaken(sql, now, poolId, units, holds).catch((error: { code?: string }) => {
    throw error.code === checkViolation ? refuse(problem.notEnough, { poolId }) : error
  })
  return first(left) ?? Promise.reject(new Error(`there is no pool ${poolId}`))
}

/**
 * Holds units of variants for an ordinary checkout, all or nothing. Extend older holds of the same purchase before:
 * holds are locked before pools.
 * @throws stock.notEnough with `variants: { variantId, wanted, free }[]`
 */
export async function holdVariants(
  ctx: Ctx,
  wishes: readonly {
    holdId: HoldId
    variantId: VariantId
    personId: PersonId
    quantity: number
    expiresAt: Date
  }[],
): Promise<void> {
  if (wishes.length === 0) return
  const pools = await store.poolsLocked(
    ctx.sql,
    wishes.map((wish) => wish.variantId),
  )
  const short = shortOf(wishes, pools)
  if (short.length > 0) throw refuse(problem.notEnough, { variants: short })
  const holds = wishes.map(({ variantId, ...wish }) => ({ ...wish, poolId: variantId as string as PoolId }))
  await store.addHolds(ctx.sql, ctx.now, holds)
  await moveAndTell(
    ctx,
    holds.map(({ poolId, quantity }) => ({ poolId, free: -quantity, held: quantity, sold: 0 })),
  )
}

/**
 * Keeps holds until a later moment, all or none: for a payment under way. An earlier moment changes nothing.
 * @throws stock.holdExpired with `holdIds`, when one is no longer held or its time is over
 */
export async function extendHolds(ctx: Ctx, holdIds: readonly HoldId[], until: Date): Promise<void> {
  const expired = expiredAmong(await locked(ctx.sql, holdIds), ctx.now)
  if (expired.length > 0) throw refuse(problem.holdExpired, { holdIds: expired.map((hold) => hold.holdId) })
  await store.keepHoldsUntil(ctx.sql, holdIds, until)
}

/**
 * Paid for: held units are sold. A hold that was released meanwhile takes units again if its pool still has them, else
 * it is `lost`; so is one that was returned. Confirming twice sells once.
 */
export async function confirmHolds(
  ctx: Ctx,
  holdIds: readonly HoldId[],
): Promise<{ confirmed: HoldId[]; lost: HoldId[] }> {
  const holds = await locked(ctx.sql, holdIds)
  const { confirmed, lost, turned, moves } = confirm(holds, await store.poolsLocked(ctx.sql, poolIdsOf(holds)))
  await store.setHoldStates(ctx.sql, turned, 'sold')
  await moveAndTell(ctx, moves)
  return { confirmed, lost }
}

/** These holds are this person's from now on: what a guest holds and has bought counts for the account they become. */
export async function moveHolds(ctx: Ctx, holdIds: readonly HoldId[], personId: PersonId): Promise<void> {
  await locked(ctx.sql, holdIds)
  await store.giveHoldsTo(ctx.sql, holdIds, personId)
}

/** Gives held units back before their time. Holds that are not held any more stay as they are. */
export async function releaseHolds(ctx: Ctx, holdIds: readonly HoldId[]): Promise<void> {
  await giveUnitsBack(ctx, await locked(ctx.sql, holdIds), 'held')
}

/** Puts sold units back: a paid order was cancelled. Final; holds that are not sold stay as they are. */
export async function returnSold(ctx: Ctx, holdIds: readonly HoldId[]): Promise<void> {
  await giveUnitsBack(ctx, await locked(ctx.sql, holdIds), 'sold')
}

const sweptAtOnce = 2000

/**
 * Releases holds whose time is over, at most 2,000 at once, and tells of them. Each exactly once over all processes;
 * one that is being confirmed is left alone.
 */
export async function releaseExpiredHolds(ctx: Ctx): Promise<void> {
  const holds = await store.expiredHoldsLocked(ctx.sql, ctx.now, sweptAtOnce)
  if (holds.length === 0) return
  await giveUnitsBack(ctx, holds, 'held')
  await holdsReleased.tell(ctx, {
    holds: holds.map(({ holdId, poolId, personId }) => ({ holdId, poolId, personId })),
  })
}

async function giveUnitsBack(ctx: Ctx, holds: readonly Hold[], from: 'held' | 'sold'): Promise<void> {
  const theirs = holds.filter((hold) => hold.state === from)
  if (theirs.length === 0) return
  const pools = await store.poolsWithHomesLocked(ctx.sql, poolIdsOf(theirs))
  await store.setHoldStates(
    ctx.sql,
    theirs.map((hold) => hold.holdId),
    from === 'held' ? 'released' : 'returned',
  )
  await moveAndTell(ctx, giveBack(theirs, pools, from))
}

/** What these holds are now, by id. */
export async function holdsById(sql: Sql, holdIds: readonly HoldId[]): Promise<Map<HoldId, Hold>> {
  const holds = await store.holdsByIds(sql, holdIds)
  return new Map(holds.map((hold) => [hold.holdId, hold]))
}

const poolIdsOf = (holds: readonly Hold[]) => [...new Set(holds.map((hold) => hold.poolId))]

/** @throws when one does not exist: holds are never deleted, so somebody made the id up. */
async function locked(sql: Sql, holdIds: readonly HoldId[]): Promise<Hold[]> {
  const holds = await store.holdsLocked(sql, holdIds)
  const missing = new Set(holdIds).size - holds.length
  if (missing > 0) throw new Error(`${missing} of ${holdIds.length} holds do not exist`)
  return holds
}
