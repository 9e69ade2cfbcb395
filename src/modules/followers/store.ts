import type { BrandId, PersonId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'

export const addFollow = (sql: Sql, brandId: BrandId, personId: PersonId, at: Date) => sql`
  insert into followers.follows (brand_id, person_id, at) values (${brandId}, ${personId}, ${at})
  on conflict do nothing`

export const removeFollow = (sql: Sql, brandId: BrandId, personId: PersonId) => sql`
  delete from followers.follows where brand_id = ${brandId} and person_id = ${personId}`

export const followsAmong = (sql: Sql, brandId: BrandId, personIds: readonly string[]) => sql<{ personId: PersonId }>`
  select person_id from followers.follows where brand_id = ${brandId} and person_id = any(${personIds}::uuid[])`

export const followedBy = (sql: Sql, personId: PersonId) => sql<{ brandId: BrandId }>`
  select brand_id from followers.follows where person_id = ${personId} order by at`

export const countFollows = async (sql: Sql, brandId: BrandId) =>
  (
    await sql<{ followers: number }>`
      select count(*)::int as followers from followers.follows where brand_id = ${brandId}`
  )[0]!.followers

export const addSeriesFollow = (sql: Sql, seriesId: string, personId: PersonId, at: Date) => sql`
  insert into followers.series_follows (series_id, person_id, at) values (${seriesId}, ${personId}, ${at})
  on conflict do nothing`

export const removeSeriesFollow = (sql: Sql, seriesId: string, personId: PersonId) => sql`
  delete from followers.series_follows where series_id = ${seriesId} and person_id = ${personId}`

export const seriesOfPerson = (sql: Sql, personId: PersonId) => sql<{ seriesId: string }>`
  select series_id from followers.series_follows where person_id = ${personId} order by at desc limit 200`

export const countSeriesFollows = (sql: Sql, seriesIds: readonly string[]) => sql<{
  seriesId: string
  followers: number
}>`
  select series_id, count(*)::int as followers from followers.series_follows
  where series_id = any(${seriesIds}::uuid[]) group by series_id`

export const moveFollows = async (sql: Sql, from: PersonId, to: PersonId) => {
  await sql`
    insert into followers.follows (brand_id, person_id, at)
    select brand_id, ${to}, at from followers.follows where person_id = ${from} on conflict do nothing`
  await sql`delete from followers.follows where person_id = ${from}`
  await sql`
    insert into followers.series_follows (series_id, person_id, at)
    select series_id, ${to}, at from followers.series_follows where person_id = ${from} on conflict do nothing`
  await sql`delete from followers.series_follows where person_id = ${from}`
}
