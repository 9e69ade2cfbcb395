import type { BrandId, LogId, ProductId, ShowId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { ShowStatus, Topic, Visibility } from './state.ts'

export type PictureState = 'none' | 'coming' | 'lost'

export type ShowRow = {
  showId: ShowId
  brandId: BrandId
  chatLogId: LogId
  status: ShowStatus
  kind: 'video' | 'audio'
  title: LocalText
  description: LocalText
  startsAt: Date | null
  startedAt: Date | null
  endedAt: Date | null
  /** When a live show ends by itself. */
  endsAt: Date | null
  coverPictureId: string | null
  portraitPictureId: string | null
  hostName: string
  hostPictureId: string | null
  picture: PictureState
  topic: Topic | null
  visibility: Visibility
  ticketProductId: ProductId | null
}

export type ShowPlan = Pick<
  ShowRow,
  'title' | 'description' | 'kind' | 'coverPictureId' | 'portraitPictureId' | 'hostName' | 'hostPictureId' | 'topic'
> & { startsAt: Date | null }

export type RunItem = { productId: ProductId; talkingPoints: string; minutes: number }

export const showById = async (sql: Sql, showId: string) =>
  first(await sql<ShowRow>`select * from shows.shows where show_id = ${showId}`)

export const showTitles = (sql: Sql, showIds: readonly string[]) => sql<
  Pick<ShowRow, 'showId' | 'title' | 'startedAt'>
>`
  select show_id, title, started_at from shows.shows where show_id = any(${showIds}::uuid[])`

/** Locks the show: whoever decides something about it takes turns. */
export const lockedShow = async (sql: Sql, showId: string) =>
  first(await sql<ShowRow>`select * from shows.shows where show_id = ${showId} for update`)

export const insertShow = (
  sql: Sql,
  show: ShowPlan & { showId: ShowId; brandId: BrandId; chatLogId: LogId; createdAt: Date },
) => sql`
  insert into shows.shows (show_id, brand_id, chat_log_id, kind, title, description, starts_at,
    cover_picture_id, portrait_picture_id, host_name, host_picture_id, topic, created_at)
  values (${show.showId}, ${show.brandId}, ${show.chatLogId}, ${show.kind}, ${json(show.title)}::jsonb,
    ${json(show.description)}::jsonb, ${show.startsAt}, ${show.coverPictureId}, ${show.portraitPictureId},
    ${show.hostName}, ${show.hostPictureId}, ${show.topic}, ${show.createdAt})`

export const updatePlan = (sql: Sql, showId: ShowId, plan: ShowPlan) => sql`
  update shows.shows set kind = ${plan.kind}, title = ${json(plan.title)}::jsonb,
    description = ${json(plan.description)}::jsonb, starts_at = ${plan.startsAt},
    cover_picture_id = ${plan.coverPictureId}, portrait_picture_id = ${plan.portraitPictureId},
    host_name = ${plan.hostName}, host_picture_id = ${plan.hostPictureId},
    topic = ${plan.topic}
  where show_id = ${showId}`

export const setStatus = (sql: Sql, showId: ShowId, status: ShowStatus, now: Date) => sql`
  update shows.shows set status = ${status},
    started_at = case when ${status} = 'live' then ${now} else started_at end,
    ended_at = case when ${status} = 'ended' then ${now} else ended_at end
  where show_id = ${showId}`

export const hideReplay = (sql: Sql, showId: ShowId) =>
  sql`update shows.shows set status = 'ended' where show_id = ${showId} and status = 'replay'`

export const setPicture = (sql: Sql, showId: ShowId, picture: PictureState) =>
  sql`update shows.shows set picture = ${picture} where show_id = ${showId}`

export const setEnd = (sql: Sql, showId: ShowId, endsAt: Date | null) =>
  sql`update shows.shows set ends_at = ${endsAt} where show_id = ${showId}`

export const showsToEnd = (sql: Sql, now: Date) => sql<{ showId: ShowId }>`
  select show_id from shows.shows where status = 'live' and ends_at <= ${now} order by show_id`

export const liveShows = (sql: Sql) => sql<{ showId: ShowId }>`
  select show_id from shows.shows where status = 'live' order by show_id`

export const deleteKeys = (sql: Sql, showId: ShowId) => sql`delete from shows.keys where show_id = ${showId}`

export const publicShows = (sql: Sql, brandId: string) => sql<ShowRow>`
  select * from shows.shows where brand_id = ${brandId} and status in ('scheduled', 'live', 'ended', 'replay')
    and visibility in ('public', 'ticketed')
  order by array_position(array['live', 'scheduled', 'ended', 'replay'], status),
    case when status = 'scheduled' then starts_at end, started_at desc
  limit 200`

/** Other shows of the brand that are on air, then those announced, the soonest first. */
export const showsToLeadTo = (sql: Sql, { brandId, showId }: Pick<ShowRow, 'brandId' | 'showId'>) => sql<ShowRow>`
  select * from shows.shows where brand_id = ${brandId} and status in ('live', 'scheduled') and show_id <> ${showId}
  order by status = 'scheduled', starts_at limit 20`

export const showsOfBrand = (
  sql: Sql,
  brandId: string,
  status: string | undefined,
  after: string | undefined,
  most: number,
) =>
  sql<ShowRow>`
    select * from shows.shows
    where brand_id = ${brandId} and (${status ?? null}::text is null or status = ${status ?? null})
      and (${after ?? null}::uuid is null or show_id < ${after ?? null})
    order by show_id desc limit ${most}`

export const runOfShow = (sql: Sql, showId: string) => sql<RunItem>`
  select product_id, talking_points, minutes from shows.run_of_show where show_id = ${showId} order by position`

export const deleteRunOfShow = (sql: Sql, showId: ShowId) => sql`
  delete from shows.run_of_show where show_id = ${showId}`

export const insertRunOfShow = (sql: Sql, showId: ShowId, items: readonly RunItem[]) => sql`
  insert into shows.run_of_show (show_id, product_id, position, talking_points, minutes)
  select ${showId}::uuid, product_id, n, talking_points, minutes
  from unnest(${items.map((item) => item.productId)}::uuid[], ${items.map((item) => item.talkingPoints)}::text[],
    ${items.map((item) => item.minutes)}::int[]) with ordinality as item (product_id, talking_points, minutes, n)`

/** Shows that are announced or live and have the product in their run-of-show, in one order everywhere. */
export const openShowsWith = (sql: Sql, productId: string) => sql<{ showId: ShowId }>`
  select show_id from shows.run_of_show join shows.shows using (show_id)
  where product_id = ${productId} and status in ('scheduled', 'live') order by show_id`

export type KeyUse = 'browser' | 'encoder'

export const upsertKey = (sql: Sql, showId: ShowId, use: KeyUse, keyHash: Uint8Array, now: Date) => sql`
  insert into shows.keys (show_id, use, key_hash, issued_at) values (${showId}, ${use}, ${keyHash}, ${now})
  on conflict (show_id, use) do update set key_hash = excluded.key_hash, issued_at = excluded.issued_at`

export const keyHashes = (sql: Sql, showId: ShowId) =>
  sql<{ keyHash: Uint8Array }>`select key_hash from shows.keys where show_id = ${showId}`

export const showByKey = async (sql: Sql, keyHash: Uint8Array) =>
  first(
    await sql<ShowRow>`
      select shows.* from shows.keys join shows.shows using (show_id)
      where key_hash = ${keyHash} and status in ('draft', 'scheduled', 'live')`,
  )
