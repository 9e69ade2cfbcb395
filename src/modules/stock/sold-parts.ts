import type { Ctx } from '../../ctx.ts'
import { type HoldId, newId } from '../../lib/ids.ts'
import { giveBack } from './decide.ts'
import { moveAndTell } from './pools.ts'
import { takeFromHold } from './sold-parts-store.ts'
import * as store from './store.ts'

/** Units of one sold hold that came back, or will never leave. */
export type SoldPart = { holdId: HoldId; quantity: number; restock: boolean }

/**
 * Takes parts of sold holds out of what is sold: restocked units are free again, the others leave the stock by an
 * adjustment with this reason. The rest of a hold stays sold.
 * @throws when a hold is not sold, or has fewer units: the caller has counted wrongly
 */
export async function takeBackSold(ctx: Ctx, parts: readonly SoldPart[], reason: string): Promise<void> {
  const wanted = parts.filter(({ quantity }) => quantity > 0).sort((a, b) => (a.holdId < b.holdId ? -1 : 1))
  const taken = []
  for (const part of wanted) {
    const hold = await takeFromHold(ctx.sql, part.holdId, part.quantity)
    if (!hold) throw new Error(`the hold ${part.holdId} has no ${part.quantity} sold units`)
    taken.push({ ...hold, ...part })
  }
  const pools = await store.poolsWithHomesLocked(
    ctx.sql,
    taken.map(({ poolId }) => poolId),
  )
  const gone = taken.filter(({ restock }) => !restock)
  const personId = ctx.who.kind === 'person' ? ctx.who.personId : undefined
  for (const { variantId, quantity } of gone) {
    const adjustment = { adjustmentId: newId(ctx.now), variantId, units: -quantity, reason, personId }
    await store.addAdjustment(ctx.sql, ctx.now, adjustment)
  }
  await moveAndTell(ctx, [
    ...giveBack(
      taken.filter(({ restock }) => restock),
      pools,
      'sold',
    ),
    ...gone.map(({ poolId, quantity }) => ({ poolId, free: 0, held: 0, sold: -quantity })),
  ])
}
