import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant } from '../../lib/shapes.ts'
import { storeView } from '../orders/contract.ts'
import { orderProblems } from '../orders/problems.ts'
import { goods } from './parcel-shapes.ts'
import { fulfilmentProblems as problem } from './problems.ts'

const brandId = id<'brand'>()
const orderId = id<'order'>()
const desk = ['owner', 'producer', 'support'] as const

/** What a buyer shows at the counter: eight letters and digits, however they are typed. */
const code = z.string().min(8).max(20)

export const collectStates = ['waiting', 'ready', 'collected', 'returned'] as const

/** An order at the counter. */
const counterView = z.object({
  orderId,
  number: z.string(),
  /** Who comes. */
  name: z.string(),
  storeId: id<'store'>(),
  state: z.enum(collectStates),
  paidAt: instant.nullable(),
  readyAt: instant.nullable(),
  keepUntil: instant.nullable(),
  collectedAt: instant.nullable(),
  lines: z.array(z.object({ ...goods, quantity: z.number().int() })),
})

/** An order that its buyer collects. */
const collectionView = z.object({
  number: z.string(),
  brandId,
  store: storeView,
  state: z.enum(collectStates),
  /** To be shown at the counter, while it is ready. */
  code: z.string().nullable(),
  /** What the square code says: where the counter opens with this code. */
  counterUrl: z.string().nullable(),
  keepUntil: instant.nullable(),
  collectedAt: instant.nullable(),
})

export const collectContract = {
  'fulfilment.counter': route({
    path: 'GET /brands/{brandId}/counter',
    summary: 'Orders that are collected: to be made ready, and ready, the longest waiting first',
    access: { staff: desk, of: 'brandId' },
    input: z.object({ brandId, storeId: id<'store'>().optional() }),
    output: z.object({ items: z.array(counterView) }),
  }),
  'fulfilment.makeReady': route({
    path: 'POST /orders/{orderId}/collection',
    summary: 'It lies in the store: everything is packed, and its buyer is written to with the code',
    access: { staff: desk, of: 'orderId' },
    input: z.object({ orderId }),
    output: done,
    problems: [problem.notToCollect, problem.notPackable, problem.nothingToPack],
  }),
  'fulfilment.collection': route({
    path: 'GET /orders/{orderId}/collection',
    summary: 'Where and until when an order is collected; its buyer sees the code',
    access: { own: 'orderId', or: desk },
    input: z.object({ orderId }),
    output: collectionView,
    problems: [problem.notToCollect],
  }),
  'fulfilment.collectionPass': route({
    path: 'GET /collection-passes/{pass}',
    summary: 'The same, for whoever holds the link that was mailed when it was ready',
    access: 'anyone',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ pass: z.string().max(120) }),
    output: collectionView,
  }),
  'fulfilment.atCounter': route({
    path: 'GET /brands/{brandId}/counter/{code}',
    summary: 'The order of a code that somebody shows',
    access: { staff: desk, of: 'brandId' },
    limit: { calls: 60, seconds: 60 },
    input: z.object({ brandId, code }),
    output: counterView,
    problems: [problem.unknownCode],
  }),
  'fulfilment.handOver': route({
    path: 'POST /brands/{brandId}/counter/{code}',
    summary: 'Hand it over to whoever shows the code, once',
    access: { staff: desk, of: 'brandId' },
    limit: { calls: 60, seconds: 60 },
    input: z.object({ brandId, code }),
    output: counterView,
    problems: [problem.unknownCode, problem.alreadyCollected, problem.notReady],
  }),
  'fulfilment.returnUncollected': route({
    path: 'DELETE /orders/{orderId}/collection',
    summary: 'Nobody came: it goes back into the stock, the order is cancelled and its money goes back',
    access: { staff: desk, of: 'orderId' },
    input: z.object({ orderId }),
    output: done,
    problems: [problem.notReady, orderProblems.notCancellable],
  }),
} as const
