import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, moneyShape, page, pageOf, text } from '../../lib/shapes.ts'
import { addressShape } from '../accounts/contract.ts'
import { personalView } from '../catalog/contract.ts'
import { paymentProblems } from '../payments/problems.ts'
import { collectContract } from './collect-contract.ts'
import { goods, parcelView, parts } from './parcel-shapes.ts'
import { fulfilmentProblems as problem } from './problems.ts'
import { returnsContract } from './returns-contract.ts'

const brandId = id<'brand'>()
const orderId = id<'order'>()
const parcelId = id<'parcel'>()
const packers = ['owner', 'producer', 'support'] as const
const shipment = { carrier: text(60), tracking: text(80, 0).default('') }
const settings = {
  /** Returns are taken for so many days after a parcel left; 0: not at all. */
  returnDays: z.number().int().min(0).max(365),
  /** Where parcels leave from and returns come to. */
  sender: addressShape.nullable(),
  /** What a buyer reads before sending something back. */
  returnWords: z.object({
    en: text(1000, 0).optional(),
    fr: text(1000, 0).optional(),
    'zh-Hans': text(1000, 0).optional(),
  }),
}
const pickedProduct = z.object({
  variantId: id<'variant'>(),
  sku: z.string(),
  title: localText(120),
  options: z.record(z.string(), z.string()),
  pictureUrl: z.string().nullable(),
  /** What is to be made of it: pieces made otherwise stand apart. */
  personal: z.array(personalView),
  quantity: z.number().int(),
  orders: z.array(z.object({ number: z.string(), quantity: z.number().int() })),
})

export const fulfilmentContract = {
  ...returnsContract,
  ...collectContract,
  'fulfilment.settings': route({
    path: 'GET /brands/{brandId}/fulfilment',
    summary: 'Where parcels leave from, and how long returns are taken',
    access: { staff: ['owner', 'producer', 'support', 'finance'], of: 'brandId' },
    input: z.object({ brandId }),
    output: z.object(settings),
  }),
  'fulfilment.changeSettings': route({
    path: 'PUT /brands/{brandId}/fulfilment',
    summary: 'Say where parcels leave from, and how long returns are taken',
    access: { staff: ['owner'], of: 'brandId' },
    input: z.object({ brandId, ...settings }),
    output: done,
  }),
  'fulfilment.pickList': route({
    path: 'GET /brands/{brandId}/pick-list',
    summary: 'What waits to be packed: by product, then by order, the longest waiting first',
    access: { staff: packers, of: 'brandId' },
    input: z.object({
      brandId,
      showId: id<'show'>().optional(),
      most: z.coerce.number().int().min(1).max(500).default(200),
    }),
    output: z.object({
      products: z.array(pickedProduct),
      orders: z.array(
        z.object({
          orderId,
          number: z.string(),
          paidAt: instant.nullable(),
          recipient: z.object({ name: z.string(), city: z.string(), country: z.string() }),
          deliveryMethodId: z.string(),
          /** Where it is collected. */
          storeId: id<'store'>().nullable(),
          /** A present: no price goes into its parcel. */
          isGift: z.boolean(),
          /** A part of it has been packed already. */
          begun: z.boolean(),
          /** Orders with the same one go in one parcel: several buys of a show. */
          parcelOf: orderId,
          lines: z.array(z.object({ ...goods, quantity: z.number().int() })),
        }),
      ),
      /** There are more than were asked for. */
      more: z.boolean(),
    }),
  }),
  'fulfilment.packParcel': route({
    path: 'POST /orders/{orderId}/parcels',
    summary: 'Pack a parcel: these units, or everything of the order that waits',
    access: { staff: packers, of: 'orderId' },
    input: z.object({ orderId, lines: parts.min(1).optional() }),
    output: parcelView,
    problems: [problem.notPackable, problem.tooManyUnits, problem.nothingToPack],
  }),
  'fulfilment.packOrders': route({
    path: 'POST /brands/{brandId}/parcels',
    summary:
      'Pack everything that waits of each of these orders, those that go together as one parcel; those that have nothing to pack are left out',
    access: { staff: packers, of: 'brandId' },
    input: z.object({ brandId, orderIds: z.array(orderId).min(1).max(200) }),
    output: z.object({ parcelIds: z.array(parcelId) }),
  }),
  'fulfilment.unpackParcel': route({
    path: 'DELETE /parcels/{parcelId}',
    summary: 'Open a parcel that has not left: its units wait again',
    access: { staff: packers, of: 'parcelId' },
    input: z.object({ parcelId }),
    output: done,
    problems: [problem.alreadySent],
  }),
  'fulfilment.sendParcel': route({
    path: 'POST /parcels/{parcelId}/shipment',
    summary: 'The parcel has left, and its buyer is told; of one that left, carrier and number are corrected',
    access: { staff: packers, of: 'parcelId' },
    input: z.object({ parcelId, ...shipment }),
    output: parcelView,
  }),
  'fulfilment.shipOrder': route({
    path: 'POST /orders/{orderId}/shipment',
    summary: 'Pack everything that waits and send it, in one call: for systems that ship by themselves',
    access: { staff: packers, of: 'orderId' },
    input: z.object({ orderId, ...shipment, lines: parts.min(1).optional() }),
    output: parcelView,
    problems: [problem.notPackable, problem.tooManyUnits, problem.nothingToPack],
  }),
  'fulfilment.parcelsOf': route({
    path: 'GET /orders/{orderId}/parcels',
    summary: 'Parcels of an order; its buyer sees those that left',
    access: { own: 'orderId', or: ['owner', 'producer', 'support', 'finance'] },
    input: z.object({ orderId }),
    output: z.object({ items: z.array(parcelView) }),
  }),
  'fulfilment.parcels': route({
    path: 'GET /brands/{brandId}/parcels',
    summary: 'Parcels of a brand, the latest first',
    access: { staff: [...packers, 'finance'], of: 'brandId' },
    input: z.object({ brandId, state: z.enum(['packed', 'sent']).optional(), ...page }),
    output: pageOf(parcelView),
  }),
  'fulfilment.refund': route({
    path: 'POST /orders/{orderId}/refunds',
    summary: 'Give money back for units of an order, or an amount, and say what becomes of the units',
    access: { staff: ['owner', 'support', 'finance'], of: 'orderId' },
    input: z.object({
      orderId,
      /** Units that will not be sent, or came back. */
      lines: parts.default([]),
      /** Instead of what the units were paid with; without units, what is given back. */
      amount: moneyShape.optional(),
      delivery: z.boolean().default(false),
      /** The units can be sold again. */
      restock: z.boolean().default(true),
      reason: text(200),
    }),
    output: z.object({ refundId: id<'refund'>(), amount: moneyShape }),
    problems: [problem.notPaid, problem.tooManyUnits, problem.nothingToRefund, paymentProblems.notRefundable],
  }),
} as const
