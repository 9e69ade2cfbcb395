import type { Sql } from '../../lib/sql.ts'
import { partsOf } from '../catalog/catalog.ts'
import { setsWithin } from './decide.ts'
import * as store from './store.ts'

/**
 * Free units of each variant's own pool, and of a bundle as many as its parts make, none while one of them is not on
 * sale. A variant without a pool is not in the map.
 */
export async function freeOf(sql: Sql, variantIds: readonly string[]): Promise<Map<string, number>> {
  const bundles = await partsOf(sql, variantIds)
  const parts = [...bundles.values()].flatMap((list) => list.map(({ variant }) => variant.variantId as string))
  const rows = await store.freeByVariant(sql, [...new Set([...variantIds, ...parts])])
  const own = new Map(rows.map(({ variantId, free }) => [variantId, free]))
  const free = new Map(variantIds.flatMap((id) => (own.has(id) ? [[id, own.get(id)!] as const] : [])))
  for (const [bundleId, list] of bundles) {
    const sets = list.map(({ variant, quantity }) => ({
      ...{ variantId: variant.variantId, quantity },
      free: variant.state === 'published' ? (own.get(variant.variantId) ?? 0) : 0,
    }))
    free.set(bundleId, setsWithin(sets))
  }
  return free
}
