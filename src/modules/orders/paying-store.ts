import type { IntentId, OrderId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'

export async function setIntent(sql: Sql, orderId: OrderId, intentId: IntentId): Promise<void> {
  await sql`update orders.orders set intent_id = ${intentId} where order_id = ${orderId}`
}

/** Until when the order can be paid, and its units are kept. */
export async function setPayBefore(sql: Sql, orderId: OrderId, payBefore: Date): Promise<void> {
  await sql`update orders.orders set pay_before = ${payBefore} where order_id = ${orderId}`
}
