import type { ProductId, ShowId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import type { Visibility } from './state.ts'

export const visibilities = (sql: Sql, showIds: readonly string[]) => sql<{ showId: ShowId; visibility: Visibility }>`
  select show_id, visibility from shows.shows where show_id = any (${showIds}::uuid[])`

export const setVisibility = (sql: Sql, showId: ShowId, visibility: Visibility, ticket: ProductId | null) => sql`
  update shows.shows set visibility = ${visibility}, ticket_product_id = ${ticket} where show_id = ${showId}`

export const guestsOf = (sql: Sql, showId: string) =>
  sql<{ email: string }>`select email from shows.guests where show_id = ${showId} order by email`

export const isGuest = async (sql: Sql, showId: string, email: string): Promise<boolean> =>
  (await sql`select 1 from shows.guests where show_id = ${showId} and email = lower(${email})`).length > 0

/** Whether everybody on the list of one show is on that of another. */
export const isListWithin = async (sql: Sql, showId: ShowId, otherId: ShowId): Promise<boolean> =>
  (
    await sql`
      select 1 from shows.guests one where show_id = ${showId}
        and not exists (select from shows.guests other where other.show_id = ${otherId} and other.email = one.email)
      limit 1`
  ).length === 0

export const deleteGuests = (sql: Sql, showId: ShowId) => sql`delete from shows.guests where show_id = ${showId}`

export const insertGuests = (sql: Sql, showId: ShowId, emails: readonly string[]) => sql`
  insert into shows.guests (show_id, email)
  select distinct ${showId}::uuid, lower(email) from unnest(${emails}::text[]) as email`
