import { fact } from '../../lib/facts.ts'
import type { BrandId, DropId, OrderId, ProductId, ShowId, VariantId } from '../../lib/ids.ts'

export type OrderNews = {
  orderId: OrderId
  brandId: BrandId
  lines: {
    productId: ProductId
    variantId: VariantId
    quantity: number
    showId: ShowId | null
    dropId: DropId | null
    /** The bundle that the line is a part of. */
    bundle: { lineId: string; productId: string; variantId: string; quantity: number } | null
  }[]
}

/** Somebody has agreed to buy; nothing is paid yet. */
export const orderPlaced = fact<OrderNews>('orders.placed')

/** The money is here and the units are sold. */
export const orderPaid = fact<OrderNews>('orders.paid')

/** `wasPaid`: its units had been sold, and go back. */
export const orderCancelled = fact<OrderNews & { wasPaid: boolean }>('orders.cancelled')
