import type { Id, PersonId, ShowId } from '../../lib/ids.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { QuestionGift, QuestionKind } from './events.ts'

export type QuestionId = Id<'question'>
export type QuestionRow = {
  questionId: QuestionId
  authorId: PersonId
  authorName: string
  kind: QuestionKind
  productId: string | null
  text: string
  alikeId: string
  state: 'held' | 'shadowed' | 'open' | 'onAir' | 'answered' | 'private' | 'dismissed' | 'refused' | 'removed'
  heldBecause: string | null
  askedAt: Date
  takenAt: Date | null
  settledAt: Date | null
  answer: string | null
  reason: 'answered' | 'offTopic' | 'later' | 'unsuitable' | null
  seconds: number
  gift: QuestionGift | null
}

/** Locks a show's questions. @returns when its room was last told how many ask the same */
export const lockRoom = async (sql: Sql, showId: ShowId) =>
  (
    await sql<{ toldAt: Date | null }>`
      insert into questions.rooms (show_id) values (${showId})
      on conflict (show_id) do update set show_id = excluded.show_id returning told_at`
  )[0]!.toldAt

/** Held, open and on air: those with a gift first, the largest before, then the oldest. */
export const waitingIn = (sql: Sql, showId: ShowId, most: number) => sql<QuestionRow>`
  select question_id, author_id, author_name, kind, product_id, text, alike_id, state, held_because, asked_at,
    taken_at, settled_at, answer, reason, seconds, gift
  from questions.questions where show_id = ${showId} and state in ('held', 'open', 'onAir')
  order by (gift ->> 'coins')::int desc nulls last, asked_at, question_id limit ${most}`

export const questionIn = async (sql: Sql, showId: ShowId, questionId: string) =>
  first(
    await sql<QuestionRow>`
      select question_id, author_id, author_name, kind, product_id, text, alike_id, state, held_because, asked_at,
        taken_at, settled_at, answer, reason, seconds, gift
      from questions.questions where show_id = ${showId} and question_id = ${questionId}`,
  )

/** What somebody asked in a show, the latest first. */
export const askedBy = (sql: Sql, showId: ShowId, personId: PersonId, most: number) => sql<QuestionRow>`
  select question_id, author_id, author_name, kind, product_id, text, alike_id, state, held_because, asked_at,
    taken_at, settled_at, answer, reason, seconds, gift
  from questions.questions where show_id = ${showId} and author_id = ${personId}
  order by asked_at desc limit ${most}`

/** Of these ids, the questions that are written down already. */
export const knownOf = (sql: Sql, ids: readonly string[]) => sql<Pick<QuestionRow, 'questionId' | 'state'>>`
  select question_id, state from questions.questions where question_id = any(${ids}::uuid[])`

/** How many questions of each of these wait, and when they asked last; of those who never asked nothing. */
export const askersOf = (sql: Sql, showId: ShowId, personIds: readonly string[]) => sql<{
  authorId: PersonId
  open: number
  lastAt: Date
}>`
  select author_id, (count(*) filter (where state in ('held', 'shadowed', 'open', 'onAir')))::int as open,
    max(asked_at) as last_at
  from questions.questions where show_id = ${showId} and author_id = any(${personIds}::uuid[]) group by author_id`

export type NewQuestion = Pick<
  QuestionRow,
  | 'questionId'
  | 'authorId'
  | 'authorName'
  | 'kind'
  | 'productId'
  | 'text'
  | 'alikeId'
  | 'state'
  | 'heldBecause'
  | 'gift'
>

export const insertQuestions = (sql: Sql, showId: ShowId, now: Date, all: readonly NewQuestion[]) => sql`
  insert into questions.questions (question_id, show_id, author_id, author_name, kind, product_id, text, alike_id,
    state, held_because, gift, asked_at)
  select question_id, ${showId}::uuid, author_id, author_name, kind, product_id, text, alike_id, state, held_because,
    gift, ${now}::timestamptz
  from unnest(${all.map((q) => q.questionId)}::uuid[], ${all.map((q) => q.authorId)}::uuid[],
    ${all.map((q) => q.authorName)}::text[], ${all.map((q) => q.kind)}::text[],
    ${all.map((q) => q.productId)}::uuid[], ${all.map((q) => q.text)}::text[], ${all.map((q) => q.alikeId)}::uuid[],
    ${all.map((q) => q.state)}::text[], ${all.map((q) => q.heldBecause)}::text[],
    ${all.map((q) => q.gift && json(q.gift))}::jsonb[])
    as q (question_id, author_id, author_name, kind, product_id, text, alike_id, state, held_because, gift)`

