import type { IntentId, OrderId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'

export async function setIntent(sql: Sql, orderId: OrderId, intentId: IntentId): Promise<void> {
  await sql`update orders.orders set intent_id = ${intentId} where order_id = ${orderId}`
}

/** Nothing comes back when it stands so already. */
export const setReview = (sql: Sql, orderId: OrderId, inReview: boolean) => sql`
  update orders.orders set in_review = ${inReview}
  where order_id = ${orderId} and in_review <> ${inReview} returning order_id`

/** Until when the order can be paid, and its units are kept. */
export async function setPayBefore(sql: Sql, orderId: OrderId, payBefore: Date): Promise<void> {
  await sql`update orders.orders set pay_before = ${payBefore} where order_id = ${orderId}`
}

/** Unpaid orders whose time is over, the longest first. */
export async function overdueOrders(sql: Sql, now: Date, most: number): Promise<OrderId[]> {
  const rows = await sql<{ orderId: OrderId }>`
    select order_id from orders.orders
    where state = 'unpaid' and pay_before <= ${now} order by pay_before limit ${most}`
  return rows.map((row) => row.orderId)
}
