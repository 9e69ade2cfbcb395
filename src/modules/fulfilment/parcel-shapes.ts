import * as z from 'zod'
import { id, instant, localText, quantity } from '../../lib/shapes.ts'
import { personalView } from '../catalog/contract.ts'

/** Units of lines of an order. */
export const parts = z.array(z.object({ lineId: id<'line'>(), quantity: quantity(99) })).max(50)

export const goods = {
  lineId: id<'line'>(),
  sku: z.string(),
  title: localText(120),
  options: z.record(z.string(), z.string()),
  pictureUrl: z.string().nullable(),
  /** What was asked to be made of it. */
  personal: z.array(personalView),
}

export const parcelView = z.object({
  parcelId: id<'parcel'>(),
  orderId: id<'order'>(),
  orderNumber: z.string(),
  /** The first, second … of its order. */
  number: z.number().int(),
  /** Parcels with the same one are one thing for the carrier: labelled and sent together. */
  boxId: id<'parcel'>().nullable(),
  state: z.enum(['packed', 'sent']),
  carrier: z.string(),
  tracking: z.string(),
  /** Where its way is shown, for the usual carriers. */
  trackingUrl: z.string().nullable(),
  packedAt: instant,
  sentAt: instant.nullable(),
  /** To whom, and where to. */
  recipient: z.object({ name: z.string(), city: z.string(), country: z.string() }),
  lines: z.array(z.object({ ...goods, quantity: z.number().int() })),
})
