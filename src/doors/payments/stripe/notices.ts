import type Stripe from 'stripe'
import type { PaymentNotice } from '../../doors.ts'
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

/** An inquiry (`warning_…`) has taken nothing. */
export function disputeNews(known: Known, { id, amount, currency, reason, status }: Stripe.Dispute): PaymentNotice[] {
  if (status.startsWith('warning')) return []
  const closed = status === 'won' || status === 'lost'
  const opened = { kind: 'disputed' as const, reason }
  const about = { ...known, amount: fromStripe(amount, currency) }
  return [
    closed
      ? { ...about, eventId: `${id}.closed`, kind: 'disputeClosed', reason: status }
      : { ...about, eventId: `${id}.opened`, ...opened },
  ]
}
