import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, localText, moneyShape } from '../../lib/shapes.ts'
import { orderProblems as problem } from './problems.ts'

const brandId = id<'brand'>()
const deliveryMethodId = z.string().min(1).max(40)
const amount = moneyShape.refine(({ minor }) => /^\d{1,12}$/.test(minor), 'not below nothing, and at most 12 digits')

const grams = z.number().int().min(1).max(100_000_000)

const pieceGrams = z.number().int().min(1).max(1_000_000).nullable()

const priceShape = z
  .object({
    price: amount,
    /** Free from this much of goods. */
    freeFrom: amount.nullable().default(null),
    /** What heavier parcels cost; each band ends where the next begins. None: the weight does not matter. */
    bands: z
      .array(z.object({ overGrams: grams, price: amount }))
      .max(20)
      .default([]),
  })
  .refine(({ price, freeFrom }) => !freeFrom || freeFrom.currency === price.currency, 'two currencies in one price')
  .refine(
    ({ price, bands }) => bands.every((band) => band.price.currency === price.currency),
    'two currencies in one price',
  )

const days = z
  .object({ least: z.number().int().min(0).max(365), most: z.number().int().min(0).max(365) })
  .refine(({ least, most }) => least <= most, 'the least is more than the most')

/** What a brand says of a way of delivery. */
const methodShape = {
  title: localText(80),
  /** One for each currency it is offered in. */
  prices: z
    .array(priceShape)
    .min(1)
    .max(20)
    .refine(
      (prices) => new Set(prices.map(({ price }) => price.currency)).size === prices.length,
      'two prices in one currency',
    ),
  /** Tax contained in the price, in basis points. */
  taxRateBp: z.number().int().min(0).max(5000),
  days,
  /** Heavier parcels do not go this way; null: none is too heavy. */
  maxGrams: grams.nullable().default(null),
  /** ISO 3166. */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .min(1)
    .max(250),
}

export const deliveryContract = {
  'orders.deliveryMethods': route({
    path: 'GET /brands/{brandId}/delivery-methods',
    summary: 'Every way of delivery of a brand, the archived ones too',
    access: { staff: ['owner', 'producer', 'support', 'analyst', 'finance'], of: 'brandId' },
    input: z.object({ brandId }),
    output: z.object({ items: z.array(z.object({ deliveryMethodId, ...methodShape, archived: z.boolean() })) }),
  }),
  'orders.addDeliveryMethod': route({
    path: 'POST /brands/{brandId}/delivery-methods',
    summary: 'Offer another way of delivery',
    access: { staff: ['owner', 'producer'], of: 'brandId' },
    input: z.object({ brandId, ...methodShape }),
    output: z.object({ deliveryMethodId }),
    problems: [problem.deliveryNeedsPrice, problem.tooManyDeliveries, problem.weightBands],
  }),
  'orders.changeDeliveryMethod': route({
    path: 'PUT /brands/{brandId}/delivery-methods/{deliveryMethodId}',
    summary: 'Change a way of delivery; orders that chose it keep what they paid',
    access: { staff: ['owner', 'producer'], of: 'brandId' },
    input: z.object({ brandId, deliveryMethodId, ...methodShape }),
    output: done,
    problems: [problem.unknownMethod, problem.deliveryNeedsPrice, problem.weightBands],
  }),
  'orders.weightSettings': route({
    path: 'GET /brands/{brandId}/delivery-weight',
    summary: 'What a piece is taken to weigh of which nobody has said it, and how many such are on sale',
    access: { staff: ['owner', 'producer', 'support', 'analyst', 'finance'], of: 'brandId' },
    input: z.object({ brandId }),
    output: z.object({ assumedGrams: pieceGrams, unweighed: z.number().int() }),
  }),
  'orders.changeWeightSettings': route({
    path: 'PUT /brands/{brandId}/delivery-weight',
    summary: 'Say what a piece is taken to weigh of which nobody has said it; null: it goes by no way that asks for it',
    access: { staff: ['owner', 'producer'], of: 'brandId' },
    input: z.object({ brandId, assumedGrams: pieceGrams }),
    output: done,
  }),
  'orders.archiveDeliveryMethod': route({
    path: 'PUT /brands/{brandId}/delivery-methods/{deliveryMethodId}/archived',
    summary: 'Take a way of delivery out of the checkout, or put it back',
    access: { staff: ['owner', 'producer'], of: 'brandId' },
    input: z.object({ brandId, deliveryMethodId, archived: z.boolean() }),
    output: done,
    problems: [problem.unknownMethod, problem.lastDelivery],
  }),
} as const
