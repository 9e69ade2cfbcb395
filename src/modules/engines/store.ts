import type { BrandId, ShowId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'

export type Settings = {
  enabled: boolean
  whipUrl: string
  rtmpUrl: string | null
  srtUrl: string | null
  hlsUrl: string
  replayUrl: string | null
}

export type OutsideStream = {
  showId: ShowId
  brandId: BrandId
  sourceId: string
  hlsUrl: string
  replayUrl: string | null
  cameAt: Date
  lostAt: Date | null
}

export const settingsOf = async (sql: Sql, brandId: string) =>
  first(
    await sql<Settings>`
      select enabled, whip_url, rtmp_url, srt_url, hls_url, replay_url from engines.settings where brand_id = ${brandId}`,
  )

export const upsertSettings = (sql: Sql, brandId: BrandId, one: Settings) => sql`
  insert into engines.settings (brand_id, enabled, whip_url, rtmp_url, srt_url, hls_url, replay_url)
  values (${brandId}, ${one.enabled}, ${one.whipUrl}, ${one.rtmpUrl}, ${one.srtUrl}, ${one.hlsUrl}, ${one.replayUrl})
  on conflict (brand_id) do update set enabled = excluded.enabled, whip_url = excluded.whip_url,
    rtmp_url = excluded.rtmp_url, srt_url = excluded.srt_url, hls_url = excluded.hls_url,
    replay_url = excluded.replay_url`

export const secretHashOf = async (sql: Sql, brandId: string) =>
  first(await sql<{ secretHash: Uint8Array }>`select secret_hash from engines.secrets where brand_id = ${brandId}`)
    ?.secretHash

export const upsertSecret = (sql: Sql, brandId: BrandId, secretHash: Uint8Array, now: Date) => sql`
  insert into engines.secrets (brand_id, secret_hash, issued_at) values (${brandId}, ${secretHash}, ${now})
  on conflict (brand_id) do update set secret_hash = excluded.secret_hash, issued_at = excluded.issued_at`

export const streamOf = async (sql: Sql, showId: string) =>
  first(await sql<OutsideStream>`select * from engines.streams where show_id = ${showId}`)

export const upsertStream = (sql: Sql, one: Omit<OutsideStream, 'lostAt'>) => sql`
  insert into engines.streams (show_id, brand_id, source_id, hls_url, replay_url, came_at)
  values (${one.showId}, ${one.brandId}, ${one.sourceId}, ${one.hlsUrl}, ${one.replayUrl}, ${one.cameAt})
  on conflict (show_id) do update set source_id = excluded.source_id, hls_url = excluded.hls_url,
    replay_url = excluded.replay_url, came_at = excluded.came_at, lost_at = null`

export const deleteStream = (sql: Sql, showId: string) => sql`delete from engines.streams where show_id = ${showId}`

/** Whether it was this source that sent: news of an earlier one may come late. */
export const setLost = async (sql: Sql, showId: string, sourceId: string, now: Date): Promise<boolean> =>
  (
    await sql`update engines.streams set lost_at = ${now}
      where show_id = ${showId} and source_id = ${sourceId} and lost_at is null returning show_id`
  ).length > 0
