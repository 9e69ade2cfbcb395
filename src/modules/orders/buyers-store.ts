import type { BrandId, PersonId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'

export const personsWhoPaid = (sql: Sql, brandId: string, personIds: readonly string[]) => sql<{ personId: PersonId }>`
  select distinct person_id from orders.orders
  where person_id = any(${personIds}::uuid[]) and brand_id = ${brandId} and paid_at is not null`

export const personsWhoPaidIn = (sql: Sql, showId: string, personIds: readonly string[]) => sql<{ personId: PersonId }>`
  select distinct person_id from orders.orders join orders.lines using (order_id)
  where person_id = any(${personIds}::uuid[]) and show_id = ${showId} and paid_at is not null
    and state in ('paid', 'sent')`

/** Who has paid for something they bought in a show, between two instants, and when first. */
export const payersIn = (sql: Sql, showId: string, from: Date, to: Date) => sql<{ personId: PersonId; at: Date }>`
  select person_id, min(paid_at) as at from orders.orders join orders.lines using (order_id)
  where show_id = ${showId} and paid_at between ${from} and ${to} and state in ('paid', 'sent')
  group by person_id`

/** Whose business an order is. */
export async function ownerOfOrder(sql: Sql, orderId: string) {
  return first(
    await sql<{ personId: PersonId; brandId: BrandId }>`
      select person_id, brand_id from orders.orders where order_id = ${orderId}`,
  )
}

export const paidLine = (sql: Sql, personId: string, productId: string) => sql`
  select 1 from orders.orders join orders.lines using (order_id)
  where person_id = ${personId} and product_id = ${productId} and paid_at is not null and state in ('paid', 'sent')
  limit 1`
