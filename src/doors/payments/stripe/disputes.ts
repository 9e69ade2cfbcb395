import type Stripe from 'stripe'
import type { DisputeDesk, Evidence } from '../dispute-desk.ts'
import { asking } from './troubles.ts'

/** What a field of evidence may hold (docs.stripe.com/api/disputes/evidence_object). */
const textMost = 20_000

/** Answers disputes: evidence is sent at once, which Stripe takes one time; giving in is closing. */
export const createDesk = (stripe: Stripe): DisputeDesk => ({
  async respond({ disputeRef, answerId, evidence }) {
    const wish = { evidence: evidenceOf(evidence), submit: true, metadata: { answerId } }
    await asking(() => stripe.disputes.update(disputeRef, wish, { idempotencyKey: `dispute.${answerId}` }))
  },
  async accept({ disputeRef, answerId }) {
    await asking(() => stripe.disputes.close(disputeRef, {}, { idempotencyKey: `dispute.${answerId}` }))
  },
})

function evidenceOf({ note, papers, parcels, email }: Evidence): Stripe.DisputeUpdateParams.Evidence {
  const [parcel] = parcels
  const text = [note, ...papers].filter(Boolean).join('\n')
  return {
    uncategorized_text: [...text].slice(0, textMost).join(''),
    ...(email && { customer_email_address: email }),
    ...(parcel && {
      ...{ shipping_carrier: parcel.carrier, shipping_tracking_number: parcel.tracking },
      ...(parcel.sentAt && { shipping_date: parcel.sentAt.slice(0, 10) }),
    }),
  }
}
