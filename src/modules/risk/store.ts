import type { BrandId, Id, PersonId, ShowId } from '../../lib/ids.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { Flow, Seen } from './decide.ts'
import type { Action, Mark, RuleName, RuleSettings } from './rules.ts'

type RuleRow = RuleSettings & { rule: RuleName; changedBy: PersonId | null; changedAt: Date }

export const rulesOf = (sql: Sql, brandId: BrandId) => sql<RuleRow>`
  select rule, threshold, window_minutes, action, changed_by, changed_at from risk.rules where brand_id = ${brandId}`

export const putRule = (sql: Sql, brandId: BrandId, one: RuleRow) => sql`
  insert into risk.rules (brand_id, rule, threshold, window_minutes, action, changed_by, changed_at)
  values (${brandId}, ${one.rule}, ${one.threshold}, ${one.windowMinutes}, ${one.action}, ${one.changedBy},
    ${one.changedAt})
  on conflict (brand_id, rule) do update set threshold = excluded.threshold, action = excluded.action,
    window_minutes = excluded.window_minutes, changed_by = excluded.changed_by, changed_at = excluded.changed_at`

export type Question = Mark & { what: string; since: Date; most: number }

/** Of each question, how many values the mark has had since, at most as many as matter; in their order. */
export const countSeen = async (sql: Sql, brandId: BrandId, asked: readonly Question[]): Promise<number[]> =>
  (
    await sql<{ count: number }>`
      select (select count(*)::int from (
          select from risk.sightings s
          where s.brand_id = ${brandId} and s.what = q.what and s.kind = q.kind and s.mark = q.mark and s.at > q.since
          order by s.at desc limit q.most) as found) as count
      from unnest(${asked.map((one) => one.what)}::text[], ${asked.map((one) => one.kind)}::text[],
        ${asked.map((one) => one.mark)}::text[], ${asked.map((one) => one.since)}::timestamptz[],
        ${asked.map((one) => one.most)}::int[])
        with ordinality as q (what, kind, mark, since, most, place) order by place`
  ).map(({ count }) => count)

/** The latest other values of a mark. */
export const othersOf = async (
  sql: Sql,
  brandId: BrandId,
  { what, kind, mark, value, since }: Omit<Question, 'most'> & { value: string },
) =>
  (
    await sql<{ value: string }>`
      select value from risk.sightings where brand_id = ${brandId} and what = ${what} and kind = ${kind}
        and mark = ${mark} and at > ${since} and value <> ${value} order by at desc limit 10`
  ).map((row) => row.value)

export type Sighting = Mark & { what: string; value: string }

export const addSightings = (sql: Sql, brandId: BrandId, at: Date, seen: readonly Sighting[]) => sql`
  insert into risk.sightings (brand_id, what, kind, mark, value, at)
  select ${brandId}::uuid, s.*, ${at}::timestamptz from unnest(${seen.map((one) => one.what)}::text[],
    ${seen.map((one) => one.kind)}::text[], ${seen.map((one) => one.mark)}::text[],
    ${seen.map((one) => one.value)}::text[]) as s (what, kind, mark, value) order by 2, 3, 4, 5
  on conflict (brand_id, what, kind, mark, value) do update set at = excluded.at`

export const addMarks = (sql: Sql, brandId: BrandId, personId: PersonId, at: Date, marks: readonly Mark[]) => sql`
  insert into risk.marks (brand_id, kind, mark, person_id, at)
  select ${brandId}::uuid, m.kind, m.mark, ${personId}::uuid, ${at}::timestamptz
  from unnest(${marks.map((one) => one.kind)}::text[], ${marks.map((one) => one.mark)}::text[]) as m (kind, mark)
  order by 2, 3 on conflict (brand_id, kind, mark, person_id) do update set at = excluded.at`

/** By what a person was known of late. */
export const marksOfPerson = (sql: Sql, brandId: BrandId, personId: PersonId, since: Date) => sql<Mark>`
  select kind, mark from risk.marks where brand_id = ${brandId} and person_id = ${personId} and at > ${since}
  order by at desc limit 20`

