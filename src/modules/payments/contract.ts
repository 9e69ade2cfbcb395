import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { currency, done, id, instant, localText, moneyShape, text } from '../../lib/shapes.ts'
import { caresContract } from './care-contract.ts'
import { disputesContract } from './dispute-contract.ts'
import { paymentProblems as problem } from './problems.ts'

export const intentStates = [
  'created',
  'waiting',
  'pending',
  'captured',
  'declined',
  'cancelled',
  'refunded',
  'review',
] as const

const country = z.string().regex(/^[A-Z]{2}$/)
/** Where a buyer pays: a computer, a phone's browser, or the browser inside one of these apps. */
const device = z.enum(['desk', 'phone', 'wechat', 'alipay'])

/** How a buyer wants to pay; without it, the first that `payments.methods` offers. */
export const payChoice = {
  method: z.string().max(40).optional(),
  device: device.optional(),
  /** One of `payments.kept`, instead of a method. */
  keptId: id<'kept'>().optional(),
}

const step = z.discriminatedUnion('kind', [
  /** A page to go to: absolute, or a path on this install. */
  z.object({ kind: z.literal('redirect'), url: z.string() }),
  /** A page to go to by a POST of these fields. */
  z.object({ kind: z.literal('form'), url: z.string(), fields: z.record(z.string(), z.string()) }),
  /** What the QR code to scan with a wallet says. */
  z.object({ kind: z.literal('qr'), text: z.string() }),
  /** Parameters of `getBrandWCPayRequest`, in WeChat's browser. */
  z.object({ kind: z.literal('wechat'), params: z.record(z.string(), z.string()) }),
])

const paymentView = z.object({
  intentId: id<'intent'>(),
  /** Null: coins were bought. */
  orderId: id<'order'>().nullable(),
  orderNumber: z.string(),
  provider: z.string(),
  /** The provider's id of the payment: what one looks for at its desk. */
  providerRef: z.string().nullable(),
  method: z.string(),
  state: z.enum(intentStates),
  reason: z.string().nullable(),
  amount: moneyShape,
  refunded: moneyShape,
  dispute: z.enum(['open', 'won', 'lost']).nullable(),
  createdAt: instant,
  refunds: z.array(
    z.object({
      refundId: id<'refund'>(),
      amount: moneyShape,
      reason: z.string(),
      state: z.enum(['asked', 'done', 'failed']),
      askedAt: instant,
    }),
  ),
})

