import type { PersonId, ShowId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'

export type TurnRow = { personId: PersonId; fromAt: Date; untilAt: Date | null }
export type Wish = { showId: ShowId; fromId: PersonId; toId: PersonId; askedAt: Date }

export const turnsOf = (sql: Sql, showId: string) => sql<TurnRow>`
  select person_id, from_at, until_at from handovers.turns where show_id = ${showId} order by from_at`

export const turnNow = async (sql: Sql, showId: string) =>
  first(
    await sql<TurnRow>`
      select person_id, from_at, until_at from handovers.turns where show_id = ${showId} and until_at is null`,
  )

export const beginTurn = (sql: Sql, showId: ShowId, personId: PersonId, now: Date) => sql`
  insert into handovers.turns (show_id, person_id, from_at) values (${showId}, ${personId}, ${now})`

export const endTurn = (sql: Sql, showId: ShowId, now: Date) => sql`
  update handovers.turns set until_at = ${now} where show_id = ${showId} and until_at is null`

export const wishOf = async (sql: Sql, showId: string) =>
  first(await sql<Wish>`select show_id, from_id, to_id, asked_at from handovers.wishes where show_id = ${showId}`)

export const upsertWish = (sql: Sql, { showId, fromId, toId, askedAt }: Wish) => sql`
  insert into handovers.wishes (show_id, from_id, to_id, asked_at) values (${showId}, ${fromId}, ${toId}, ${askedAt})
  on conflict (show_id) do update
    set from_id = excluded.from_id, to_id = excluded.to_id, asked_at = excluded.asked_at`

export const deleteWish = (sql: Sql, showId: ShowId) => sql`delete from handovers.wishes where show_id = ${showId}`
