import * as z from 'zod'
import type { IntentWish, PaymentNotice } from '../../doors.ts'
import { decimalOf, minorOf } from '../decimal.ts'

/*
 * Orders of PayPal (API v2), and what can be read from them. What we call a payment is its order; what money moved is a
 * capture of it. developer.paypal.com/docs/api/orders/v2
 */

export const moneyShape = z.object({ currency_code: z.string(), value: z.string() })

/** The body of `POST /v2/checkout/orders`. `custom_id` comes back in every capture, webhook and report. */
export const orderOf = ({ intentId, orderNumber, amount, description }: IntentWish, returnUrl: string) => ({
  intent: 'CAPTURE',
  purchase_units: [
    {
      reference_id: 'default',
      custom_id: intentId,
      description: [...`${description} ${orderNumber}`].slice(0, 127).join(''),
      amount: { currency_code: amount.currency, value: decimalOf(BigInt(amount.minor), amount.currency) },
    },
  ],
  payment_source: {
    paypal: {
      experience_context: {
        return_url: returnUrl,
        cancel_url: returnUrl,
        user_action: 'PAY_NOW',
        // Where it goes was asked before.
        shipping_preference: 'NO_SHIPPING',
      },
    },
  },
})

const refundShape = z.object({
  id: z.string(),
  status: z.enum(['COMPLETED', 'PENDING', 'FAILED', 'CANCELLED']),
  amount: moneyShape.optional(),
  custom_id: z.string().optional(),
})
export type Refund = z.infer<typeof refundShape>

const captureShape = z.object({
  id: z.string(),
  status: z.string(),
  amount: moneyShape,
  custom_id: z.string().optional(),
})

export const orderShape = z.object({
  id: z.string(),
  status: z.enum(['CREATED', 'SAVED', 'APPROVED', 'VOIDED', 'COMPLETED', 'PAYER_ACTION_REQUIRED']),
  links: z.array(z.object({ rel: z.string(), href: z.string() })).default([]),
  purchase_units: z
    .array(
      z.object({
        custom_id: z.string().optional(),
        payments: z
          .object({ captures: z.array(captureShape).default([]), refunds: z.array(refundShape).default([]) })
          .optional(),
      }),
    )
    .default([]),
})
export type Order = z.infer<typeof orderShape>
export type Capture = z.infer<typeof captureShape>

export const unitOf = (order: Order) => order.purchase_units[0]
export const captureOf = (order: Order): Capture | undefined => unitOf(order)?.payments?.captures[0]

/** Our name of a refund at PayPal, where its webhook must lead us back: the intent, the order, the refund. */
export const refundTag = (intentId: string, orderId: string, refundId: string) => `${intentId}/${orderId}/${refundId}`

/** What a tag says; undefined for a refund that was not made by us. */
export function readTag(tag: string | undefined) {
  const [intentId, providerRef, refundId, more] = (tag ?? '').split('/')
  return intentId && providerRef && refundId && more === undefined ? { intentId, providerRef, refundId } : undefined
}

type About = { intentId: string; providerRef: string }

/** What a capture says: its status once it was refunded still means that the money had come. */
export function captureNews(about: About, { id, status, amount }: Capture): PaymentNotice[] {
  const said = { ...about, amount: amountOf(amount) }
  const came = ['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED'].includes(status)
  if (came) return [{ eventId: `paid.${id}.${amount.value}`, ...said, kind: 'captured' }]
  if (status === 'PENDING') return [{ eventId: `pending.${id}`, ...said, kind: 'pending' }]
  if (status !== 'DECLINED' && status !== 'FAILED') return []
  return [{ eventId: `${status}.${id}`, ...said, kind: 'declined', reason: 'payment_failed' }]
}

/** What a refund says; nothing while it is under way. */
export function refundNews(about: About & { refundId: string }, { id, status, amount }: Refund): PaymentNotice[] {
  if (status === 'PENDING' || !amount) return []
  const said = { eventId: `refund.${id}.${status}`, ...about, amount: amountOf(amount) }
  if (status === 'COMPLETED') return [{ ...said, kind: 'refunded' }]
  return [{ ...said, kind: 'refundFailed', reason: 'refund_refused' }]
}

/** An amount as PayPal says it. One that is no amount at all is zero: it will be the wrong one. */
export const amountOf = ({ currency_code, value }: z.infer<typeof moneyShape>) => ({
  minor: String(minorOf(value, currency_code) ?? 0n),
  currency: currency_code,
})
