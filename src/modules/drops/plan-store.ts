import type { ShowId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import type { DropRow } from './store.ts'

export type PlanRow = Pick<
  DropRow,
  'variantId' | 'quantity' | 'priceMinor' | 'currency' | 'perBuyer' | 'holdSeconds' | 'fairSeconds'
> & { opensInSeconds: number }

export const plansOf = (sql: Sql, showId: string) => sql<PlanRow>`
  select variant_id, quantity, price_minor, currency, per_buyer, opens_in_seconds, hold_seconds, fair_seconds
  from drops.plans where show_id = ${showId} order by position`

/** What was launched, in its order, to be launched again: half a minute of countdown. */
export const dropsAsPlans = (sql: Sql, showId: string) => sql<PlanRow>`
  select variant_id, quantity, price_minor, currency, per_buyer, 30 as opens_in_seconds, hold_seconds, fair_seconds
  from drops.drops where show_id = ${showId} order by drop_id limit 100`

export const deletePlans = (sql: Sql, showId: ShowId) => sql`delete from drops.plans where show_id = ${showId}`

export const insertPlans = (sql: Sql, showId: ShowId, rows: readonly PlanRow[]) => sql`
  insert into drops.plans (show_id, position, variant_id, quantity, price_minor, currency, per_buyer,
    opens_in_seconds, hold_seconds, fair_seconds)
  select ${showId}::uuid, n, variant_id, quantity, price_minor, currency, per_buyer, opens_in, hold, fair
  from unnest(${rows.map((row) => row.variantId)}::uuid[], ${rows.map((row) => row.quantity)}::int[],
    ${rows.map((row) => row.priceMinor)}::bigint[], ${rows.map((row) => row.currency)}::text[],
    ${rows.map((row) => row.perBuyer)}::int[], ${rows.map((row) => row.opensInSeconds)}::int[],
    ${rows.map((row) => row.holdSeconds)}::int[], ${rows.map((row) => row.fairSeconds)}::int[]) with ordinality
    as plan (variant_id, quantity, price_minor, currency, per_buyer, opens_in, hold, fair, n)`
