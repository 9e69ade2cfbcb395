import type { Ctx } from '../../ctx.ts'
import type { Id, PersonId, TopUpId } from '../../lib/ids.ts'
import type { Money } from '../../lib/money.ts'
import { balancesLocked, coinUnit, post, submit } from '../ledger/ledger.ts'
import { arrived, cameBack, disputed, recovered, takenBack, toppedUp } from './postings.ts'
import { giveUp } from './reviewing.ts'
import * as store from './store.ts'

const topUpOf = async ({ sql }: Ctx, topUpId: TopUpId) =>
  (await store.topUpById(sql, topUpId)) ?? Promise.reject(new Error(`there is no top-up ${topUpId}`))

/** The coins are in the purse within a second. */
export async function hearTopUpCaptured(
  ctx: Ctx,
  { topUpId, provider, amount }: { topUpId: TopUpId; provider: string; amount: Money },
): Promise<void> {
  const { brandId, personId, coins, review } = await topUpOf(ctx, topUpId)
  await store.setPaid(ctx.sql, topUpId, provider, ctx.now)
  // Coins that wait for somebody's eye are not handed out; those that were declined meanwhile go back.
  if (review === 'waiting') return
  if (review === 'declined') return giveUp(ctx, topUpId)
  await submit(ctx, brandId, toppedUp({ topUpId, personId, provider, coins: BigInt(coins), amount }))
}

type RefundNews = {
  topUpId: TopUpId
  provider: string
  refundId: Id<'refund'>
  amount: Money
  became: 'done' | 'undone' | 'failed'
}

export async function hearTopUpRefund(ctx: Ctx, news: RefundNews): Promise<void> {
  const { topUpId, refundId, provider, became } = news
  const back = await store.refundById(ctx.sql, refundId)
  if (back) {
    const transfer = became === 'done' ? arrived(back, provider) : cameBack(back, provider, became)
    return submit(ctx, back.brandId, transfer)
  }
  // At the provider's desk: what the purse still has depends on what is spent meanwhile.
  if (became === 'done') await ctx.later(takeBack, { topUpId, refundId, provider, ...textOf(news.amount) })
  if (became !== 'undone') return
  const { brandId } = await topUpOf(ctx, topUpId)
  await submit(ctx, brandId, recovered(refundId, provider, news.amount))
}

const textOf = ({ minor, currency }: Money) => ({ minor: minor.toString(), currency })

type DisputeNews = {
  topUpId: TopUpId | null
  disputeId: string
  provider: string
  amount: Money
  became: 'opened' | 'won' | 'lost'
}

/** The purse stays as it is until the bank has decided; of what is lost, it gives what it still has. */
export async function hearPaymentDisputed(ctx: Ctx, { topUpId, disputeId, provider, amount, became }: DisputeNews) {
  if (!topUpId) return
  const { brandId } = await topUpOf(ctx, topUpId)
  if (became !== 'lost') return submit(ctx, brandId, disputed(disputeId, provider, amount, became))
  await ctx.later(takeBack, { topUpId, refundId: disputeId, provider, to: 'disputed', ...textOf(amount) })
}

type TakeBack = {
  topUpId: TopUpId
  refundId: string
  provider: string
  /** Where the money went: by default the provider gave it back itself. */
  to?: 'provider' | 'disputed'
  minor: string
  currency: Money['currency']
}

/** Takes from a purse what a provider gave back by itself, or a bank took for good. */
export const takeBack = {
  name: 'coins.takeBack',
  async run(ctx: Ctx, { topUpId, refundId, provider, to = 'provider', minor, currency }: TakeBack): Promise<void> {
    const { brandId, personId } = await topUpOf(ctx, topUpId)
    const balances = await balancesLocked(ctx.sql, brandId, ['coins', 'prepaid'], [personId as PersonId])
    const has = (unit: string) => {
      const found = balances.find((one) => one.currency === unit)
      return found ? found.posted - found.held : 0n
    }
    const amount = { minor: BigInt(minor), currency }
    const transfer = takenBack(
      { refundId, personId, amount },
      { purpose: to, owner: provider, currency },
      { coins: has(coinUnit), minor: has(currency) },
    )
    const { writes } = await post(ctx.sql, ctx.now, brandId, [transfer])
    await Promise.all(writes)
  },
}
