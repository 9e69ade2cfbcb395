import type { OrderId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'

/** Counts the version up. @returns the new one; undefined when there is no such order */
export const nextLinkVersion = async (sql: Sql, orderId: OrderId): Promise<number | undefined> =>
  first(
    await sql<{ linkVersion: number }>`
      update orders.orders set link_version = link_version + 1 where order_id = ${orderId} returning link_version`,
  )?.linkVersion
