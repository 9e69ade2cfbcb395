import type { Id, OrderId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { Part } from './decide.ts'

export type RefundId = Id<'refund'>
/** What a refund that we asked for was for. */
export type RefundNote = {
  refundId: RefundId
  orderId: OrderId
  amountMinor: bigint
  deliveryMinor: bigint
  reason: string
}

export async function addRefundNote(sql: Sql, now: Date, refund: RefundNote, parts: readonly Part[]): Promise<void> {
  const { refundId, orderId, amountMinor, deliveryMinor, reason } = refund
  await sql`
    insert into fulfilment.refunds (refund_id, order_id, amount_minor, delivery_minor, reason, asked_at)
    values (${refundId}, ${orderId}, ${amountMinor}, ${deliveryMinor}, ${reason}, ${now})`
  await sql`
    insert into fulfilment.refund_lines (refund_id, line_id, quantity)
    select ${refundId}::uuid, * from unnest(${parts.map(({ lineId }) => lineId)}::uuid[],
      ${parts.map(({ quantity }) => quantity)}::int[])`
}

/** Units of an order that money was asked back for, and what of it was for the delivery. */
export const partsRefunded = (sql: Sql, orderId: OrderId): Promise<Part[]> => sql<Part>`
  select line_id, sum(quantity)::int as quantity from fulfilment.refund_lines join fulfilment.refunds using (refund_id)
  where order_id = ${orderId} group by line_id`

export async function deliveryRefunded(sql: Sql, orderId: OrderId): Promise<bigint> {
  const rows = await sql<{ minor: bigint }>`
    select coalesce(sum(delivery_minor), 0)::bigint as minor from fulfilment.refunds where order_id = ${orderId}`
  return rows[0]!.minor
}

export async function refundNote(sql: Sql, refundId: string): Promise<RefundNote | undefined> {
  return first(
    await sql<RefundNote>`
      select refund_id, order_id, amount_minor, delivery_minor, reason from fulfilment.refunds
      where refund_id = ${refundId}`,
  )
}

export const partsOfRefund = (sql: Sql, refundId: string): Promise<Part[]> => sql<Part>`
  select line_id, quantity from fulfilment.refund_lines where refund_id = ${refundId}`
