import type { BrandId, HoldId, PersonId, PoolId, VariantId } from '../../lib/ids.ts'

/** What a pool holds. Units only move between the three, and between a drop's pool and its variant's. */
export type Pool = {
  poolId: PoolId
  variantId: VariantId
  brandId: BrandId
  kind: 'variant' | 'drop'
  free: number
  held: number
  sold: number
  closed: boolean
}

/**
 * held → sold (paid) or released (expired, given up); released → sold (paid late, while units are left);
 * sold → returned (a paid order that was cancelled), which is final.
 */
export type Hold = {
  holdId: HoldId
  poolId: PoolId
  personId: PersonId
  quantity: number
  state: 'held' | 'sold' | 'released' | 'returned'
  expiresAt: Date
}

/** What is added to a pool; negative takes away. */
export type Move = { poolId: PoolId; free: number; held: number; sold: number }

export const poolMost = 100_000_000

/** Sums moves up by pool, and leaves out pools that end as they began. */
export function netMoves(moves: readonly Move[]): Move[] {
  const byPool = new Map<PoolId, Move>()
  for (const move of moves) {
    const sum = byPool.get(move.poolId) ?? { poolId: move.poolId, free: 0, held: 0, sold: 0 }
    sum.free += move.free
    sum.held += move.held
    sum.sold += move.sold
    byPool.set(move.poolId, sum)
  }
  return [...byPool.values()].filter(({ free, held, sold }) => free !== 0 || held !== 0 || sold !== 0)
}

export type Wish = { variantId: VariantId; quantity: number }
export type Short = { variantId: VariantId; wanted: number; free: number }

/** The variants that do not have what all wishes together want of them; a variant without a pool has nothing. */
export function shortOf(wishes: readonly Wish[], pools: readonly Pool[]): Short[] {
  const wanted = new Map<VariantId, number>()
  for (const { variantId, quantity } of wishes) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity)
  const free = new Map(pools.map((pool) => [pool.variantId, pool.free]))
  return [...wanted]
    .map(([variantId, units]) => ({ variantId, wanted: units, free: free.get(variantId) ?? 0 }))
    .filter((one) => one.wanted > one.free)
}

/** How many sets can be made of these units. */
export const setsWithin = (parts: readonly { quantity: number; free: number }[]): number =>
  parts.length === 0 ? 0 : Math.min(...parts.map(({ quantity, free }) => Math.floor(free / quantity)))

/** The holds that cannot be kept longer: given up, or past their time even if nobody has swept them up yet. */
export const expiredAmong = (holds: readonly Hold[], now: Date): Hold[] =>
  holds.filter((hold) => hold.state !== 'held' || hold.expiresAt <= now)

export type Confirmation = { confirmed: HoldId[]; lost: HoldId[]; turned: HoldId[]; moves: Move[] }

/**
 * Paid for. A hold that is still held is sold, even past its time: nobody else has its units. One that was released
 * takes units again while its pool has some free. `turned` are those that become sold now.
 */
export function confirm(holds: readonly Hold[], pools: readonly Pool[]): Confirmation {
  const free = new Map(pools.map((pool) => [pool.poolId, pool.free]))
  const answer: Confirmation = { confirmed: [], lost: [], turned: [], moves: [] }
  for (const { holdId, poolId, quantity, state } of holds) {
    const left = free.get(poolId) ?? 0
    if (state === 'returned' || (state === 'released' && left < quantity)) {
      answer.lost.push(holdId)
      continue
    }
    answer.confirmed.push(holdId)
    if (state === 'sold') continue
    answer.turned.push(holdId)
    if (state === 'held') answer.moves.push({ poolId, free: 0, held: -quantity, sold: quantity })
    else {
      answer.moves.push({ poolId, free: -quantity, held: 0, sold: quantity })
      free.set(poolId, left - quantity)
    }
  }
  return { ...answer, moves: netMoves(answer.moves) }
}

/** Units of these holds become free again: in their pool, or in their variant's once their drop is over. */
export function giveBack(holds: readonly Hold[], pools: readonly Pool[], from: 'held' | 'sold'): Move[] {
  const byId = new Map(pools.map((pool) => [pool.poolId, pool]))
  return netMoves(
    holds.flatMap(({ poolId, quantity }): Move[] => {
      const pool = byId.get(poolId)!
      const home = pool.closed ? (pool.variantId as string as PoolId) : poolId
      return [
        { poolId, free: 0, held: from === 'held' ? -quantity : 0, sold: from === 'sold' ? -quantity : 0 },
        { poolId: home, free: quantity, held: 0, sold: 0 },
      ]
    }),
  )
}
