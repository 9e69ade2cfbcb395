import type { BrandId, Id, ShowId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { TargetState } from './state.ts'

export type TargetId = Id<'target'>
export type Target = { targetId: TargetId; brandId: BrandId; name: string; url: string; everyShow: boolean }
type Sealed = Target & { sealedKey: Uint8Array }

export const targetsOf = (sql: Sql, brandId: string) => sql<Target>`
  select target_id, brand_id, name, url, every_show from simulcast.targets
  where brand_id = ${brandId} order by target_id`

export const lockedTarget = async (sql: Sql, brandId: string, targetId: string) =>
  first(
    await sql<Target>`
      select target_id, brand_id, name, url, every_show from simulcast.targets
      where brand_id = ${brandId} and target_id = ${targetId} for update`,
  )

export const insertTarget = (sql: Sql, one: Sealed & { createdAt: Date }) => sql`
  insert into simulcast.targets (target_id, brand_id, name, url, sealed_key, every_show, created_at)
  values (${one.targetId}, ${one.brandId}, ${one.name}, ${one.url}, ${one.sealedKey}, ${one.everyShow}, ${one.createdAt})`

export const updateTarget = (sql: Sql, one: Target) => sql`
  update simulcast.targets set name = ${one.name}, url = ${one.url}, every_show = ${one.everyShow}
  where target_id = ${one.targetId}`

export const updateKey = (sql: Sql, targetId: TargetId, sealedKey: Uint8Array) => sql`
  update simulcast.targets set sealed_key = ${sealedKey} where target_id = ${targetId}`

export const deleteTarget = (sql: Sql, targetId: TargetId) =>
  sql`delete from simulcast.targets where target_id = ${targetId}`

export const upsertChoice = (sql: Sql, showId: ShowId, targetId: TargetId, isOn: boolean) => sql`
  insert into simulcast.choices (show_id, target_id, is_on) values (${showId}, ${targetId}, ${isOn})
  on conflict (show_id, target_id) do update set is_on = excluded.is_on`

export const insertShow = (sql: Sql, showId: ShowId, brandId: BrandId) => sql`
  insert into simulcast.shows (show_id, brand_id) values (${showId}, ${brandId})
  on conflict (show_id) do update set is_cut = false`

export const setCut = (sql: Sql, showId: ShowId, isCut: boolean) =>
  sql`update simulcast.shows set is_cut = ${isCut} where show_id = ${showId}`

export const deleteShow = (sql: Sql, showId: ShowId) => sql`delete from simulcast.shows where show_id = ${showId}`

/** While the show is on air. */
export const showOnAir = async (sql: Sql, showId: string) =>
  first(await sql<{ isCut: boolean }>`select is_cut from simulcast.shows where show_id = ${showId}`)

export const showsOnAir = (sql: Sql, brandId: string) =>
  sql<{ showId: ShowId }>`select show_id from simulcast.shows where brand_id = ${brandId} order by show_id`

export type TargetOfShow = Sealed & {
  /** What the show says of it. */
  isOn: boolean | null
  state: TargetState | null
  code: string | null
  since: Date | null
  retryAt: Date | null
}

/** The targets of a brand with what one show says of each, and how each fares in it. */
export const targetsOfShow = (sql: Sql, brandId: string, showId: string) => sql<TargetOfShow>`
  select target.target_id, brand_id, name, url, sealed_key, every_show, is_on, state, code, since, retry_at
  from simulcast.targets as target
    left join simulcast.choices as choice on choice.target_id = target.target_id and choice.show_id = ${showId}
    left join simulcast.states as state on state.target_id = target.target_id and state.show_id = ${showId}
  where brand_id = ${brandId} order by target.target_id`

export type News = { state: TargetState; code: string | null; retryAt: Date | null }

/** Kept only of a show that is on air, and of a target that is still there. */
export const upsertState = (sql: Sql, showId: string, targetId: string, news: News, now: Date) => sql`
  insert into simulcast.states (show_id, target_id, state, code, since, retry_at)
  select shows.show_id, target_id, ${news.state}, ${news.code}, ${now}, ${news.retryAt}
  from simulcast.shows, simulcast.targets where shows.show_id = ${showId} and target_id = ${targetId}
  on conflict (show_id, target_id) do update set state = excluded.state, code = excluded.code, since = excluded.since,
    retry_at = excluded.retry_at`
