import type { Ctx } from '../../ctx.ts'
import { newId, type OrderId, type PersonId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import type { Applied, Offer, PromotionId } from './apply.ts'
import { promotionsChanged } from './facts.ts'
import { emailHashOf } from './offers.ts'
import { promotionProblems as problem } from './problems.ts'
import * as store from './redeem-store.ts'
import { usesByBuyer } from './store.ts'

/** Where a use or a budget is counted, buyers take turns. */
const isLimited = ({ usesLeft, budgetLeft }: Offer) => usesLeft !== null || budgetLeft !== null

/**
 * Uses these promotions for an order, all or none: guarded like units of stock, so that a thousand at once get exactly
 * as many as there are. The caller has locked what it needs of orders and stock.
 * @throws Refusal `promotions.usedUp` with the `promotionIds`, when one was taken by somebody else meanwhile
 */
export async function redeem(
  ctx: Ctx,
  wish: { orderId: OrderId; personId: PersonId; email: string; applied: readonly Applied[] },
): Promise<void> {
  const { orderId, personId } = wish
  const emailHash = emailHashOf(wish.email)
  const inTurn = [...wish.applied].sort((a, b) => (a.offer.promotionId < b.offer.promotionId ? -1 : 1))
  for (const { offer, minor } of inTurn) {
    const { promotionId } = offer
    const usedUp = refuse(problem.usedUp, { promotionIds: [promotionId] })
    if (offer.perBuyer !== null) {
      await store.lockBuyer(ctx.sql, promotionId, [personId, emailHash.toString('hex')])
      const [used] = await usesByBuyer(ctx.sql, [promotionId], personId, emailHash)
      if (offer.perBuyer <= (used?.uses ?? 0)) throw usedUp
    }
    const isTaken = isLimited(offer)
      ? await takeUse(ctx, promotionId, minor)
      : await store.keepUnlimited(ctx.sql, promotionId)
    if (!isTaken) throw usedUp
    const redemptionId = newId<'redemption'>(ctx.now)
    await store.addRedemption(ctx.sql, ctx.now, { redemptionId, promotionId, orderId, personId, emailHash, minor })
  }
}

/** The order came to nothing: what it used can be used again. Releasing twice releases once. */
export async function releaseRedemptions(ctx: Ctx, orderId: OrderId): Promise<void> {
  const used = await store.redemptionsOfOrder(ctx.sql, orderId, 'active')
  if (used.length === 0) return
  await store.lockPromotions(
    ctx.sql,
    used.map((one) => one.promotionId),
  )
  await store.setRedemptions(ctx.sql, orderId, 'released')
  for (const { promotionId, minor } of used) await giveUseBack(ctx, promotionId, minor)
}

/**
 * The order was paid after all, too late: takes what it had used once more, all or none, as its units are taken.
 * @returns false when somebody else has it by now
 */
export async function redeemAgain(ctx: Ctx, orderId: OrderId): Promise<boolean> {
  const lost = await store.redemptionsOfOrder(ctx.sql, orderId, 'released')
  const taken: typeof lost = []
  for (const one of lost) {
    const { promotionId, minor } = one
    if ((await takeUse(ctx, promotionId, minor)) || (await store.keepUnlimited(ctx.sql, promotionId))) {
      taken.push(one)
      continue
    }
    for (const back of taken) await giveUseBack(ctx, back.promotionId, back.minor)
    return false
  }
  if (lost.length > 0) await store.setRedemptions(ctx.sql, orderId, 'active')
  return true
}

async function takeUse(ctx: Ctx, promotionId: PromotionId, minor: bigint): Promise<boolean> {
  const use = await store.takeUse(ctx.sql, promotionId, minor)
  if (use?.isGone) await promotionsChanged.tell(ctx, use)
  return use !== undefined
}

async function giveUseBack(ctx: Ctx, promotionId: PromotionId, minor: bigint): Promise<void> {
  const use = await store.giveUseBack(ctx.sql, promotionId, minor)
  if (use?.isGone) await promotionsChanged.tell(ctx, use)
}

/** A guest has become an account: what they used counts for it. */
export const moveRedemptions = (ctx: Ctx, { guestId, personId }: { guestId: PersonId; personId: PersonId }) =>
  store.movePerson(ctx.sql, guestId, personId)
