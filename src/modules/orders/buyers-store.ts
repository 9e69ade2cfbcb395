import type { BrandId, PersonId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'

export const personsWhoPaid = (sql: Sql, brandId: string, personIds: readonly string[]) => sql<{ personId: PersonId }>`
  select distinct person_id from orders.orders
  where person_id = any(${personIds}::uuid[]) and brand_id = ${brandId} and paid_at is not null`

/** Whose business an order is. */
export async function ownerOfOrder(sql: Sql, orderId: string) {
  return first(
    await sql<{ personId: PersonId; brandId: BrandId }>`
      select person_id, brand_id from orders.orders where order_id = ${orderId}`,
  )
}
