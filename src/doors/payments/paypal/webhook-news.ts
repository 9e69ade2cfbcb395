import * as z from 'zod'
import type { PaymentNotice } from '../../doors.ts'
import type { DisputeStage } from '../dispute-desk.ts'
import type { PayPalClient } from './client.ts'
import { amountOf, captureNews, moneyShape, readTag, refundNews } from './orders.ts'

/*
 * What a webhook brings, as notices. A resource does not always name our order: then PayPal is asked for the capture it
 * belongs to, by its id alone, never by an address that the webhook gives.
 */

export const eventShape = z.object({
  id: z.string().min(1),
  event_type: z.string(),
  resource: z.record(z.string(), z.unknown()),
})

const captureShape = z.object({
  id: z.string(),
  status: z.string(),
  amount: moneyShape,
  custom_id: z.string().optional(),
  supplementary_data: z.object({ related_ids: z.object({ order_id: z.string().optional() }).optional() }).optional(),
})
const refundShape = z.object({
  id: z.string(),
  status: z.enum(['COMPLETED', 'PENDING', 'FAILED', 'CANCELLED']),
  amount: moneyShape,
  custom_id: z.string().optional(),
  links: z.array(z.object({ rel: z.string(), href: z.string() })).default([]),
})
const approvedShape = z.object({
  id: z.string(),
  purchase_units: z.array(z.object({ custom_id: z.string().optional(), amount: moneyShape })).min(1),
})
const disputeShape = z.object({
  dispute_id: z.string(),
  dispute_amount: moneyShape,
  disputed_transactions: z.array(z.object({ seller_transaction_id: z.string() })).min(1),
  dispute_outcome: z.object({ outcome_code: z.string() }).optional(),
  reason: z.string().optional(),
  status: z.string().optional(),
  seller_response_due_date: z.string().optional(),
})

/** Reads one event. @returns nothing for what is not ours to know @throws when its resource has another shape */
export async function newsOf(client: PayPalClient, type: string, resource: unknown): Promise<PaymentNotice[]> {
  if (type === 'CHECKOUT.ORDER.APPROVED') return approved(approvedShape.parse(resource))
  if (/^PAYMENT\.CAPTURE\.(COMPLETED|DENIED|DECLINED|PENDING)$/.test(type)) {
    const capture = captureShape.parse(resource)
    const about = await aboutCapture(client, capture)
    return about ? captureNews(about, capture) : []
  }
  if (type === 'PAYMENT.CAPTURE.REFUNDED' || /^PAYMENT\.REFUND\./.test(type)) {
    return refunded(client, refundShape.parse(resource))
  }
  if (/^CUSTOMER\.DISPUTE\.(CREATED|UPDATED|RESOLVED)$/.test(type)) {
    return disputed(client, disputeShape.parse(resource))
  }
  return []
}

/** The buyer has agreed; the money is ours when we take it, which whoever asks next does. */
function approved({ id, purchase_units: [unit] }: z.infer<typeof approvedShape>): PaymentNotice[] {
  if (!unit?.custom_id) return []
  const about = { intentId: unit.custom_id, providerRef: id, amount: amountOf(unit.amount) }
  return [{ eventId: `approved.${id}`, ...about, kind: 'pending' }]
}

async function aboutCapture(client: PayPalClient, capture: z.infer<typeof captureShape>) {
  const orderId = (one: typeof capture) => one.supplementary_data?.related_ids?.order_id
  const whole = orderId(capture) && capture.custom_id ? capture : await findCapture(client, capture.id)
  const providerRef = orderId(whole)
  return providerRef && whole.custom_id ? { intentId: whole.custom_id, providerRef } : undefined
}

const findCapture = (client: PayPalClient, id: string) =>
  client.get(`/v2/payments/captures/${encodeURIComponent(id)}`, captureShape)

async function refunded(client: PayPalClient, refund: z.infer<typeof refundShape>): Promise<PaymentNotice[]> {
  const ours = readTag(refund.custom_id)
  if (ours) return refundNews(ours, refund)
  const up = refund.links.find(({ rel }) => rel === 'up')?.href ?? ''
  const captureId = /\/v2\/payments\/captures\/([\w-]{1,40})$/.exec(up)?.[1]
  const about = captureId && (await aboutCapture(client, await findCapture(client, captureId)))
  return about ? refundNews({ ...about, refundId: refund.id }, refund) : []
}

async function disputed(client: PayPalClient, dispute: z.infer<typeof disputeShape>): Promise<PaymentNotice[]> {
  const about = await aboutCapture(
    client,
    await findCapture(client, dispute.disputed_transactions[0]!.seller_transaction_id),
  )
  if (!about) return []
  const { dispute_id: id, status = '', reason } = dispute
  const outcome = dispute.dispute_outcome?.outcome_code
  const stage = stageOf(status, outcome)
  const dueAt = instantOf(dispute.seller_response_due_date)
  const kind = stage === 'won' || stage === 'lost' ? 'disputeClosed' : 'disputed'
  return [
    {
      ...{ ...about, kind, amount: amountOf(dispute.dispute_amount) },
      eventId: `dispute.${[id, outcome ?? status, dueAt].filter(Boolean).join('.')}`,
      ...(reason && { reason: reason.toLowerCase() }),
      dispute: { id, stage, ...(dueAt && { dueAt }) },
    },
  ]
}

/**
 * PayPal holds the money from the first word on. `CANCELED_BY_BUYER`, `DENIED`, `RESOLVED_SELLER_FAVOUR`,
 * `RESOLVED_WITH_PAYOUT` leave it with the seller (developer.paypal.com/docs/api/customer-disputes/v1, `outcome_code`).
 */
function stageOf(status: string, outcome: string | undefined): DisputeStage {
  if (outcome !== undefined && outcome !== 'NONE') {
    return outcome === 'RESOLVED_BUYER_FAVOUR' || outcome === 'ACCEPTED' ? 'lost' : 'won'
  }
  return status === 'UNDER_REVIEW' ? 'underReview' : 'needsResponse'
}

function instantOf(text: string | undefined): string | undefined {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}