export const paymentsContract = {
  'payments.methods': route({
    path: 'GET /brands/{brandId}/payment-methods',
    summary: 'Ways to pay an amount that fit the buyer, the likeliest first',
    access: 'anyone',
    input: z.object({
      brandId: id<'brand'>(),
      country,
      currency,
      minor: z.string().regex(/^\d{1,16}$/),
      device: device.default('phone'),
    }),
    output: z.object({
      items: z.array(
        z.object({
          method: z.string(),
          name: localText(60),
          kind: z.enum(['card', 'wallet', 'bank', 'later', 'cash']),
          /** The money may come days later. */
          slow: z.boolean(),
        }),
      ),
    }),
  }),
  'payments.kept': route({
    path: 'GET /me/payment-methods',
    summary: 'Ways to pay that are kept for the caller by their providers, the latest first',
    access: 'person',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          keptId: id<'kept'>(),
          method: z.string(),
          kind: z.enum(['card', 'wallet', 'bank', 'later', 'cash']),
          /** `Visa •••• 4242` */
          label: z.string(),
          /** `2034-12` */
          expires: z.string().nullable(),
        }),
      ),
    }),
  }),
  'payments.forgetKept': route({
    path: 'DELETE /me/payment-methods/{keptId}',
    summary: 'Forget a way to pay, at its provider too',
    access: 'person',
    input: z.object({ keptId: id<'kept'>() }),
    output: done,
    problems: [problem.unknownKept],
  }),
  'payments.intent': route({
    path: 'GET /intents/{intentId}',
    summary: 'One attempt to be paid: its state, and how to go on once the provider has said so',
    access: { own: 'intentId', or: ['owner', 'support', 'finance'] },
    input: z.object({ intentId: id<'intent'>() }),
    output: z.object({
      intentId: id<'intent'>(),
      /** Null: coins are bought. */
      orderId: id<'order'>().nullable(),
      /**
       * created → waiting (for the buyer, see step) → pending (the money is on its way) → captured | declined |
       * cancelled; captured → refunded. `review`: what came is not what was asked for, an operator looks at it.
       */
      state: z.enum(intentStates),
      method: z.string(),
      step: step.nullable(),
      /** The address of the page, when the step is one: absolute, or a path on this install. */
      redirectUrl: z.string().nullable(),
      /** Why it was declined, as a stable word: `card_declined`, `method_unavailable`, `payer_unknown`, `expired`. */
      reason: z.string().nullable(),
      amount: moneyShape,
      /** Where the buyer goes on afterwards: a path on this install. */
      returnTo: z.string(),
    }),
  }),
  'payments.namePayer': route({
    path: 'POST /intents/{intentId}/payer',
    summary: 'The buyer is back from the page that names them to a wallet, with the code it gave',
    access: { own: 'intentId' },
    input: z.object({ intentId: id<'intent'>(), code: z.string().min(1).max(512) }),
    output: done,
  }),
  'payments.ofOrder': route({
    path: 'GET /orders/{orderId}/payments',
    summary: 'Every attempt to pay an order, with its refunds and disputes',
    access: { staff: ['owner', 'support', 'finance'], of: 'orderId' },
    input: z.object({ orderId: id<'order'>() }),
    output: z.object({ items: z.array(paymentView) }),
  }),
  'payments.refund': route({
    path: 'POST /intents/{intentId}/refunds',
    summary: 'Give back a part of a payment, or what is left of it',
    access: { staff: ['owner', 'support', 'finance'], of: 'intentId' },
    input: z.object({ intentId: id<'intent'>(), amount: moneyShape, reason: text(200) }),
    output: z.object({ refundId: id<'refund'>() }),
    problems: [problem.notRefundable],
  }),
  'payments.reviews': route({
    path: 'GET /brands/{brandId}/payment-reviews',
    summary: 'Payments of another amount or currency than was asked for: somebody must look at them',
    access: { staff: ['owner', 'support', 'finance'], of: 'brandId' },
    input: z.object({ brandId: id<'brand'>() }),
    output: z.object({ items: z.array(paymentView) }),
  }),
  'payments.endReview': route({
    path: 'POST /intents/{intentId}/review',
    summary: 'A payment under review was seen to at the provider: it counts as not paid',
    access: { staff: ['owner', 'finance'], of: 'intentId' },
    input: z.object({ intentId: id<'intent'>(), note: text(200) }),
    output: done,
    problems: [problem.notUnderReview],
  }),
  'payments.checkSettlement': route({
    path: 'POST /brands/{brandId}/settlement-checks',
    summary: 'Compare a settlement file of a provider with our books: every difference by its name; nothing is kept',
    access: { staff: ['owner', 'finance'], of: 'brandId' },
    limit: { calls: 20, seconds: 60 },
    input: z.object({
      brandId: id<'brand'>(),
      provider: z.enum(['stripe', 'wechat-pay', 'alipay']),
      /** The file as it was downloaded, in base64. */
      file: z.base64().max(7_500_000),
    }),
    output: z.object({
      /** Lines in the file, and movements by our books. */
      rows: z.number().int(),
      booked: z.number().int(),
      from: instant.nullable(),
      to: instant.nullable(),
      /** Lines that are neither payment nor refund: payouts, disputes. For people to read. */
      others: z.number().int(),
      differences: z.array(
        z.object({
          what: z.enum(['missingThere', 'missingHere', 'twice', 'currency', 'amount', 'fee']),
          kind: z.enum(['capture', 'refund']),
          orderNumber: z.string().nullable(),
          /** What to look for at the provider. */
          reference: z.string(),
          booked: moneyShape.nullable(),
          settled: z.object({ minor: z.string(), currency: z.string() }).nullable(),
          at: instant.nullable(),
        }),
      ),
    }),
    problems: [problem.unreadableFile],
  }),
  ...caresContract,
  ...disputesContract,
} as const
