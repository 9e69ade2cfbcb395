import type { Ctx } from '../../ctx.ts'
import type { TopUpId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import { post, submit } from '../ledger/ledger.ts'
import { refundableOf, refundIntent } from '../payments/payments.ts'
import { givenBack, toppedUp } from './postings.ts'
import * as store from './store.ts'

/*
 * Coins that are not handed out before somebody has looked at how they were bought.
 */

const found = async ({ sql }: Ctx, topUpId: TopUpId) =>
  (await store.topUpById(sql, topUpId)) ?? Promise.reject(new Error(`there is no top-up ${topUpId}`))

/** What they are called in a list. */
export const topUpsByIds = (sql: Sql, topUpIds: readonly TopUpId[]) => store.topUpsByIds(sql, topUpIds)

/** From now on its coins wait, also when they are paid meanwhile. Those that are in a purse stay there. */
export async function holdTopUp(ctx: Ctx, topUpId: TopUpId): Promise<void> {
  const { paidAt, review } = await found(ctx, topUpId)
  if (paidAt === null && review === null) await store.setReview(ctx.sql, topUpId, 'waiting')
}

/** Its coins are handed out, as soon as they are paid. */
export async function releaseTopUp(ctx: Ctx, topUpId: TopUpId): Promise<void> {
  const { review, paidAt } = await found(ctx, topUpId)
  if (review !== 'waiting') return
  await store.setReview(ctx.sql, topUpId, null)
  if (paidAt === null) return
  const { transfer, brandId } = await bought(ctx, topUpId)
  await submit(ctx, brandId, transfer)
}

/** Its coins are never handed out: what is paid for them goes back. */
export async function declineTopUp(ctx: Ctx, topUpId: TopUpId): Promise<void> {
  const { review, paidAt } = await found(ctx, topUpId)
  if (review !== 'waiting') return
  await store.setReview(ctx.sql, topUpId, 'declined')
  if (paidAt !== null) await giveUp(ctx, topUpId)
}

async function bought(ctx: Ctx, topUpId: TopUpId) {
  const { brandId, personId, coins, provider } = await found(ctx, topUpId)
  const [payment] = await refundableOf(ctx.sql, [topUpId])
  if (!payment || !provider) throw new Error(`the top-up ${topUpId} has no payment to speak of`)
  const { left: amount, intentId } = payment
  const transfer = toppedUp({ topUpId, personId, provider, coins: BigInt(coins), amount })
  return { brandId, personId, coins: BigInt(coins), amount, intentId, transfer }
}

/** In and out again under one lock of the book: what came is written down, and nobody could spend it. */
export async function giveUp(ctx: Ctx, topUpId: TopUpId): Promise<void> {
  const { brandId, personId, coins, amount, intentId, transfer } = await bought(ctx, topUpId)
  const refundId = await refundIntent(ctx, { intentId, amount, reason: 'coins not handed out' })
  await store.addRefund(ctx.sql, { refundId, brandId, personId, coins, amount, at: ctx.now })
  const { answer, writes } = await post(ctx.sql, ctx.now, brandId, [
    transfer,
    givenBack({ refundId, personId, coins, amount }),
  ])
  await Promise.all(writes)
  if (answer.some((one) => 'refused' in one)) throw new Error(`the book refused to give back ${topUpId}`)
}
