import type { Id, PersonId, ShowId } from '../../lib/ids.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { Vote } from './decide.ts'
import type { PollOption } from './events.ts'

export type PollId = Id<'poll'>
export type PollRow = {
  pollId: PollId
  showId: ShowId
  kind: 'poll' | 'quiz'
  question: string
  options: PollOption[]
  rightOption: number | null
  seconds: number | null
  state: 'prepared' | 'open' | 'closed' | 'hidden'
  openedAt: Date | null
  closesAt: Date | null
  toldAt: Date | null
}

type NewPoll = Pick<PollRow, 'pollId' | 'showId' | 'kind' | 'question' | 'options' | 'rightOption' | 'seconds'>

export const insertPoll = (sql: Sql, now: Date, poll: NewPoll) => sql`
  insert into polls.polls (poll_id, show_id, kind, question, options, right_option, seconds, prepared_at)
  values (${poll.pollId}, ${poll.showId}, ${poll.kind}, ${poll.question}, ${json(poll.options)}::jsonb,
    ${poll.rightOption}, ${poll.seconds}, ${now})`

export const deletePrepared = async (sql: Sql, showId: ShowId, pollId: string) =>
  (
    await sql`delete from polls.polls
      where show_id = ${showId} and poll_id = ${pollId} and state = 'prepared' returning 1`
  ).length > 0

export const lockedPoll = async (sql: Sql, pollId: string) =>
  first(
    await sql<PollRow>`
      select poll_id, show_id, kind, question, options, right_option, seconds, state, opened_at, closes_at, told_at
      from polls.polls where poll_id = ${pollId} for update`,
  )

/** All polls of a show, in the order they were prepared. */
export const pollsOf = (sql: Sql, showId: ShowId) => sql<PollRow>`
  select poll_id, show_id, kind, question, options, right_option, seconds, state, opened_at, closes_at, told_at
  from polls.polls where show_id = ${showId} order by prepared_at, poll_id`

export const setOpen = (sql: Sql, pollId: string, now: Date, closesAt: Date | null) => sql`
  update polls.polls set state = 'open', opened_at = ${now}, closes_at = ${closesAt} where poll_id = ${pollId}`

export const setClosed = (sql: Sql, pollId: string, now: Date) => sql`
  update polls.polls set state = 'closed', closed_at = ${now}, told_at = ${now}, untold = false
  where poll_id = ${pollId}`

export const setHidden = (sql: Sql, pollId: string) => sql`
  update polls.polls set state = 'hidden' where poll_id = ${pollId}`

export const setTold = (sql: Sql, pollId: string, now: Date) => sql`
  update polls.polls set told_at = ${now}, untold = false where poll_id = ${pollId}`

export const setUntold = (sql: Sql, pollId: string) => sql`
  update polls.polls set untold = true where poll_id = ${pollId}`

/** Polls whose time is over, or whose room has not heard of the latest votes. */
export const duePolls = (sql: Sql, now: Date, toldBefore: Date) => sql<{ pollId: PollId }>`
  select poll_id from polls.polls where state = 'open'
    and (closes_at <= ${now} or (untold and (told_at is null or told_at <= ${toldBefore})))
  order by poll_id limit 200`

export const openIn = async (sql: Sql, showId: ShowId) =>
  first(await sql<{ pollId: PollId }>`select poll_id from polls.polls where show_id = ${showId} and state = 'open'`)

export const votesOf = (sql: Sql, pollId: string, personIds: readonly string[]) => sql<Vote>`
  select person_id, choice from polls.votes where poll_id = ${pollId} and person_id = any(${personIds}::uuid[])`

/** One vote a person: the new one takes the place of the one before. */
export const putVotes = (sql: Sql, pollId: string, now: Date, votes: readonly Vote[]) => sql`
  insert into polls.votes (poll_id, person_id, choice, at)
  select ${pollId}::uuid, person_id, choice, ${now}::timestamptz
  from unnest(${votes.map((v) => v.personId)}::uuid[], ${votes.map((v) => v.choice)}::int[]) as v (person_id, choice)
  on conflict (poll_id, person_id) do update set choice = excluded.choice, at = excluded.at`

/** How many chose each option. */
export async function countsOf(sql: Sql, pollId: string, options: number): Promise<number[]> {
  const rows = await sql<{ choice: number; n: number }>`
    select choice, count(*)::int as n from polls.votes where poll_id = ${pollId} group by choice`
  const counts = new Map(rows.map(({ choice, n }) => [choice, n]))
  return Array.from({ length: options }, (_, i) => counts.get(i) ?? 0)
}

/** What somebody chose in the polls of a show. */
export const votesIn = (sql: Sql, showId: ShowId, personId: PersonId) => sql<{ pollId: PollId; choice: number }>`
  select v.poll_id, v.choice from polls.votes v join polls.polls p using (poll_id)
  where p.show_id = ${showId} and v.person_id = ${personId}`
