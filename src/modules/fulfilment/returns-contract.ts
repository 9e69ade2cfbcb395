import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, moneyShape, page, pageOf, text } from '../../lib/shapes.ts'
import { linkActLimit, linkLimit, orderLink, sameEmail } from '../orders/contract.ts'
import { orderProblems } from '../orders/problems.ts'
import { paymentProblems } from '../payments/problems.ts'
import { goods, parcelView, parts } from './parcel-shapes.ts'
import { fulfilmentProblems as problem } from './problems.ts'

export const returnStates = ['asked', 'accepted', 'refused', 'withdrawn', 'received', 'refunded'] as const
export const returnReasons = [
  'changedMind',
  'wrongSize',
  'damaged',
  'notAsDescribed',
  'wrongItem',
  'late',
  'other',
] as const

const orderId = id<'order'>()
const returnId = id<'return'>()
const desk = ['owner', 'producer', 'support'] as const

const returnWish = { lines: parts.min(1), reason: z.enum(returnReasons), words: text(500, 0).default('') }

const returnView = z.object({
  returnId,
  orderId,
  orderNumber: z.string(),
  state: z.enum(returnStates),
  reason: z.enum(returnReasons),
  words: z.string(),
  /** What the brand said to it. */
  answer: z.string(),
  customer: z.string(),
  askedAt: instant,
  decidedAt: instant.nullable(),
  receivedAt: instant.nullable(),
  /** What the units that arrived were paid with; before, what those asked for were. */
  worth: moneyShape,
  lines: z.array(
    z.object({
      ...goods,
      quantity: z.number().int(),
      restocked: z.number().int(),
      scrapped: z.number().int(),
    }),
  ),
})

const returnsView = z.object({
  items: z.array(returnView),
  /** Null: nothing can be sent back (yet, any more, or at all). */
  until: instant.nullable(),
  /** Units of each line that can be asked for now. */
  free: z.array(z.object({ lineId: id<'line'>(), quantity: z.number().int() })),
  /** Where it goes, once the brand has accepted. */
  address: z.array(z.string()),
  /** What the brand asks for, in the language of the order. */
  words: z.string(),
})

export const returnsContract = {
  'fulfilment.askReturn': route({
    path: 'POST /orders/{orderId}/returns',
    summary: 'Ask to send units back, within the days the brand takes returns',
    access: { own: 'orderId' },
    limit: { calls: 20, seconds: 3600 },
    input: z.object({ orderId, ...returnWish }),
    output: z.object({ returnId }),
    problems: [problem.noReturns, problem.tooLateToReturn, problem.tooManyUnits],
  }),
  'fulfilment.returnsOf': route({
    path: 'GET /orders/{orderId}/returns',
    summary: 'Returns of an order, and what can still be sent back',
    access: { own: 'orderId', or: ['owner', 'producer', 'support', 'finance'] },
    input: z.object({ orderId }),
    output: returnsView,
  }),
  'fulfilment.linked': route({
    path: 'GET /order-links/{link}/parcels',
    summary: 'Parcels that left and returns of an order, for whoever holds its link',
    access: 'anyone',
    limit: linkLimit,
    input: z.object({ link: orderLink }),
    output: z.object({ parcels: z.array(parcelView), returns: returnsView }),
  }),
  'fulfilment.askReturnLinked': route({
    path: 'POST /order-links/{link}/returns',
    summary: 'Ask to send units back by the link of an order: who does it says the e-mail of the order',
    access: 'anyone',
    limit: linkActLimit,
    input: z.object({ link: orderLink, email: sameEmail, ...returnWish }),
    output: z.object({ returnId }),
    problems: [orderProblems.wrongEmail, problem.noReturns, problem.tooLateToReturn, problem.tooManyUnits],
  }),
  'fulfilment.returns': route({
    path: 'GET /brands/{brandId}/returns',
    summary: 'Returns of a brand, the latest first',
    access: { staff: [...desk, 'finance'], of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), state: z.enum(returnStates).optional(), ...page }),
    output: pageOf(returnView),
  }),
  'fulfilment.withdrawReturn': route({
    path: 'POST /returns/{returnId}/withdrawal',
    summary: 'Keep it after all',
    access: { own: 'returnId' },
    input: z.object({ returnId }),
    output: done,
    problems: [problem.wrongReturnState],
  }),
  'fulfilment.answerReturn': route({
    path: 'POST /returns/{returnId}/answer',
    summary: 'Accept a return, or refuse it with a reason; the buyer is told',
    access: { staff: desk, of: 'returnId' },
    input: z.object({ returnId, accept: z.boolean(), answer: text(500, 0).default('') }),
    output: done,
    problems: [problem.wrongReturnState, problem.answerNeeded],
  }),
  'fulfilment.receiveReturn': route({
    path: 'POST /returns/{returnId}/receipt',
    summary: 'What arrived: units back on the shelf, and units that are not sold any more',
    access: { staff: desk, of: 'returnId' },
    input: z.object({
      returnId,
      lines: z
        .array(
          z.object({
            lineId: id<'line'>(),
            restocked: z.number().int().min(0).max(99),
            scrapped: z.number().int().min(0).max(99),
          }),
        )
        .min(1)
        .max(50),
    }),
    output: done,
    problems: [problem.wrongReturnState, problem.tooManyUnits],
  }),
  'fulfilment.refundReturn': route({
    path: 'POST /returns/{returnId}/refund',
    summary: 'Give back what the units that arrived were paid with, or another amount',
    access: { staff: ['owner', 'support', 'finance'], of: 'returnId' },
    input: z.object({ returnId, amount: moneyShape.optional() }),
    output: z.object({ refundId: id<'refund'>(), amount: moneyShape }),
    problems: [problem.wrongReturnState, problem.nothingToRefund, paymentProblems.notRefundable],
  }),
  'fulfilment.resendMail': route({
    path: 'POST /orders/{orderId}/fulfilment-mails',
    summary: 'Send a mail about a parcel, a return or a refund once more',
    access: { staff: ['owner', 'support'], of: 'orderId' },
    limit: { calls: 30, seconds: 60 },
    input: z.object({ orderId, kind: z.string().max(80) }),
    output: done,
    problems: [problem.notMailed],
  }),
} as const
