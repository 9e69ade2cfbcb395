import type { Ctx } from '../../ctx.ts'
import type { PaymentNotice } from '../../doors/doors.ts'
import { methodById } from '../../doors/payments/methods.ts'
import { type IntentId, isId } from '../../lib/ids.ts'
import { money } from '../../lib/money.ts'
import { amountText, care, listCare } from './caring.ts'
import { judge, type Outcome, underWayMs } from './decide.ts'
import { applyDispute, disputeOf } from './dispute-notices.ts'
import * as facts from './facts.ts'
import { learnKept } from './keeping.ts'
import * as refunds from './refund-store.ts'
import * as store from './store.ts'

type Intent = store.StoredIntent

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
  const refund = intent && (await knownRefund(ctx, intent, notice))
  const dispute = intent && (await disputeOf(ctx, provider, notice))
  const outcome = judge(intent, provider, notice, { refund, dispute })
  await store.setOutcome(ctx.sql, provider, notice.eventId, outcome)
  ctx.log.info({ provider, eventId: notice.eventId, intentId: notice.intentId, outcome }, 'payments.notice')
  const change = changes[outcome]
  if (intent && change) await change(ctx, intent, notice)
  const ours = intent?.provider === provider ? intent : undefined
  const odd = oddities[outcome]
  // What is told of money alone: a page that was closed, for whomever, is nobody's concern.
  if (odd && notice.kind !== 'declined' && notice.kind !== 'pending') await listCare(ctx, odd, provider, ours, notice)
  return outcome
}

const knownRefund = async ({ sql }: Ctx, { intentId }: Intent, { kind, refundId, eventId }: PaymentNotice) =>
  kind === 'refunded' || kind === 'refundFailed' ? refunds.refundKnownAs(sql, intentId, refundId ?? eventId) : undefined

/** What somebody has to look at, though it changes nothing. */
const oddities: Partial<Record<Outcome, 'unknown' | 'wrongNotice'>> = {
  ...{ unknownIntent: 'unknown', foreignProvider: 'unknown' },
  ...{ foreignPayment: 'wrongNotice', wrongAmount: 'wrongNotice' },
}

/** What each outcome that changes something does. */
const changes: Partial<Record<Outcome, (ctx: Ctx, intent: Intent, notice: PaymentNotice) => Promise<void>>> = {
  captured,
  declined,
  pending,
  review,
  refunded,
  refundFailed,
  disputed: applyDispute,
  disputeClosed: applyDispute,
}

async function captured(ctx: Ctx, intent: Intent, notice: PaymentNotice): Promise<void> {
  const { intentId, orderId, topUpId, provider, amount } = intent
  await store.setState(ctx.sql, intentId, { state: 'captured', reason: null, providerRef: notice.providerRef })
  await settled(ctx, intent, notice, 'captured')
  if (orderId) await facts.paymentCaptured.tell(ctx, { intentId, orderId, provider, amount })
  if (topUpId) await facts.topUpCaptured.tell(ctx, { topUpId, provider, amount })
  const { personId } = intent
  if (intent.keeps) await ctx.later(learnKept, { personId, provider }, { key: `payments.kept.${personId}.${provider}` })
  // Notices overtake one another: a refund that was told before its capture has been waiting in the inbox.
  for (const early of await store.earlyNotices(ctx.sql, intent.provider, intentId)) {
    await apply(ctx, intent.provider, early)
  }
}

/** Of a provider that names no instrument, the kept one it was asked for is one. */
async function settled(
  ctx: Ctx,
  { intentId, brandId, personId, orderId, topUpId, provider, keptRef }: Intent,
  notice: PaymentNotice,
  became: 'captured' | 'declined',
): Promise<void> {
  const word = notice.instrument ?? keptRef
  const instrument = word === null ? null : `${provider}/${word}`
  await facts.paymentSettled.tell(ctx, { intentId, brandId, personId, orderId, topUpId, instrument, became })
}

