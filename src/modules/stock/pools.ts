import { type Ctx, callerId } from '../../ctx.ts'
import { fact } from '../../lib/facts.ts'
import { type BrandId, type DropId, newId, type PoolId, type VariantId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { pageFrom } from '../../lib/shapes.ts'
import { first, type Sql } from '../../lib/sql.ts'
import { variantsForSale } from '../catalog/catalog.ts'
import { freeOf } from './bundles.ts'
import { type Move, netMoves, type Pool, poolMost } from './decide.ts'
import { stockProblems as problem } from './problems.ts'
import * as store from './store.ts'

export type Units = { free: number; held: number; sold: number }

/** A pool holds something else than before. Told once per changed pool by every verb that says nothing else. */
export type StockChanged = Units & { poolId: PoolId; variantId: VariantId; kind: Pool['kind'] }
export const stockChanged = fact<StockChanged>('stock.stockChanged')

/** Makes sure that the variant has its own pool; hears `catalog.variantAdded`. */
export async function poolFor(ctx: Ctx, wish: { variantId: VariantId; brandId: BrandId }): Promise<void> {
  await store.addVariantPool(ctx.sql, wish.variantId, wish.brandId)
}

/** Moves units and tells of each pool that changed, in the order of their ids. */
export async function moveAndTell(ctx: Ctx, moves: readonly Move[]): Promise<void> {
  const net = netMoves(moves)
  if (net.length === 0) return
  const pools = await store.movePools(ctx.sql, net)
  pools.sort((a, b) => (a.poolId < b.poolId ? -1 : 1))
  for (const { poolId, variantId, kind, free, held, sold } of pools) {
    await stockChanged.tell(ctx, { poolId, variantId, kind, free, held, sold })
  }
}

/**
 * Somebody has counted: exactly so many units are free; hears `catalog.stockCounted`.
 * @throws stock.tooMany
 */
export async function setFree(ctx: Ctx, wish: { variantId: VariantId; brandId: BrandId; free: number }): Promise<void> {
  await poolFor(ctx, wish)
  const pool = await variantPoolLocked(ctx.sql, wish.variantId)
  await change(ctx, pool, wish.free - pool.free, 'counted')
}

/**
 * Units came in (`by` above 0) or went missing.
 * @throws stock.unknownPool, stock.bundleHasNone, stock.notEnough when more would go missing than are free, stock.tooMany
 */
export async function adjust(
  ctx: Ctx,
  wish: { variantId: VariantId; by: number; reason: string },
): Promise<store.Level> {
  if (await isBundle(ctx.sql, wish.variantId)) throw refuse(problem.bundleHasNone, { variantId: wish.variantId })
  const pool = await variantPoolLocked(ctx.sql, wish.variantId)
  await change(ctx, pool, wish.by, wish.reason)
  return first(await store.levelOfVariant(ctx.sql, pool.brandId, wish.variantId))!
}

const isBundle = async (sql: Sql, variantId: VariantId) =>
  first(await variantsForSale(sql, [variantId]))?.isBundle ?? false

async function change(ctx: Ctx, pool: Pool, by: number, reason: string): Promise<void> {
  if (by === 0) return
  if (pool.free + by < 0) throw refuse(problem.notEnough, { free: pool.free })
  if (pool.free + by > poolMost) throw refuse(problem.tooMany, { most: poolMost })
  await store.addAdjustment(ctx.sql, ctx.now, {
    adjustmentId: newId(ctx.now),
    variantId: pool.variantId,
    units: by,
    reason,
    personId: ctx.who.kind === 'person' ? callerId(ctx) : undefined,
  })
  await moveAndTell(ctx, [{ poolId: pool.poolId, free: by, held: 0, sold: 0 }])
}

async function variantPoolLocked(sql: Sql, variantId: VariantId): Promise<Pool> {
  const pool = first(await store.poolsLocked(sql, [variantId]))
  if (pool?.kind !== 'variant') throw refuse(problem.unknownPool, { variantId })
  return pool
}

/**
 * Sets units of a variant aside in a new pool of a drop, whose id it bears.
 * @throws stock.unknownPool, stock.notEnough
 */
export async function openPool(
  ctx: Ctx,
  wish: { poolId: DropId | PoolId; variantId: VariantId; quantity: number },
): Promise<void> {
  const { variantId, quantity } = wish
  const poolId = wish.poolId as PoolId
  const from = await variantPoolLocked(ctx.sql, variantId)
  if (from.free < quantity) {
    throw refuse(problem.notEnough, { variants: [{ variantId, wanted: quantity, free: from.free }] })
  }
  await store.addDropPool(ctx.sql, poolId, variantId)
  await moveAndTell(ctx, [
    { poolId: from.poolId, free: -quantity, held: 0, sold: 0 },
    { poolId, free: quantity, held: 0, sold: 0 },
  ])
}

/**
 * Ends a drop's pool: what is free goes back to the variant at once, what is held when it is released. Closing twice
 * is closing once.
 * @throws stock.unknownPool
 */
export async function closePool(ctx: Ctx, poolId: DropId | PoolId): Promise<void> {
  const pools = await store.poolsWithHomesLocked(ctx.sql, [poolId])
  const pool = pools.find((one) => one.poolId === (poolId as PoolId))
  if (pool?.kind !== 'drop') throw refuse(problem.unknownPool, { poolId })
  if (pool.closed) return
  const home = pools.find((one) => one.kind === 'variant')!
  await moveAndTell(ctx, [
    { poolId: pool.poolId, free: -pool.free, held: 0, sold: 0 },
    { poolId: home.poolId, free: pool.free, held: 0, sold: 0 },
  ])
  await store.closeDropPool(ctx.sql, poolId, ctx.now)
}

/** What a pool holds. `lock` keeps every other buyer out of it until the transaction ends. */
export async function poolState(
  sql: Sql,
  poolId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<Units | undefined> {
  return first(await (lock ? store.levelsOfPoolLocked : store.levelsOfPool)(sql, poolId))
}

/** Units that each of these people holds or has bought out of a pool; people without any are not in the map. */
export async function heldBy(sql: Sql, poolId: string, personIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await store.unitsByPerson(sql, poolId, personIds)
  return new Map(rows.map(({ personId, units }) => [personId, units]))
}

/** Levels of all variants of a brand, those in drops counted in, by variant id. */
export async function levels(
  ctx: Ctx,
  wish: { brandId: BrandId; after?: string | undefined; most: number },
): Promise<{ items: store.Level[]; next: string | null }> {
  const { brandId, after, most } = wish
  const page = pageFrom(await store.levelsOfBrand(ctx.sql, brandId, after, most + 1), most, (level) => level.variantId)
  const free = await freeOf(
    ctx.sql,
    page.items.map((level) => level.variantId),
  )
  return { ...page, items: page.items.map((level) => ({ ...level, free: free.get(level.variantId) ?? level.free })) }
}
