import type { Ctx } from '../../ctx.ts'
import type { PaymentNotice } from '../../doors/doors.ts'
import { newId } from '../../lib/ids.ts'
import { currencies, money } from '../../lib/money.ts'
import { amountText, care } from './caring.ts'
import { learnDispute, saidOf } from './decide.ts'
import { type Dispute, disputeKnownAs, keepDispute } from './dispute-store.ts'
import * as facts from './facts.ts'
import * as store from './store.ts'

/** A provider that gives disputes no id has one a payment. */
const refOf = ({ dispute, providerRef }: PaymentNotice) => dispute?.id ?? providerRef

/** The dispute that a notice is about, as far as we know it. */
export const disputeOf = async ({ sql }: Ctx, provider: string, notice: PaymentNotice): Promise<Dispute | undefined> =>
  notice.kind === 'disputed' || notice.kind === 'disputeClosed'
    ? disputeKnownAs(sql, provider, refOf(notice))
    : undefined

const told = { opened: 'disputed', won: 'disputeWon', lost: 'disputeLost' } as const
const summary = { opened: 'open', won: 'won', lost: 'lost' } as const

/** A dispute goes on: what it takes from us, gives back or keeps is told once, whatever order notices come in. */
export async function applyDispute(ctx: Ctx, intent: store.StoredIntent, notice: PaymentNotice): Promise<void> {
  const { intentId, orderId, topUpId, brandId, provider } = intent
  const known = await disputeOf(ctx, provider, notice)
  const { moves, stage, dueAt, withdrawn } = learnDispute(known, saidOf(notice))
  const disputeId = known?.disputeId ?? newId<'dispute'>(ctx.now)
  const amount = known ? money(known.amountMinor, known.currency) : money(notice.amount.minor, intent.amount.currency)
  const fees = notice.dispute?.fees ?? []
  const isOver = stage === 'won' || stage === 'lost' || stage === 'dropped'
  await keepDispute(ctx.sql, ctx.now, {
    ...{ disputeId, intentId, brandId, provider, providerRef: refOf(notice), reason: notice.reason ?? '' },
    ...{ amountMinor: amount.minor, currency: amount.currency, stage, withdrawn, dueAt },
    fees: Object.fromEntries(fees.map(({ rowId, ...fee }) => [rowId, fee])),
    endedAt: isOver ? ctx.now : null,
  })
  const about = { intentId, orderId, topUpId, brandId, provider }
  if (!known && stage === 'inquiry') await care(ctx, intent, 'disputeAsked', detailOf(notice))
  for (const became of moves) {
    await store.setDispute(ctx.sql, intentId, summary[became])
    await facts.paymentDisputed.tell(ctx, { ...about, disputeId, amount, became })
    await care(ctx, intent, told[became], became === 'opened' ? detailOf(notice) : amountText(notice))
  }
  for (const { rowId, minor, currency } of fees.filter((one) => !(known && one.rowId in known.fees))) {
    const ours = currencies.find((one) => one === currency)
    if (ours) await facts.disputeFeeKept.tell(ctx, { ...about, rowId, fee: money(minor, ours) })
  }
}

const detailOf = (notice: PaymentNotice) => [amountText(notice), notice.reason].filter(Boolean).join(', ')
