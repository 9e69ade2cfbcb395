import * as z from 'zod'
import { id, instant, localText, moneyShape, text } from '../../lib/shapes.ts'
import { addressShape } from '../accounts/contract.ts'
import { whyNotSoldHere } from '../assortments/state.ts'
import { personalView } from '../catalog/contract.ts'
import { origins } from './price-contract.ts'

/** Whom an invoice is for. */
export const billingShape = addressShape.partial({ line1: true, city: true }).extend({
  line1: text(120, 0).default(''),
  city: text(80, 0).default(''),
})

/** A present: what stands on the slip in the parcel, which never names a price; whoever gives it is its buyer. */
export const giftShape = z.object({ from: text(120), message: text(500, 0).default('') })

/** What a buyer says when it is not for themselves. */
export const forOthers = {
  /** Whom the invoice is for, when not whom the address names. */
  billing: billingShape.optional(),
  /** It goes to somebody else as a present. */
  gift: giftShape.optional(),
}
/** Read from an address: `true` or nothing. */
export const isGift = z.stringbool().or(z.boolean()).optional()

/** A path on this install to come back to after paying, such as `/maison-alma/shows/…`; it leads nowhere else. */
export const returnPath = z
  .string()
  .max(300)
  .regex(/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/, 'a path on this install')

/** Who an order is for. */
export const orderFor = {
  billing: billingShape.nullable(),
  gift: giftShape.nullable(),
  /** Where it is collected. */
  store: z.object({ storeId: id<'store'>(), name: z.string() }).nullable(),
}

export const orderStates = ['unpaid', 'paid', 'sent', 'cancelled', 'refunded'] as const

const lineView = z.object({
  lineId: id<'line'>(),
  productId: id<'product'>(),
  variantId: id<'variant'>(),
  sku: z.string(),
  title: localText(120),
  options: z.record(z.string(), z.string()),
  pictureUrl: z.string().nullable(),
  quantity: z.number().int(),
  unitPrice: moneyShape,
  /** The ordinary price, when the line has another. */
  compareAt: moneyShape.nullable(),
  origin: z.enum(origins),
  /** What promotions take off the whole line; nothing before checkout. */
  off: moneyShape,
  showId: id<'show'>().nullable(),
  /** The pop-up shop it was found in. */
  popUpId: id<'popUp'>().nullable(),
  dropId: id<'drop'>().nullable(),
  /** What was asked to be made of it. */
  personal: z.array(personalView),
  /** What of the unit price is for that. */
  surcharge: moneyShape,
  /** Made for its buyer, who cannot call it off or send it back by themselves. */
  final: z.boolean(),
})

/** Why a line cannot be bought: `answers` do not fit what its brand offers to make now; or it is not sold there. */
export const whyNotBuy = ['holdOver', 'notOnSale', 'answers', ...whyNotSoldHere] as const

const partView = z.object({
  productId: id<'product'>(),
  variantId: id<'variant'>(),
  title: localText(120),
  options: z.record(z.string(), z.string()),
  pictureUrl: z.string().nullable(),
  /** In one of the bundle. */
  quantity: z.number().int(),
})

export const bagLineView = lineView.extend({
  /** What a bundle is made of; empty for anything else. */
  parts: z.array(partView),
  /** `held` until holdExpiresAt; `open` is not reserved before checkout; `expired` can be removed only. */
  state: z.enum(['open', 'held', 'expired']),
  /** Why it is `expired`. */
  whyNot: z.enum(whyNotBuy).nullable(),
  holdExpiresAt: instant.nullable(),
})

const units = z.number().int()

/** The bundle that a line was bought in: all lines with the same `lineId` are its parts. */
export const bundleView = z.object({
  lineId: id<'line'>(),
  productId: id<'product'>(),
  variantId: id<'variant'>(),
  title: localText(120),
  options: z.record(z.string(), z.string()),
  pictureUrl: z.string().nullable(),
  quantity: z.number().int(),
})

export const orderLineView = lineView.extend({
  bundle: bundleView.nullable(),
  /** Units in parcels, those that left counted in. */
  packedQuantity: units,
  /** Units that left, those that came back counted in. */
  sentQuantity: units,
  /** Units that were called off before they left. */
  cancelledQuantity: units,
  returnedQuantity: units,
})

/** Orders of one show that go in one parcel. */
export const parcelMates = {
  /** The other orders of its parcel. */
  together: z.array(z.object({ orderId: id<'order'>(), number: z.string() })),
  /** It paid the delivery for others as well: called off now, that stays. */
  carriesOthers: z.boolean(),
}