/** Who shares a mark with a person, and which: the latest first. */
export const sharersOf = (sql: Sql, brandId: BrandId, personId: PersonId, since: Date) => sql<
  Mark & { personId: PersonId }
>`
  select other.kind, other.mark, other.person_id from risk.marks own
  join risk.marks other on other.brand_id = own.brand_id and other.kind = own.kind and other.mark = own.mark
    and other.person_id <> own.person_id
  where own.brand_id = ${brandId} and own.person_id = ${personId} and own.at > ${since} and other.at > ${since}
  order by other.kind = 'network', other.at desc limit 500`

export const moveMarks = async (sql: Sql, from: PersonId, to: PersonId): Promise<void> => {
  await sql`
    with moved as (delete from risk.marks where person_id = ${from} returning *)
    insert into risk.marks (brand_id, kind, mark, person_id, at)
    select brand_id, kind, mark, ${to}::uuid, at from moved
    on conflict (brand_id, kind, mark, person_id) do update set at = greatest(marks.at, excluded.at)`
  await sql`update risk.decisions set person_id = ${to} where person_id = ${from}`
}

export const addFlows = (
  sql: Sql,
  { brandId, showId, hostId, at }: { brandId: BrandId; showId: ShowId; hostId: PersonId; at: Date },
  given: readonly { personId: PersonId; coins: number }[],
) => sql`
  insert into risk.flows (brand_id, show_id, payer_id, host_id, coins, at)
  select ${brandId}::uuid, ${showId}::uuid, g.payer_id, ${hostId}::uuid, g.coins, ${at}::timestamptz
  from unnest(${given.map((one) => one.personId)}::uuid[], ${given.map((one) => one.coins)}::bigint[])
    as g (payer_id, coins) on conflict do nothing`

/** What hosts of a brand gave one another. */
export const flowsSince = (sql: Sql, brandId: BrandId, since: Date) => sql<Flow>`
  select payer_id, host_id, sum(coins)::float8 as coins from risk.flows
  where brand_id = ${brandId} and at > ${since} group by payer_id, host_id limit 10000`

export type DecisionState = 'noted' | 'waiting' | 'approved' | 'declined'
export type DecisionRow = {
  decisionId: Id<'decision'>
  brandId: BrandId
  personId: PersonId
  rule: RuleName
  action: Exclude<Action, 'off'>
  about: string
  subject: string
  seen: Seen
  others: PersonId[]
  state: DecisionState
  times: number
  madeAt: Date
  decidedBy: PersonId | null
  decidedAt: Date | null
  note: string
}
export type NewDecision = Omit<DecisionRow, 'times' | 'decidedBy' | 'decidedAt' | 'note'>

/** Written once for what it is about; what was only noted is not counted on, so that nobody waits for its row. */
export async function addDecision(sql: Sql, one: NewDecision): Promise<DecisionRow> {
  const added = await sql<DecisionRow>`
    insert into risk.decisions (decision_id, brand_id, person_id, rule, action, about, subject, seen, others, state, made_at)
    values (${one.decisionId}, ${one.brandId}, ${one.personId}, ${one.rule}, ${one.action}, ${one.about},
      ${one.subject}, ${json(one.seen)}::jsonb, ${one.others}::uuid[], ${one.state}, ${one.madeAt})
    on conflict (brand_id, about) do nothing returning *`
  if (added[0]) return added[0]
  if (one.state === 'noted') return { ...one, times: 1, decidedBy: null, decidedAt: null, note: '' }
  const again = await sql<DecisionRow>`
    update risk.decisions set times = times + 1, seen = ${json(one.seen)}::jsonb
    where brand_id = ${one.brandId} and about = ${one.about} returning *`
  return again[0]!
}

export type DecisionWish = { state: DecisionState | null; after: string | null; most: number }

