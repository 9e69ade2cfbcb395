import type { PersonId, ProductId, ShowId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { Kind } from './decide.ts'

export type Answer = 'followed' | 'dismissed' | 'lapsed'
export type CueRow = {
  cueId: string
  showId: ShowId
  kind: Kind
  productId: ProductId
  figure: number
  madeAt: Date
  answer: Answer | null
  answeredAt: Date | null
}

export const cuesOf = (sql: Sql, showId: string) => sql<CueRow>`
  select cue_id, show_id, kind, product_id, figure, made_at, answer, answered_at
  from cues.cues where show_id = ${showId} order by made_at, cue_id limit 1000`

export const openCues = (sql: Sql, showId: string) => sql<CueRow>`
  select cue_id, show_id, kind, product_id, figure, made_at, answer, answered_at
  from cues.cues where show_id = ${showId} and answer is null order by made_at, cue_id`

export const answeredSince = (sql: Sql, showId: string, since: Date) => sql<CueRow>`
  select cue_id, show_id, kind, product_id, figure, made_at, answer, answered_at
  from cues.cues where show_id = ${showId} and answer in ('followed', 'dismissed') and answered_at >= ${since}`

export const lockedCue = async (sql: Sql, showId: string, cueId: string) =>
  first(
    await sql<CueRow>`
      select cue_id, show_id, kind, product_id, figure, made_at, answer, answered_at
      from cues.cues where show_id = ${showId} and cue_id = ${cueId} for update`,
  )

export const addCue = (
  sql: Sql,
  one: Pick<CueRow, 'cueId' | 'showId' | 'kind' | 'figure' | 'madeAt'> & { productId: string },
) => sql`
  insert into cues.cues (cue_id, show_id, kind, product_id, figure, made_at)
  values (${one.cueId}, ${one.showId}, ${one.kind}, ${one.productId}, ${one.figure}, ${one.madeAt})
  on conflict (show_id, kind, product_id) where answer is null do update set figure = excluded.figure`

export const answerCues = (sql: Sql, cueIds: readonly string[], answer: Answer, now: Date, by: PersonId | null) => sql`
  update cues.cues set answer = ${answer}, answered_at = ${now}, answered_by = ${by}
  where cue_id = any(${cueIds}::uuid[]) and answer is null`
