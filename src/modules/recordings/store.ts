import type { BrandId, ShowId } from '../../lib/ids.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { Wish } from './shown-me.ts'

export type RecordingState = 'recording' | 'preparing' | 'ready' | 'failed' | 'deleted'
export type Warning = 'diskFull' | 'diskFailed' | 'diskSlow'

/** What was made of a recording. */
export type Made = {
  durationMs: number
  bytes: number
  covers: number
  storyboard: { width: number; height: number; columns: number; count: number; everyMs: number } | null
  /** Where it is, when an outside engine keeps it: then nothing of it lies here. */
  elsewhere?: string
  /** Where a product was explained; `shown`: where a wish to be shown it was granted. */
  clips: { name: string; productId: string; fromMs: number; toMs: number; durationMs: number; shown?: Wish }[]
}

export type Recording = {
  showId: ShowId
  brandId: BrandId
  state: RecordingState
  startedAt: Date
  endedAt: Date | null
  warning: Warning | null
  failure: string | null
  attempts: number
  made: Made | null
  deleteAt: Date | null
  deletedAt: Date | null
  removedAt: Date | null
}

export type Settings = { keepDays: number | null; publish: boolean }

export const recordingOf = async (sql: Sql, showId: string) =>
  first(await sql<Recording>`select * from recordings.recordings where show_id = ${showId}`)

export const lockedRecording = async (sql: Sql, showId: string) =>
  first(await sql<Recording>`select * from recordings.recordings where show_id = ${showId} for update`)

export const insertRecording = (sql: Sql, showId: ShowId, brandId: BrandId, now: Date) => sql`
  insert into recordings.recordings (show_id, brand_id, state, started_at)
  values (${showId}, ${brandId}, 'recording', ${now}) on conflict do nothing`

/** Recordings with a clip of a product, the latest first. */
export const recordingsWith = (sql: Sql, productId: string) => sql<Recording>`
  select * from recordings.recordings
  where state = 'ready' and jsonb_path_query_array(made, '$.clips[*] ? (exists (@.shown)).productId') ? ${productId}
  order by started_at desc limit 20`

export const setEnded = (sql: Sql, showId: string, now: Date, deleteAt: Date | null) => sql`
  update recordings.recordings set state = 'preparing', ended_at = ${now}, delete_at = ${deleteAt}
  where show_id = ${showId} and state = 'recording'`

export const setPreparing = (sql: Sql, showId: string) => sql`
  update recordings.recordings set state = 'preparing', failure = null, attempts = 0 where show_id = ${showId}`

export const setWarning = (sql: Sql, showId: string, warning: Warning) => sql`
  update recordings.recordings set warning = ${warning} where show_id = ${showId} and state = 'recording'`

export const setReady = (sql: Sql, showId: string, made: Made) => sql`
  update recordings.recordings set state = 'ready', made = ${json(made)}::jsonb, failure = null
  where show_id = ${showId}`

export const setFailed = (sql: Sql, showId: string, failure: string) => sql`
  update recordings.recordings set state = 'failed', failure = ${failure} where show_id = ${showId}`

export const countAttempt = (sql: Sql, showId: string) => sql`
  update recordings.recordings set attempts = attempts + 1 where show_id = ${showId}`

export const setDeleted = (sql: Sql, showId: string, now: Date) => sql`
  update recordings.recordings set state = 'deleted', deleted_at = ${now}, made = null where show_id = ${showId}`

export const setRemoved = (sql: Sql, showId: string, now: Date) => sql`
  update recordings.recordings set removed_at = ${now} where show_id = ${showId} and state = 'deleted'`

export const recordingsToDelete = (sql: Sql, now: Date) => sql<{ showId: ShowId }>`
  select show_id from recordings.recordings
  where state in ('ready', 'failed') and delete_at <= ${now} order by show_id limit 100`

export const settingsOf = async (sql: Sql, brandId: string) =>
  first(await sql<Settings>`select keep_days, publish from recordings.settings where brand_id = ${brandId}`)

export const upsertSettings = (sql: Sql, brandId: BrandId, { keepDays, publish }: Settings) => sql`
  insert into recordings.settings (brand_id, keep_days, publish) values (${brandId}, ${keepDays}, ${publish})
  on conflict (brand_id) do update set keep_days = excluded.keep_days, publish = excluded.publish`

export const redateAll = (sql: Sql, brandId: BrandId, keepDays: number | null) => sql`
  update recordings.recordings set delete_at = ended_at + make_interval(days => ${keepDays}::int)
  where brand_id = ${brandId} and state in ('preparing', 'ready', 'failed')`
