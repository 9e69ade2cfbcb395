import type { ShowId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'

export type Joined = { visitId: string; showId: ShowId; viewer: string; joinedAt: Date }
export type Left = { visitId: string; leftAt: Date }

/** This process is alive, and its open visits with it. */
export const processSeen = (sql: Sql, processId: string, at: Date) => sql`
  insert into attendance.processes (process_id, seen_at) values (${processId}, ${at})
  on conflict (process_id) do update set seen_at = excluded.seen_at`

/** A visit that was ended because its process seemed lost goes on. */
export const openVisits = (sql: Sql, processId: string, visits: readonly Joined[]) => sql`
  insert into attendance.visits (visit_id, show_id, viewer, process_id, joined_at)
  select v.visit_id, v.show_id, v.viewer, ${processId}::uuid, v.joined_at from unnest(
    ${visits.map((visit) => visit.visitId)}::uuid[], ${visits.map((visit) => visit.showId)}::uuid[],
    ${visits.map((visit) => visit.viewer)}::text[], ${visits.map((visit) => visit.joinedAt)}::timestamptz[]
  ) as v (visit_id, show_id, viewer, joined_at)
  on conflict (visit_id) do update set left_at = null`

export const endVisits = (sql: Sql, ends: readonly Left[]) => sql`
  update attendance.visits v set left_at = greatest(v.joined_at, e.left_at)
  from unnest(${ends.map((end) => end.visitId)}::uuid[], ${ends.map((end) => end.leftAt)}::timestamptz[])
    as e (visit_id, left_at)
  where v.visit_id = e.visit_id`

/** Ends what a process left open that was not seen since `before`, at the moment it was seen last. */
export async function endLostVisits(sql: Sql, before: Date): Promise<void> {
  await sql`
    update attendance.visits v set left_at = greatest(v.joined_at, p.seen_at)
    from attendance.processes p
    where v.left_at is null and p.process_id = v.process_id and p.seen_at < ${before}`
  await sql`
    delete from attendance.processes p where seen_at < ${before}
      and not exists (select from attendance.visits v where v.process_id = p.process_id and v.left_at is null)`
}

/** Different viewers present, over all processes seen since `since`, for shows that more than one of them serves. */
export const presentInSeveral = (sql: Sql, showIds: readonly string[], since: Date) =>
  sql<{ showId: ShowId; viewers: number }>`
    select v.show_id, count(distinct v.viewer)::int as viewers
    from attendance.visits v join attendance.processes p using (process_id)
    where v.left_at is null and p.seen_at >= ${since} and v.show_id = any(${showIds}::uuid[])
    group by v.show_id having count(distinct v.process_id) > 1`

/** Who was there; whoever still is, has been until their process was seen last. */
export const visitsOf = (sql: Sql, showId: string) => sql<{ viewer: string; joinedAt: Date; leftAt: Date }>`
  select v.viewer, v.joined_at, coalesce(v.left_at, greatest(v.joined_at, p.seen_at), v.joined_at) as left_at
  from attendance.visits v left join attendance.processes p using (process_id)
  where v.show_id = ${showId}`

export const viewersOfShows = (sql: Sql, showIds: readonly string[]) => sql<{ showId: ShowId; viewers: number }>`
  select show_id, count(distinct viewer)::int as viewers from attendance.visits
  where show_id = any(${showIds}::uuid[]) group by show_id`

export const openVisitsOf = (sql: Sql, showId: string, viewers: readonly string[]) => sql<{
  viewer: string
  joinedAt: Date
}>`
  select viewer, min(joined_at) as joined_at from attendance.visits
  where show_id = ${showId} and viewer = any(${viewers}::text[]) and left_at is null group by viewer`

/** How long each of these viewers was in a show since it went live, in ms; two windows of one count once. */
export const watchedOf = (sql: Sql, showId: string, viewers: readonly string[], from: Date, now: Date) => sql<{
  viewer: string
  ms: number
}>`
  select viewer, (select sum(extract(epoch from upper(stay) - lower(stay)) * 1000) from unnest(stays) stay)::float8 as ms
  from (
    select viewer, range_agg(tstzrange(greatest(joined_at, ${from}), coalesce(left_at, ${now}))) as stays
    from attendance.visits
    where show_id = ${showId} and viewer = any(${viewers}::text[])
      and coalesce(left_at, ${now}) > greatest(joined_at, ${from})
    group by viewer) visits`

export type Hearts = { showId: ShowId; minute: Date; hearts: number }

export const addHearts = (sql: Sql, rows: readonly Hearts[]) => sql`
  insert into attendance.hearts (show_id, minute, hearts)
  select * from unnest(${rows.map((row) => row.showId)}::uuid[], ${rows.map((row) => row.minute)}::timestamptz[],
    ${rows.map((row) => row.hearts)}::int[])
  on conflict (show_id, minute) do update set hearts = attendance.hearts.hearts + excluded.hearts`

export const heartsOf = (sql: Sql, showId: string) => sql<Omit<Hearts, 'showId'>>`
  select minute, hearts from attendance.hearts where show_id = ${showId} order by minute`