async function declined(ctx: Ctx, intent: Intent, notice: PaymentNotice): Promise<void> {
  const { intentId, orderId } = intent
  const reason = notice.reason ?? 'declined'
  await store.setState(ctx.sql, intentId, { state: 'declined', reason, providerRef: notice.providerRef })
  await settled(ctx, intent, notice, 'declined')
  if (orderId) await facts.paymentDeclined.tell(ctx, { intentId, orderId, reason })
}

async function pending(ctx: Ctx, { intentId, orderId, method }: Intent, notice: PaymentNotice): Promise<void> {
  await store.setState(ctx.sql, intentId, { state: 'pending', reason: null, providerRef: notice.providerRef })
  // Some providers wait for our word before they take the money: they are asked at once.
  await store.setAskAt(ctx.sql, intentId, ctx.now)
  const until = new Date(ctx.now.getTime() + underWayMs(methodById(method)))
  if (orderId) await facts.paymentPending.tell(ctx, { intentId, orderId, until })
}

async function review(ctx: Ctx, intent: Intent, notice: PaymentNotice): Promise<void> {
  const reason = `received ${notice.amount.minor} ${notice.amount.currency}`
  await store.setState(ctx.sql, intent.intentId, { state: 'review', reason, providerRef: notice.providerRef })
  ctx.log.error({ intentId: intent.intentId, reason }, 'payments.review')
  await care(ctx, intent, 'underReview', amountText(notice))
  await listCare(ctx, 'wrongAmount', intent.provider, intent, notice)
}

async function refunded(ctx: Ctx, intent: Intent, notice: PaymentNotice): Promise<void> {
  const { intentId, orderId, topUpId, provider } = intent
  await keepRefund(ctx, intent, notice, 'done')
  const amount = money(notice.amount.minor, intent.amount.currency)
  await store.addRefunded(ctx.sql, intentId, amount.minor)
  const whole = intent.refundedMinor + amount.minor === intent.amount.minor
  const { refundId } = (await knownRefund(ctx, intent, notice))!
  if (orderId) await facts.paymentRefunded.tell(ctx, { intentId, orderId, provider, refundId, amount, whole })
  if (topUpId) await facts.topUpRefund.tell(ctx, { intentId, topUpId, provider, refundId, amount, became: 'done' })
}

/** The money is with us again, or never left. */
async function refundFailed(ctx: Ctx, intent: Intent, notice: PaymentNotice): Promise<void> {
  const before = await keepRefund(ctx, intent, notice, 'failed')
  const { intentId, orderId, topUpId, provider } = intent
  const amount = money(notice.amount.minor, intent.amount.currency)
  const { refundId } = (await knownRefund(ctx, intent, notice))!
  if (before === 'done') {
    await store.addRefunded(ctx.sql, intentId, -amount.minor)
    if (orderId) await facts.paymentRefundUndone.tell(ctx, { intentId, orderId, provider, refundId, amount })
  }
  const became = before === 'done' ? 'undone' : 'failed'
  if (topUpId) await facts.topUpRefund.tell(ctx, { intentId, topUpId, provider, refundId, amount, became })
  await care(ctx, intent, 'refundFailed', [amountText(notice), notice.reason].filter(Boolean).join(', '))
  await listCare(ctx, 'refundFailed', provider, intent, notice, refundId)
}

/** Writes down how a refund ended; one we did not ask for was made at the provider's desk. @returns how it stood before */
async function keepRefund(
  ctx: Ctx,
  { intentId }: Intent,
  { refundId, eventId, amount }: PaymentNotice,
  state: 'done' | 'failed',
): Promise<'asked' | 'done' | 'failed' | undefined> {
  const known = await refunds.refundKnownAs(ctx.sql, intentId, refundId ?? eventId)
  if (known) await refunds.setRefundState(ctx.sql, known.refundId, state)
  else {
    const foreign = { foreignId: refundId ?? eventId, amountMinor: BigInt(amount.minor), state }
    await refunds.addForeignRefund(ctx.sql, ctx.now, { intentId, ...foreign })
  }
  return known?.state
}
