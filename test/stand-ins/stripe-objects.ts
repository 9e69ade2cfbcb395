import type { Payment, Refund } from './bank.ts'

/*
 * Stripe's objects as its API shows them (version 2026-10-28), with the fields that a shop reads.
 */

const seconds = (at: string) => Math.floor(Date.parse(at) / 1000)
export const isExpired = ({ more, state }: Payment, now: Date) => state === 'open' && now >= new Date(more.expires!)

export const sessionOf = (payment: Payment, now: Date) => {
  const { more } = payment
  const over = payment.state === 'closed' || isExpired(payment, now)
  return {
    id: payment.number,
    object: 'checkout.session',
    mode: 'payment',
    status: over ? 'expired' : payment.state === 'paid' || more.processing ? 'complete' : 'open',
    payment_status: payment.state === 'paid' ? 'paid' : 'unpaid',
    amount_total: Number(payment.minor),
    currency: payment.currency,
    client_reference_id: more.reference ?? null,
    metadata: JSON.parse(more.metadata ?? '{}') as Record<string, string>,
    payment_intent: more.tried ? more.payment! : null,
    payment_method_types: [more.method],
    allowed_payment_method_types: [more.method],
    url: over || payment.state === 'paid' ? null : more.url,
    success_url: payment.returnUrl,
    expires_at: seconds(more.expires!),
    livemode: false,
  }
}

export const paymentIntentOf = (payment: Payment) => {
  const { more, minor, currency } = payment
  const status = intentStatusOf(payment)
  return {
    ...{ id: more.payment, object: 'payment_intent', amount: Number(minor), currency, status },
    metadata: JSON.parse(more.metadata ?? '{}') as Record<string, string>,
    last_payment_error: more.failed ? { type: 'card_error', code: more.failed } : null,
    next_action:
      status === 'requires_action'
        ? { type: 'redirect_to_url', redirect_to_url: { url: more.asks, return_url: payment.returnUrl } }
        : null,
  }
}

function intentStatusOf({ state, more }: Payment): string {
  if (state === 'paid') return 'succeeded'
  if (state === 'closed') return 'canceled'
  if (more.processing === 'yes') return 'processing'
  return more.asks && !more.failed ? 'requires_action' : 'requires_payment_method'
}

const refundStates = { open: 'pending', done: 'succeeded', failed: 'failed' } as const

export const refundOf = ({ more, currency }: Payment, { number, minor, state, tag }: Refund) => ({
  ...{ id: number, object: 'refund', amount: Number(minor), currency, payment_intent: more.payment },
  ...{ charge: more.charge, status: refundStates[state], metadata: JSON.parse(tag || '{}') as Record<string, string> },
  ...(state === 'failed' && { failure_reason: 'expired_or_canceled_card' }),
})

export type DisputeStatus = 'warning_needs_response' | 'needs_response' | 'under_review' | 'won' | 'lost'

/** As of API 2026: money and a fee leave the balance with the dispute, and come back when it is won. */
export const disputeOf = ({ more, minor, currency }: Payment, status: DisputeStatus) => {
  const id = `dp_${more.payment!.slice(3)}`
  const line = (what: string, amount: number, fee: number) => ({
    ...{ id: `txn_${id}_${what}`, object: 'balance_transaction', type: 'adjustment', currency },
    ...{ amount, fee, net: amount - fee },
  })
  const out = line('out', -Number(minor), 1500)
  const back = line('back', Number(minor), 0)
  return {
    ...{ id, object: 'dispute', amount: Number(minor), currency },
    ...{ charge: more.charge, payment_intent: more.payment, reason: 'fraudulent', status },
    evidence_details: { due_by: seconds(more.paidAt!) + 604_800, has_evidence: false, submission_count: 0 },
    balance_transactions: status === 'warning_needs_response' ? [] : status === 'won' ? [out, back] : [out],
  }
}

/** What moved on the balance: 1.5 % and 25 cents are Stripe's. */
export function balanceOf(payments: readonly Payment[]) {
  return payments
    .filter(({ state }) => state === 'paid')
    .flatMap((payment) => {
      const { more, minor, currency, refunds } = payment
      const created = seconds(more.paidAt!)
      const fee = Math.round(Number(minor) * 0.015) + 25
      const metadata = JSON.parse(more.metadata ?? '{}') as Record<string, string>
      const charge = { id: more.charge, object: 'charge', amount: Number(minor), currency, metadata }
      const back = refunds.filter(({ state }) => state === 'done')
      const common = { object: 'balance_transaction', currency, created }
      return [
        { ...common, id: `txn_${more.charge}`, type: 'charge', amount: Number(minor), fee, source: charge },
        ...back.map((refund) => ({
          ...{ ...common, id: `txn_${refund.number}`, type: 'refund', amount: -Number(refund.minor), fee: 0 },
          source: refundOf(payment, refund),
        })),
      ]
    })
}

export const listOf = (url: string, data: readonly unknown[]) => ({ object: 'list', url, has_more: false, data })

/** `a[b][0][c]=1` → `{ a: { b: [{ c: '1' }] } }`, as Stripe reads forms. */
export function nestedForm(text: string): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.split(/[[\]]+/).filter((part) => part !== '')
    let at = out
    for (const part of path.slice(0, -1)) {
      at[part] ??= {}
      at = at[part] as Record<string, unknown>
    }
    at[path.at(-1)!] = value
  }
  return out
}
