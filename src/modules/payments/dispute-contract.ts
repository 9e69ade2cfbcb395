import * as z from 'zod'
import type { DisputeStage } from '../../doors/payments/dispute-desk.ts'
import { route } from '../../lib/contract.ts'
import { done, id, instant, moneyShape } from '../../lib/shapes.ts'
import { paymentProblems as problem } from './problems.ts'

const brandId = id<'brand'>()
const disputeId = id<'dispute'>()
const readers = { staff: ['owner', 'support', 'finance'], of: 'brandId' } as const
const deciders = { staff: ['owner', 'finance'], of: 'brandId' } as const

/** In the order in which a dispute goes on: only an `inquiry`, and one that was `dropped`, has taken no money. */
export const disputeStages = [
  'inquiry',
  'dropped',
  'needsResponse',
  'underReview',
  'won',
  'lost',
] as const satisfies readonly DisputeStage[]

/** What is sent to the provider: in the brand's own words, with the names of papers that lie elsewhere. */
const evidence = {
  note: z.string().trim().max(5000),
  papers: z.array(z.string().trim().min(1).max(300)).max(10),
}
const parcel = z.object({
  carrier: z.string().trim().max(80),
  tracking: z.string().trim().min(1).max(120),
  sentAt: instant.nullable(),
})

export const disputesContract = {
  'payments.disputes': route({
    path: 'GET /brands/{brandId}/disputes',
    summary: 'What buyers’ banks ask about or have taken back: open ones by when an answer is due, or those that ended',
    access: readers,
    input: z.object({ brandId, which: z.enum(['open', 'ended']).default('open') }),
    output: z.object({
      /** Open ones, whichever were asked for. */
      open: z.number().int(),
      items: z.array(
        z.object({
          disputeId,
          intentId: id<'intent'>(),
          /** Null: coins were bought. */
          orderId: id<'order'>().nullable(),
          orderNumber: z.string(),
          provider: z.string(),
          /** What to look for at the provider: the dispute, and the payment. */
          providerRef: z.string(),
          paymentRef: z.string().nullable(),
          /** The bank's reason, as a stable word of the provider: `fraudulent`, `product_not_received`. */
          reason: z.string(),
          amount: moneyShape,
          /** What the provider keeps for it, as far as it has said. */
          fee: moneyShape,
          stage: z.enum(disputeStages),
          /** The money is not with us. */
          isWithdrawn: z.boolean(),
          dueAt: instant.nullable(),
          openedAt: instant,
          endedAt: instant.nullable(),
          note: z.string(),
          papers: z.array(z.string()),
          answer: z.enum(['responding', 'responded', 'accepting', 'accepted', 'failed']).nullable(),
          answeredAt: instant.nullable(),
          trouble: z.string().nullable(),
          /** Why it cannot be answered from here. */
          whyNotAnswer: z.enum(['ended', 'answered', 'tooLate', 'atProvider']).nullable(),
        }),
      ),
    }),
  }),
  'payments.keepEvidence': route({
    path: 'PUT /brands/{brandId}/disputes/{disputeId}/evidence',
    summary: 'Keep what speaks for the brand, until it is sent',
    access: readers,
    input: z.object({ brandId, disputeId, ...evidence }),
    output: done,
    problems: [problem.unknownDispute, problem.disputeAnswered],
  }),
  'payments.answerDispute': route({
    path: 'POST /brands/{brandId}/disputes/{disputeId}/answer',
    summary: 'Send the evidence to the provider, which takes one answer; or accept: the money stays with the buyer',
    access: deciders,
    input: z.object({ brandId, disputeId, how: z.enum(['respond', 'accept']), ...evidence }).extend({
      /** What has left, and how it can be followed. */
      parcels: z.array(parcel).max(10).default([]),
    }),
    output: done,
    problems: [problem.unknownDispute, problem.disputeAnswered, problem.disputeAtProvider, problem.nothingToSay],
  }),
} as const
