import type Stripe from 'stripe'
import type { PaymentNotice } from '../../doors.ts'
import type { DisputeStage } from '../dispute-desk.ts'
import { fromStripe } from './amounts.ts'

type Session = Stripe.Checkout.Session

/** Whose payment it is: another shop of the same account names no intent of ours. */
export type Known = { intentId: string; providerRef: string }
export const knownIn = ({ id, metadata }: Session): Known | undefined =>
  metadata?.intentId ? { intentId: metadata.intentId, providerRef: id } : undefined

/**
 * What a session says of its payment. A card that is refused says nothing here: the buyer is still on Stripe's page,
 * and may take another.
 */
export function sessionNews(session: Session): PaymentNotice[] {
  const known = knownIn(session)
  if (!known || session.mode !== 'payment') return []
  const amount = fromStripe(session.amount_total ?? 0, session.currency ?? '')
  const news = (kind: 'captured' | 'pending' | 'declined', reason?: string): PaymentNotice[] => [
    { ...known, eventId: `${session.id}.${kind}.${amount.minor}`, kind, amount, ...(reason && { reason }) },
  ]
  if (session.status === 'expired') return news('declined', 'expired')
  if (session.status !== 'complete') return []
  return session.payment_status === 'paid' ? news('captured') : news('pending')
}

/** A debit or a slip that came to nothing in the end. */
export const failedLater = (session: Session): PaymentNotice[] =>
  sessionNews({ ...session, payment_status: 'paid' }).map((news) => ({
    ...{ ...news, eventId: `${session.id}.declined` },
    ...{ kind: 'declined', reason: 'payment_failed' },
  }))

export function refundNews(known: Known, refund: Stripe.Refund): PaymentNotice[] {
  const kind = refund.status === 'succeeded' ? 'refunded' : failed.has(refund.status ?? '') ? 'refundFailed' : undefined
  if (!kind) return []
  const { id, metadata, failure_reason: reason } = refund
  return [
    {
      ...{ ...known, eventId: `${id}.${kind}`, kind, refundId: metadata?.refundId ?? id },
      ...{ amount: fromStripe(refund.amount, refund.currency), ...(reason && { reason }) },
    },
  ]
}
const failed = new Set(['failed', 'canceled'])

/** Stripe's words (docs.stripe.com/api/disputes/object, `status`): what begins with `warning_` is an inquiry. */
const stages: Record<string, DisputeStage> = {
  ...{ warning_needs_response: 'inquiry', warning_under_review: 'inquiry' },
  ...{ warning_closed: 'dropped', prevented: 'dropped' },
  ...{ needs_response: 'needsResponse', under_review: 'underReview', won: 'won', lost: 'lost' },
  ...{ appeal_needs_response: 'underReview', appeal_under_review: 'underReview' },
}

/** The event's id tells what it says, so that the same said twice is one, and each new word is heard. */
export function disputeNews(known: Known, dispute: Stripe.Dispute): PaymentNotice[] {
  const { id, amount, currency, reason, status, evidence_details: evidence, balance_transactions: lines = [] } = dispute
  const stage = stages[status]
  if (!stage) return []
  const due = evidence?.due_by
  const fees = lines
    .filter(({ fee }) => fee !== 0)
    .map((line) => ({ rowId: line.id, ...feeOf(line.fee, line.currency) }))
  return [
    {
      ...{ ...known, amount: fromStripe(amount, currency), reason },
      kind: stage === 'won' || stage === 'lost' ? 'disputeClosed' : 'disputed',
      eventId: [id, status, due, ...fees.map(({ rowId }) => rowId)].filter(Boolean).join('.'),
      dispute: { id, stage, fees, ...(due && { dueAt: new Date(due * 1000).toISOString() }) },
    },
  ]
}

/** Fees may be given back; amounts of Stripe's are counted the same on both sides of zero. */
const feeOf = (fee: number, currency: string) => {
  const { minor, currency: unit } = fromStripe(Math.abs(fee), currency)
  return { minor: fee < 0 ? `-${minor}` : minor, currency: unit }
}
