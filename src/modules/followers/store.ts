import type { BrandId, PersonId } from '../../lib/ids.ts'
import type { Locale } from '../../lib/local-text.ts'
import type { Sql } from '../../lib/sql.ts'

/** How somebody reads, and what their clocks show, where they said so. */
export type Reader = { locale?: Locale | undefined; timeZone?: string | undefined }

export const addFollow = (
  sql: Sql,
  brandId: BrandId,
  personId: PersonId,
  { locale, timeZone }: Reader,
  at: Date,
) => sql`
  insert into followers.follows (brand_id, person_id, at, locale, time_zone)
  values (${brandId}, ${personId}, ${at}, ${locale ?? null}, ${timeZone ?? null})
  on conflict (brand_id, person_id) do update set locale = coalesce(excluded.locale, follows.locale),
    time_zone = coalesce(excluded.time_zone, follows.time_zone)`

export const removeFollow = (sql: Sql, brandId: BrandId, personId: PersonId) => sql`
  delete from followers.follows where brand_id = ${brandId} and person_id = ${personId}`

export const followsAmong = (sql: Sql, brandId: BrandId, personIds: readonly string[]) => sql<{ personId: PersonId }>`
  select person_id from followers.follows where brand_id = ${brandId} and person_id = any(${personIds}::uuid[])`

export const followedBy = (sql: Sql, personId: PersonId) => sql<{ brandId: BrandId }>`
  select brand_id from followers.follows where person_id = ${personId}
  union select brand_id from followers.host_follows where person_id = ${personId}`

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
    insert into followers.follows (brand_id, person_id, at, locale, time_zone)
    select brand_id, ${to}, at, locale, time_zone from followers.follows where person_id = ${from} on conflict do nothing`
  await sql`delete from followers.follows where person_id = ${from}`
  await sql`
    insert into followers.series_follows (series_id, person_id, at)
    select series_id, ${to}, at from followers.series_follows where person_id = ${from} on conflict do nothing`
  await sql`delete from followers.series_follows where person_id = ${from}`
  await sql`
    insert into followers.host_follows (brand_id, host_id, person_id, at, locale, time_zone)
    select brand_id, host_id, ${to}, at, locale, time_zone from followers.host_follows where person_id = ${from}
    on conflict do nothing`
  await sql`delete from followers.host_follows where person_id = ${from}`
}

// Hosts

export type HostOf = { brandId: BrandId; hostId: PersonId; personId: PersonId }

export const addHostFollow = (
  sql: Sql,
  { brandId, hostId, personId }: HostOf,
  { locale, timeZone }: Reader,
  at: Date,
) => sql`
  insert into followers.host_follows (brand_id, host_id, person_id, at, locale, time_zone)
  values (${brandId}, ${hostId}, ${personId}, ${at}, ${locale ?? null}, ${timeZone ?? null}) on conflict do nothing`

export const removeHostFollow = (sql: Sql, { brandId, hostId, personId }: HostOf) => sql`
  delete from followers.host_follows
  where brand_id = ${brandId} and host_id = ${hostId} and person_id = ${personId}`

export const followsHost = async (sql: Sql, { brandId, hostId, personId }: HostOf) =>
  (
    await sql`
      select 1 as one from followers.host_follows
      where brand_id = ${brandId} and host_id = ${hostId} and person_id = ${personId}`
  ).length > 0

export type Follower = { personId: PersonId; locale: Locale | null; timeZone: string | null }

/** Everybody who follows a brand or one of its hosts, once. */
export const followersOf = (sql: Sql, brandId: BrandId, hostId: PersonId | null) => sql<Follower>`
  select person_id, max(locale) as locale, max(time_zone) as time_zone from (
    select person_id, locale, time_zone from followers.follows where brand_id = ${brandId}
    union all
    select person_id, locale, time_zone from followers.host_follows
    where brand_id = ${brandId} and host_id = ${hostId}::uuid) as all_of_them
  group by person_id order by person_id`