/** Each person seconds a question once, and never their own. Counts those that are new. */
export const insertSeconds = (sql: Sql, now: Date, all: readonly { questionId: string; personId: string }[]) => sql`
  with added as (
    insert into questions.seconds (question_id, person_id, at)
    select s.question_id, s.person_id, ${now}::timestamptz
    from unnest(${all.map((s) => s.questionId)}::uuid[], ${all.map((s) => s.personId)}::uuid[])
      as s (question_id, person_id)
    join questions.questions q on q.question_id = s.question_id and q.author_id <> s.person_id
    on conflict do nothing returning question_id
  ), counted as (select question_id, count(*)::int as n from added group by question_id)
  update questions.questions q set seconds = q.seconds + counted.n from counted
  where q.question_id = counted.question_id`

export const secondedBy = async (sql: Sql, showId: ShowId, personId: PersonId) =>
  (
    await sql<{ questionId: string }>`
      select s.question_id from questions.seconds s join questions.questions q using (question_id)
      where s.person_id = ${personId} and q.show_id = ${showId}`
  ).map((row) => row.questionId)

/** Marks what is known of the seconds as told. @returns the counts the room has not heard */
export const takeUntold = async (sql: Sql, showId: ShowId, now: Date) => {
  const rows = await sql<{ questionId: string; seconds: number }>`
    update questions.questions set seconds_told = seconds
    where show_id = ${showId} and seconds <> seconds_told and state in ('open', 'onAir')
    returning question_id, seconds`
  if (rows.length > 0) await sql`update questions.rooms set told_at = ${now} where show_id = ${showId}`
  return rows
}

/** Shows whose rooms have not heard how many ask the same. */
export const untoldShows = (sql: Sql) => sql<{ showId: ShowId }>`
  select distinct show_id from questions.questions
  where seconds <> seconds_told and state in ('open', 'onAir') limit 200`

export const onAirIn = async (sql: Sql, showId: ShowId) =>
  first(
    await sql<Pick<QuestionRow, 'questionId' | 'takenAt'>>`
      select question_id, taken_at from questions.questions where show_id = ${showId} and state = 'onAir'`,
  )

export const setOnAir = (sql: Sql, questionId: string, takenAt: Date | null) => sql`
  update questions.questions set state = ${takenAt ? 'onAir' : 'open'}, taken_at = ${takenAt}
  where question_id = ${questionId}`

/** The open questions that read like this one, itself included. */
export const openAlike = (sql: Sql, showId: ShowId, alikeId: string) => sql<Pick<QuestionRow, 'questionId'>>`
  select question_id from questions.questions
  where show_id = ${showId} and alike_id = ${alikeId} and state in ('open', 'onAir') order by asked_at`

export type Settlement = {
  state: 'answered' | 'private' | 'dismissed' | 'refused' | 'removed'
  by: PersonId | null
  answer?: string | null | undefined
  reason?: QuestionRow['reason']
  takenAt?: Date | null
}

export const settle = (sql: Sql, now: Date, ids: readonly string[], to: Settlement) => sql`
  update questions.questions set state = ${to.state}, settled_at = ${now}, settled_by = ${to.by},
    answer = ${to.answer ?? null}, reason = ${to.reason ?? null}, taken_at = coalesce(${to.takenAt ?? null}, taken_at)
  where question_id = any(${ids}::uuid[])`

export const letIn = (sql: Sql, questionId: string) => sql`
  update questions.questions set state = 'open' where question_id = ${questionId}`

/** What somebody asked and still waits, to be taken away. */
export const waitingOf = (sql: Sql, showId: ShowId, personId: PersonId) => sql<
  Pick<QuestionRow, 'questionId' | 'state'>
>`
  select question_id, state from questions.questions
  where show_id = ${showId} and author_id = ${personId} and state in ('held', 'open', 'onAir', 'answered')`

/** How fast a show answers: the median of the seconds from the question to its answer; null without one. */
export const medianAnswerSeconds = async (sql: Sql, showId: ShowId) =>
  (
    await sql<{ seconds: number | null }>`
      select percentile_cont(0.5) within group (
        order by extract(epoch from coalesce(taken_at, settled_at) - asked_at))::float8 as seconds
      from questions.questions where show_id = ${showId} and state in ('answered', 'private')`
  )[0]!.seconds
