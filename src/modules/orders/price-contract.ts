import * as z from 'zod'
import { id, localText, moneyShape } from '../../lib/shapes.ts'
import { whyNots } from '../promotions/contract.ts'
import { taxRegimes } from './tax-contract.ts'

/** Where a line's price comes from. */
export const origins = ['list', 'member', 'live', 'drop', 'gift', 'auction'] as const

export const totalsView = z.object({
  /** At ordinary prices, gifts included. */
  items: moneyShape,
  /** What live prices and promotions take off, as a positive amount. */
  discount: moneyShape,
  delivery: moneyShape,
  /** Contained in the total; where prices are net (`taxIncluded` is false) added to it. */
  tax: moneyShape,
  total: moneyShape,
  taxIncluded: z.boolean(),
})

/** A promotion that applies, and what it takes off in all; for a gift, what the gift costs otherwise. */
export const discountView = z.object({
  promotionId: id<'promotion'>(),
  title: localText(80),
  code: z.string().nullable(),
  amount: moneyShape,
})

/** What a buyer may say for promotions. */
export const orderDiscounts = {
  code: z.string().max(60).optional(),
  /** Tells whether somebody is new here. */
  email: z.string().max(254).optional(),
}

export const quoteView = totalsView.extend({
  /** What it is taxed as: an `export` bears no tax. */
  taxRegime: z.enum(taxRegimes),
  lines: z.array(
    z.object({
      lineId: id<'line'>(),
      unitPrice: moneyShape,
      compareAt: moneyShape.nullable(),
      origin: z.enum(origins),
      off: moneyShape,
    }),
  ),
  gifts: z.array(
    z.object({
      productId: id<'product'>(),
      variantId: id<'variant'>(),
      title: localText(120),
      options: z.record(z.string(), z.string()),
      pictureUrl: z.string().nullable(),
      value: moneyShape,
    }),
  ),
  discounts: z.array(discountView),
  /** The order in whose parcel it goes, which has paid the delivery. */
  shipsWith: z.object({ orderId: id<'order'>(), number: z.string() }).nullable(),
  /** The others of the brand, and why not. Codes nobody has said are not among them. */
  notApplied: z.array(
    z.object({
      promotionId: id<'promotion'>().nullable(),
      title: localText(80).nullable(),
      code: z.string().nullable(),
      why: z.enum(whyNots),
      /** How much more of goods it would take. */
      missing: moneyShape.nullable(),
    }),
  ),
})
