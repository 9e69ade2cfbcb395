import type { OrderId, PersonId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'

export type Entry = {
  orderId: OrderId
  at: Date
  what: string
  detail: string | null
  /** Who did it; null when the house or a provider did. */
  personId: PersonId | null
  personName: string | null
  /** For the brand's own people only. */
  internal: boolean
}

export async function addEntry(sql: Sql, entry: Entry): Promise<void> {
  const { orderId, at, what, detail, personId, personName, internal } = entry
  await sql`
    insert into orders.timeline (order_id, at, what, detail, person_id, person_name, internal)
    values (${orderId}, ${at}, ${what}, ${detail}, ${personId}, ${personName}, ${internal})`
}

export async function timelineOf(sql: Sql, orderIds: readonly OrderId[]): Promise<Entry[]> {
  return sql<Entry>`
    select order_id, at, what, detail, person_id, person_name, internal from orders.timeline
    where order_id = any(${orderIds}::uuid[]) order by entry_id`
}
