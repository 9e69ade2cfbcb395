import type { ShowId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import type { ShowRow } from './store.ts'

export type PlannedRow = ShowRow & { minutes: number; byEncoder: boolean }

export const between = (sql: Sql, brandId: string, from: Date, until: Date) => sql<PlannedRow>`
  select s.*, (select coalesce(sum(r.minutes), 0)::int from shows.run_of_show r where r.show_id = s.show_id) as minutes,
    exists (select from shows.keys k where k.show_id = s.show_id and k.use = 'encoder') as by_encoder
  from shows.shows s
  where s.brand_id = ${brandId} and s.status <> 'cancelled'
    and coalesce(s.started_at, s.starts_at) >= ${from} and coalesce(s.started_at, s.starts_at) < ${until}
  order by coalesce(s.started_at, s.starts_at), s.show_id limit 1000`

export const byIds = (sql: Sql, showIds: readonly string[]) => sql<PlannedRow>`
  select s.*, (select coalesce(sum(r.minutes), 0)::int from shows.run_of_show r where r.show_id = s.show_id) as minutes,
    exists (select from shows.keys k where k.show_id = s.show_id and k.use = 'encoder') as by_encoder
  from shows.shows s
  where s.show_id = any(${showIds}::uuid[]) order by coalesce(s.started_at, s.starts_at), s.show_id`

export const watched = (sql: Sql, brandId: string, most: number) => sql<{ showId: ShowId; startedAt: Date }>`
  select show_id, started_at from shows.shows where brand_id = ${brandId} and ended_at is not null
  order by started_at desc limit ${most}`
