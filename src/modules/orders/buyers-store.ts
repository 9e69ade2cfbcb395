import type { PersonId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'

export const personsWhoPaid = (sql: Sql, brandId: string, personIds: readonly string[]) => sql<{ personId: PersonId }>`
  select distinct person_id from orders.orders
  where person_id = any(${personIds}::uuid[]) and brand_id = ${brandId} and paid_at is not null`
