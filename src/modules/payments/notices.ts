import type { Ctx } from '../../ctx.ts'
import type { PaymentNotice } from '../../doors/doors.ts'
import { type IntentId, isId } from '../../lib/ids.ts'
import { money } from '../../lib/money.ts'
import { type Intent, judge, type Outcome } from './decide.ts'
import { paymentCaptured, paymentDeclined, paymentRefunded } from './facts.ts'
import * as store from './store.ts'

/**
 * Takes in what a provider says, by webhook or when asked: the inbox first, then at most one change of the intent.
 * The same notice again, or one that is late, foreign or of a wrong amount, changes nothing.
 * @returns what became of it; `repeated` for a notice that the inbox had already
 */
export async function receiveNotice(ctx: Ctx, provider: string, notice: PaymentNotice): Promise<Outcome> {
  if (!(await store.keepNotice(ctx.sql, ctx.now, provider, notice))) return 'repeated'
  return apply(ctx, provider, notice)
}

async function apply(ctx: Ctx, provider: string, notice: PaymentNotice): Promise<Outcome> {
  const intent = isId(notice.intentId) ? await store.lockedIntent(ctx.sql, notice.intentId as IntentId) : undefined
  const outcome = judge(intent, provider, notice)
  await store.setOutcome(ctx.sql, provider, notice.eventId, outcome)
  ctx.log.info({ provider, eventId: notice.eventId, intentId: notice.intentId, outcome }, 'payments.notice')
  if (!intent) return outcome
  if (outcome === 'captured') await capture(ctx, intent, notice)
  if (outcome === 'declined') await decline(ctx, intent, notice)
  if (outcome === 'refunded') await giveBack(ctx, intent, notice)
  return outcome
}

async function capture(ctx: Ctx, intent: Intent, notice: PaymentNotice): Promise<void> {
  const { intentId, orderId, amount } = intent
  await store.setState(ctx.sql, intentId, { state: 'captured', reason: null, providerRef: notice.providerRef })
  await paymentCaptured.tell(ctx, { intentId, orderId, amount })
  // Notices overtake one another: a refund that was told before its capture has been waiting in the inbox.
  for (const early of await store.earlyNotices(ctx.sql, intent.provider, intentId)) {
    await apply(ctx, intent.provider, early)
  }
}

async function decline(ctx: Ctx, { intentId, orderId }: Intent, notice: PaymentNotice): Promise<void> {
  const reason = notice.reason ?? 'declined'
  await store.setState(ctx.sql, intentId, { state: 'declined', reason, providerRef: notice.providerRef })
  await paymentDeclined.tell(ctx, { intentId, orderId, reason })
}

async function giveBack(ctx: Ctx, intent: Intent, notice: PaymentNotice): Promise<void> {
  const { intentId, orderId } = intent
  const amount = money(notice.amount.minor, intent.amount.currency)
  await store.addRefunded(ctx.sql, intentId, amount.minor)
  const whole = intent.refundedMinor + amount.minor === intent.amount.minor
  await paymentRefunded.tell(ctx, { intentId, orderId, amount, whole })
}
