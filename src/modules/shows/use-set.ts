import type { Ctx } from '../../ctx.ts'
import type { ShowId } from '../../lib/ids.ts'
import { productsOfSet } from '../assortments/assortments.ts'
import { lockShow } from './load.ts'
import { setRunOfShow } from './shows.ts'
import { runOfShow } from './store.ts'

/**
 * Adds the products of a set to a show, after those it has; what it has already stays where it is.
 * @returns how many were added
 * @throws Refusal shows.wrongState, assortments.unknownSet
 */
export async function useSet(
  ctx: Ctx,
  { showId, setId }: { showId: ShowId; setId: string },
): Promise<{ added: number }> {
  const { brandId } = await lockShow(ctx, showId)
  const before = await runOfShow(ctx.sql, showId)
  const there = new Set(before.map(({ productId }) => productId))
  const fresh = (await productsOfSet(ctx.sql, brandId, setId)).filter((productId) => !there.has(productId))
  const added = fresh.map((productId) => ({ productId, talkingPoints: '', minutes: 5 }))
  await setRunOfShow(ctx, { showId, items: [...before, ...added] })
  return { added: added.length }
}