/** Of a brand, the latest first. */
export const decisionsOf = (sql: Sql, brandId: BrandId, { state, after, most }: DecisionWish) => sql<DecisionRow>`
  select * from risk.decisions
  where brand_id = ${brandId} and (${state}::text is null or state = ${state}::text)
    and (${after}::uuid is null or decision_id < ${after}::uuid)
  order by decision_id desc limit ${most}`

export const countWaiting = async (sql: Sql, brandId: BrandId): Promise<number> =>
  (
    await sql<{
      n: number
    }>`select count(*)::int as n from risk.decisions where brand_id = ${brandId} and state = 'waiting'`
  )[0]!.n

export const decisionLocked = async (sql: Sql, brandId: BrandId, decisionId: string) =>
  first(
    await sql<DecisionRow>`
      select * from risk.decisions where decision_id = ${decisionId} and brand_id = ${brandId} for update`,
  )

export const setDecided = (
  sql: Sql,
  decisionId: string,
  { state, by, at, note }: { state: 'approved' | 'declined'; by: PersonId; at: Date; note: string },
) => sql`
  update risk.decisions set state = ${state}, decided_by = ${by}, decided_at = ${at}, note = ${note}
  where decision_id = ${decisionId}`

/** What is known about a person: what waits, and what somebody found to be in order. */
export const decisionsAbout = (sql: Sql, brandId: BrandId, personId: PersonId, since: Date) => sql<
  Pick<DecisionRow, 'decisionId' | 'rule' | 'action' | 'subject' | 'state'>
>`
  select decision_id, rule, action, subject, state from risk.decisions
  where brand_id = ${brandId} and person_id = ${personId} and made_at > ${since} and state in ('waiting', 'approved')
  order by made_at desc limit 50`

export type HeldKind = 'order' | 'topUp' | 'gift'

export const addHeld = (sql: Sql, decisionId: string, kind: HeldKind, subjectId: string, at: Date) => sql`
  insert into risk.held (decision_id, kind, subject_id, at) values (${decisionId}, ${kind}, ${subjectId}, ${at})
  on conflict do nothing`

export const heldBy = (sql: Sql, decisionIds: readonly string[]) => sql<{
  decisionId: string
  kind: HeldKind
  subjectId: string
}>`
  select decision_id, kind, subject_id from risk.held where decision_id = any(${decisionIds}::uuid[]) order by at`

/** Whether another decision that waits holds it too. */
export const isHeldElsewhere = async (sql: Sql, decisionId: string, kind: HeldKind, subjectId: string) =>
  (
    await sql`
      select from risk.held join risk.decisions using (decision_id)
      where kind = ${kind} and subject_id = ${subjectId} and decision_id <> ${decisionId} and state = 'waiting'`
  ).length > 0

type TrailRow = {
  trailId: string
  at: Date
  personId: PersonId
  what: 'approved' | 'declined' | 'ruleChanged'
  decisionId: string | null
  rule: RuleName
  detail: string
}

export const addTrail = (sql: Sql, brandId: BrandId, one: TrailRow) => sql`
  insert into risk.trail (trail_id, brand_id, at, person_id, what, decision_id, rule, detail)
  values (${one.trailId}, ${brandId}, ${one.at}, ${one.personId}, ${one.what}, ${one.decisionId}, ${one.rule},
    ${one.detail})`

export const trailOf = (sql: Sql, brandId: BrandId, most: number) => sql<TrailRow>`
  select trail_id, at, person_id, what, decision_id, rule, detail from risk.trail
  where brand_id = ${brandId} order by trail_id desc limit ${most}`

/** What no window reaches any more. */
export async function forget(sql: Sql, before: Date, marksBefore: Date, most: number): Promise<void> {
  await sql`
    delete from risk.sightings where ctid = any(array(
      select ctid from risk.sightings where at < ${before} order by at limit ${most}))`
  await sql`
    delete from risk.marks where ctid = any(array(
      select ctid from risk.marks where at < ${marksBefore} order by at limit ${most}))`
}
