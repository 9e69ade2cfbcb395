import type { PersonId, ShowId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'

export type PictureState = 'none' | 'coming' | 'lost'
export type KeyUse = 'browser' | 'encoder'

export type Rehearsal = {
  showId: ShowId
  startedBy: PersonId
  startedAt: Date
  endsAt: Date
  picture: PictureState
}

export const rehearsalOf = async (sql: Sql, showId: string) =>
  first(await sql<Rehearsal>`select * from rehearsals.rehearsals where show_id = ${showId}`)

export const rehearsals = (sql: Sql) => sql<Rehearsal>`select * from rehearsals.rehearsals order by show_id`

/** Whether there was none. */
export const insertRehearsal = async (sql: Sql, one: Omit<Rehearsal, 'picture'>): Promise<boolean> => {
  const rows = await sql`
    insert into rehearsals.rehearsals (show_id, started_by, started_at, ends_at)
    values (${one.showId}, ${one.startedBy}, ${one.startedAt}, ${one.endsAt}) on conflict do nothing returning show_id`
  return rows.length > 0
}

/** Whether there was one. Its keys go with it. */
export const deleteRehearsal = async (sql: Sql, showId: string): Promise<boolean> =>
  (await sql`delete from rehearsals.rehearsals where show_id = ${showId} returning show_id`).length > 0

export const setPicture = (sql: Sql, showId: string, picture: PictureState) => sql`
  update rehearsals.rehearsals set picture = ${picture} where show_id = ${showId}`

export const upsertKey = (sql: Sql, showId: ShowId, use: KeyUse, keyHash: Uint8Array, now: Date) => sql`
  insert into rehearsals.keys (show_id, use, key_hash, issued_at) values (${showId}, ${use}, ${keyHash}, ${now})
  on conflict (show_id, use) do update set key_hash = excluded.key_hash, issued_at = excluded.issued_at`

export const keyHashes = (sql: Sql, showId: ShowId) =>
  sql<{ keyHash: Uint8Array }>`select key_hash from rehearsals.keys where show_id = ${showId}`

export const rehearsalByKey = async (sql: Sql, keyHash: Uint8Array) =>
  first(
    await sql<{ showId: ShowId }>`
      select show_id from rehearsals.keys join rehearsals.rehearsals using (show_id) where key_hash = ${keyHash}`,
  )
