import type { BrandId, DropId, Id, PersonId } from '../../lib/ids.ts'
import { json, type Sql } from '../../lib/sql.ts'
import type { Finding, Rule } from './abuse.ts'

/** Who else used the same mark in this drop: one row a mark and person. */
export const sharersOf = (sql: Sql, dropId: string, kind: string, marks: readonly string[]) =>
  sql<{ mark: string; personId: PersonId }>`
    select mark, person_id from drops.marks
    where drop_id = ${dropId} and kind = ${kind} and mark = any(${marks}::text[])`

export const addMarks = (
  sql: Sql,
  dropId: string,
  marks: readonly { kind: string; mark: string; personId: string }[],
) => sql`
  insert into drops.marks (drop_id, kind, mark, person_id)
  select ${dropId}::uuid, * from unnest(${marks.map((one) => one.kind)}::text[],
    ${marks.map((one) => one.mark)}::text[], ${marks.map((one) => one.personId)}::uuid[])
  on conflict do nothing`

/** Of two households' checkouts of one drop with one mark, the second waits for the first to commit. */
export const lockMark = (sql: Sql, dropId: string, mark: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`${dropId} ${mark}`}, 0))`

export type DecisionRow = {
  decisionId: Id<'decision'>
  brandId: BrandId
  dropId: DropId
  personId: PersonId
  rule: Rule
  seen: Record<string, number>
  madeAt: Date
  times: number
  letThroughBy: PersonId | null
  letThroughAt: Date | null
}

export type NewDecision = Finding & { decisionId: string; brandId: string; dropId: string }

/** One row a person, drop and rule: found again, it counts. */
export const noteDecisions = (sql: Sql, now: Date, found: readonly NewDecision[]) => sql`
  insert into drops.decisions as d (decision_id, brand_id, drop_id, person_id, rule, seen, made_at)
  select f.*, ${now}::timestamptz from unnest(${found.map((one) => one.decisionId)}::uuid[],
    ${found.map((one) => one.brandId)}::uuid[], ${found.map((one) => one.dropId)}::uuid[],
    ${found.map((one) => one.personId)}::uuid[], ${found.map((one) => one.rule)}::text[],
    ${found.map((one) => json(one.seen))}::jsonb[]) as f
  on conflict (drop_id, person_id, rule) do update set times = d.times + 1, seen = excluded.seen`

export const decisionsAbout = (sql: Sql, dropId: string, personIds: readonly string[]) =>
  sql<{ personId: PersonId; rule: Rule; letThrough: boolean }>`
    select person_id, rule, let_through_at is not null as let_through from drops.decisions
    where drop_id = ${dropId} and person_id = any(${personIds}::uuid[])`

/** Of a brand, the latest first. */
export const decisionsOf = (sql: Sql, brandId: string, after: string | undefined, most: number) => sql<DecisionRow>`
  select * from drops.decisions
  where brand_id = ${brandId} and (${after ?? null}::uuid is null or decision_id < ${after ?? null}::uuid)
  order by decision_id desc limit ${most}`

export const letThrough = (sql: Sql, brandId: string, decisionId: string, by: string, now: Date) => sql<DecisionRow>`
  update drops.decisions set let_through_by = coalesce(let_through_by, ${by}),
    let_through_at = coalesce(let_through_at, ${now})
  where decision_id = ${decisionId} and brand_id = ${brandId} returning *`
