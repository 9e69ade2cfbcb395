import type { IntentId, OrderId, PersonId, ProductId, VariantId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import type { Currency } from '../../lib/money.ts'
import type { Sql } from '../../lib/sql.ts'

/** One line of an order that was sold in a show; a part of a bundle is a line of its own. */
export type Sale = {
  orderId: OrderId
  number: string
  personId: PersonId
  placedAt: Date
  intentId: IntentId | null
  productId: ProductId
  variantId: VariantId
  title: LocalText
  quantity: number
  unitMinor: bigint
  /** What the line cost, reductions off, delivery not counted. */
  paidMinor: bigint
  /** Units called off, or sent back. */
  backQuantity: number
  currency: Currency
  /** The person had bought from the brand before this order. */
  returning: boolean
}

/** Every line that was bought through a show and paid for, given back since or not; in the order they were placed. */
export const salesOf = (sql: Sql, showId: string) => sql<Sale>`
  select o.order_id, o.number, o.person_id, o.placed_at, o.paid_intent_id as intent_id, l.product_id, l.variant_id,
    l.title, l.quantity, l.unit_minor, l.quantity * l.unit_minor - l.off_minor as paid_minor,
    case when o.state in ('cancelled', 'refunded') then l.quantity else l.cancelled_quantity + l.returned_quantity end
      as back_quantity,
    o.currency,
    exists (select from orders.orders e where e.brand_id = o.brand_id and e.person_id = o.person_id
      and e.sold_at is not null and e.placed_at < o.placed_at) as returning
  from orders.lines l join orders.orders o using (order_id)
  where l.show_id = ${showId} and o.sold_at is not null
  order by o.placed_at, o.order_id, l.position`
