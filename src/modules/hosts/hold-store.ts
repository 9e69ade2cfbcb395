import type { BrandId, PersonId, ShowId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import type { Held } from './holds.ts'

export const giftsEarned = (sql: Sql, showId: ShowId) => sql<Held>`
  select brand_id, person_id, show_id, currency, sum(minor)::bigint as minor from hosts.earnings
  where show_id = ${showId} and kind = 'gifts' group by brand_id, person_id, show_id, currency`

export const hostsOf = (sql: Sql, brandId: BrandId) => sql<{ personId: PersonId }>`
  select distinct person_id from hosts.shows where brand_id = ${brandId} limit 1000`

export const addHold = (sql: Sql, holdId: string, held: Held, at: Date) => sql`
  insert into hosts.holds (hold_id, brand_id, person_id, show_id, minor, currency, at)
  values (${holdId}, ${held.brandId}, ${held.personId}, ${held.showId}, ${held.minor}, ${held.currency}, ${at})`

export const holdsByIds = (sql: Sql, holdIds: readonly string[]) => sql<{
  holdId: string
  minor: bigint
  currency: Held['currency']
}>`
  select hold_id, minor, currency from hosts.holds where hold_id = any(${holdIds}::uuid[])`

export const releaseHold = (sql: Sql, holdId: string, at: Date) => sql<Held>`
  update hosts.holds set released_at = ${at} where hold_id = ${holdId} and released_at is null
  returning brand_id, person_id, show_id, minor, currency`
