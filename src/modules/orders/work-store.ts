import type { BrandId, OrderId, ShowId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import type { LineId } from './bag-store.ts'

/** Units of a line that moved; negative takes back. */
export type UnitsMoved = { lineId: LineId; packed?: number; sent?: number; cancelled?: number; returned?: number }

/** Adds to what is known of these lines. The checks refuse what cannot be. */
export async function addUnits(sql: Sql, moves: readonly UnitsMoved[]): Promise<void> {
  await sql`
    update orders.lines as line set packed_quantity = packed_quantity + m.packed,
      sent_quantity = sent_quantity + m.sent, cancelled_quantity = cancelled_quantity + m.cancelled,
      returned_quantity = returned_quantity + m.returned
    from unnest(${moves.map(({ lineId }) => lineId)}::uuid[], ${moves.map(({ packed = 0 }) => packed)}::int[],
      ${moves.map(({ sent = 0 }) => sent)}::int[], ${moves.map(({ cancelled = 0 }) => cancelled)}::int[],
      ${moves.map(({ returned = 0 }) => returned)}::int[]) as m(line_id, packed, sent, cancelled, returned)
    where line.line_id = m.line_id`
}

/** Paid orders with units that wait to be packed, the longest waiting first. */
export async function idsToPack(
  sql: Sql,
  brandId: BrandId,
  { showId, orderIds, most }: { showId: ShowId | null; orderIds: readonly OrderId[] | null; most: number },
): Promise<OrderId[]> {
  const rows = await sql<{ orderId: OrderId }>`
    select order_id from orders.orders as o
    where brand_id = ${brandId} and state = 'paid' and not in_review
      and (${orderIds}::uuid[] is null or order_id = any(${orderIds}::uuid[]))
      and exists (select from orders.lines where order_id = o.order_id
        and quantity > packed_quantity + cancelled_quantity
        and (${showId}::uuid is null or show_id = ${showId}::uuid))
    order by order_id limit ${most}`
  return rows.map(({ orderId }) => orderId)
}

/** Orders of a brand that were sold at some time, the first first. */
export async function idsPaid(sql: Sql, brandId: BrandId, most: number): Promise<OrderId[]> {
  const rows = await sql<{ orderId: OrderId }>`
    select order_id from orders.orders where brand_id = ${brandId} and sold_at is not null order by order_id limit ${most}`
  return rows.map(({ orderId }) => orderId)
}

export async function setSent(
  sql: Sql,
  now: Date,
  orderId: OrderId,
  { carrier, tracking }: { carrier: string; tracking: string },
): Promise<void> {
  await sql`
    update orders.orders set state = 'sent', sent_at = ${now}, carrier = ${carrier}, tracking = ${tracking}
    where order_id = ${orderId}`
}

/** At most 500. */
export async function idsToCollect(sql: Sql, brandId: BrandId, storeId: string | null): Promise<OrderId[]> {
  const rows = await sql<{ orderId: OrderId }>`
    select order_id from orders.orders where brand_id = ${brandId} and state = 'paid' and store_id is not null
      and (${storeId}::uuid is null or store_id = ${storeId}) order by order_id limit 500`
  return rows.map(({ orderId }) => orderId)
}
