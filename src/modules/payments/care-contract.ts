import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, moneyShape, text } from '../../lib/shapes.ts'
import { paymentProblems as problem } from './problems.ts'

const brandId = id<'brand'>()

/**
 * Another amount or currency than was asked for (`wrongAmount`, not believed), a word about a payment that does not fit
 * it (`wrongNotice`), money for a payment we know nothing of (`unknown`), money that came when the pieces were gone
 * (`late`) or for an order that was paid already (`second`), a refund that did not arrive (`refundFailed`).
 */
export const cares = ['wrongAmount', 'wrongNotice', 'unknown', 'late', 'second', 'refundFailed'] as const

export const caresContract = {
  'payments.cares': route({
    path: 'GET /brands/{brandId}/payment-cares',
    summary: 'Payments that need a look, each with why and what was done; or those that are seen to',
    access: { staff: ['owner', 'support', 'finance'], of: 'brandId' },
    input: z.object({ brandId, which: z.enum(['open', 'seen']).default('open') }),
    output: z.object({
      open: z.number().int(),
      items: z.array(
        z.object({
          careId: id<'care'>(),
          what: z.enum(cares),
          at: instant,
          detail: z.string(),
          intentId: id<'intent'>().nullable(),
          orderId: id<'order'>().nullable(),
          orderNumber: z.string().nullable(),
          provider: z.string(),
          providerRef: z.string(),
          /** What was asked for, and what came, in whatever currency. */
          asked: moneyShape.nullable(),
          came: z.object({ minor: z.string(), currency: z.string() }),
          /** What was given back, or was to be. */
          refund: z.object({ amount: moneyShape, state: z.enum(['asked', 'done', 'failed']) }).nullable(),
          /** What can be given back now with `payments.refund`: what is left, and was meant to go. */
          mayRefund: moneyShape.nullable(),
          seen: z.object({ at: instant, by: z.string(), note: z.string() }).nullable(),
        }),
      ),
    }),
  }),
  'payments.endCare': route({
    path: 'POST /brands/{brandId}/payment-cares/{careId}/end',
    summary: 'Somebody has seen to it, and says how; a payment of another amount counts as not paid from then on',
    access: { staff: ['owner', 'finance'], of: 'brandId' },
    input: z.object({ brandId, careId: id<'care'>(), note: text(200) }),
    output: done,
    problems: [problem.unknownCare],
  }),
} as const
