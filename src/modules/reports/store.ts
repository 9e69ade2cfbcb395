import type { BrandId, PersonId, ProductId, ShowId } from '../../lib/ids.ts'
import { json, type Sql } from '../../lib/sql.ts'
import type { Arrival } from './arrival.ts'
import type { TouchKind } from './show-facts.ts'

export type ArrivalRow = Arrival & { viewer: string; at: Date }
export type TouchRow = { viewer: string; kind: TouchKind; productId: ProductId | null; at: Date }

/** Only the first arrival counts: whoever reloads came once. */
export const addArrivals = (sql: Sql, rows: readonly (ArrivalRow & { showId: ShowId })[]) => sql`
  insert into reports.arrivals (show_id, viewer, at, source, name, campaign)
  select * from unnest(${rows.map((row) => row.showId)}::uuid[], ${rows.map((row) => row.viewer)}::text[],
    ${rows.map((row) => row.at)}::timestamptz[], ${rows.map((row) => row.source)}::text[],
    ${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.campaign)}::text[])
  on conflict do nothing`

export const addTouches = (sql: Sql, rows: readonly (TouchRow & { showId: ShowId })[]) => sql`
  insert into reports.touches (show_id, viewer, kind, product_id, at)
  select * from unnest(${rows.map((row) => row.showId)}::uuid[], ${rows.map((row) => row.viewer)}::text[],
    ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.productId)}::uuid[],
    ${rows.map((row) => row.at)}::timestamptz[])
  on conflict do nothing`

/** Who put something in a bag came as their viewer did. */
export const addOrigins = (sql: Sql, rows: readonly { showId: ShowId; viewer: string; personId: PersonId }[]) => sql`
  insert into reports.origins (show_id, person_id, at, source, name, campaign)
  select a.show_id, told.person_id, date_trunc('minute', a.at), a.source, a.name, a.campaign
  from unnest(${rows.map((row) => row.showId)}::uuid[], ${rows.map((row) => row.viewer)}::text[],
    ${rows.map((row) => row.personId)}::uuid[]) told (show_id, viewer, person_id)
  join reports.arrivals a using (show_id, viewer)
  on conflict do nothing`

/** How a buyer came to a show, to the minute. */
export type Origin = Arrival & { personId: PersonId; at: Date }

export const originsOf = (sql: Sql, showId: string) => sql<Origin>`
  select person_id, at, source, name, campaign
  from reports.origins where show_id = ${showId} order by at, person_id`

export const originsOfPerson = (sql: Sql, personId: PersonId, showIds: readonly ShowId[]) => sql<
  Origin & { showId: ShowId }
>`
  select show_id, person_id, at, source, name, campaign
  from reports.origins
  where person_id = ${personId} and show_id = any (${showIds}::uuid[]) order by at`

/** What a guest came by is the account's that they became. */
export const moveOrigins = async (sql: Sql, guestId: PersonId, personId: PersonId): Promise<void> => {
  await sql`
    insert into reports.origins (show_id, person_id, at, source, name, campaign)
    select show_id, ${personId}, at, source, name, campaign from reports.origins where person_id = ${guestId}
    on conflict do nothing`
  await sql`delete from reports.origins where person_id = ${guestId}`
}

export const arrivalsOf = (sql: Sql, showId: string) => sql<ArrivalRow>`
  select viewer, at, source, name, campaign
  from reports.arrivals where show_id = ${showId} order by at, viewer`

export const touchesOf = (sql: Sql, showId: string) => sql<TouchRow>`
  select viewer, kind, product_id, at from reports.touches where show_id = ${showId} order by at, viewer`

/** Viewers who put each product of a show in their bag since then. */
export const baggersSince = (sql: Sql, showId: ShowId, since: Date) => sql<{ productId: ProductId; people: number }>`
  select product_id, count(distinct viewer)::int as people from reports.touches
  where show_id = ${showId} and kind = 'bag' and at >= ${since} group by product_id`

export type Reach = { name: string; reads: number }

export const reachOf = (sql: Sql, showId: string) => sql<Reach>`
  select name, reads from reports.reach where show_id = ${showId} order by reads desc, name`

export async function setReach(sql: Sql, showId: ShowId, reach: readonly Reach[]): Promise<void> {
  await sql`delete from reports.reach where show_id = ${showId}`
  await sql`
    insert into reports.reach (show_id, name, reads)
    select ${showId}::uuid, * from unnest(${reach.map(({ name }) => name)}::text[],
      ${reach.map(({ reads }) => reads)}::int[])`
}

/** Figures of a show as they were kept: numbers, and digits of minor units. */
export type Kept = { showId: ShowId; startedAt: Date; figures: Record<string, number | string | null> }

export const keep = (sql: Sql, now: Date, brandId: BrandId, { showId, startedAt, figures }: Kept) => sql`
  insert into reports.kept (show_id, brand_id, started_at, figures, kept_at)
  values (${showId}, ${brandId}, ${startedAt}, ${json(figures)}::jsonb, ${now})
  on conflict (show_id) do update set figures = excluded.figures, kept_at = excluded.kept_at`

/** The latest shows of a brand before another, at most `most`. */
export const keptBefore = (sql: Sql, brandId: string, before: Date, most: number) => sql<Kept>`
  select show_id, started_at, figures from reports.kept
  where brand_id = ${brandId} and started_at < ${before} order by started_at desc limit ${most}`

/** Shows that began since then: what was bought in them may still be given back, and their replays are watched. */
export const keptSince = (sql: Sql, since: Date) => sql<{ showId: ShowId }>`
  select show_id from reports.kept where started_at >= ${since} order by show_id`
