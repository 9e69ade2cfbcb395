import type { BrandId, PersonId, ShowId } from '../../lib/ids.ts'
import { json, type Sql } from '../../lib/sql.ts'
import type { Held } from './decide.ts'
import type { RoomRules } from './rules.ts'
import type { WatchedWord } from './words.ts'

/** The rules of a room, and which version of the brand's words holds in it. */
export const rulesOf = (sql: Sql, showId: string, brandId: string) => sql<{
  rules: Partial<RoomRules> | null
  version: number
}>`
  select (select rules from chat.rooms where show_id = ${showId}) as rules,
    coalesce((select version from chat.word_lists where brand_id = ${brandId}), 0) as version`

export const setRules = (sql: Sql, showId: ShowId, rules: RoomRules) => sql`
  insert into chat.rooms (show_id, rules) values (${showId}, ${json(rules)}::jsonb)
  on conflict (show_id) do update set rules = excluded.rules`

export const wordsOf = (sql: Sql, brandId: string) => sql<{ version: number; words: WatchedWord[] }>`
  select version, words from chat.word_lists where brand_id = ${brandId}`

export const setWords = (sql: Sql, brandId: BrandId, words: readonly WatchedWord[]) => sql`
  insert into chat.word_lists (brand_id, version, words) values (${brandId}, 1, ${json(words)}::jsonb)
  on conflict (brand_id) do update set version = chat.word_lists.version + 1, words = excluded.words`

/** Networks of these from which somebody was banned since. */
export const bannedNetworks = (sql: Sql, brandId: string, networks: readonly Buffer[], since: Date) => sql<{
  network: Buffer
}>`
  select distinct network from chat.sanctions
  where brand_id = ${brandId} and network = any(${networks}::bytea[]) and at > ${since} and kind <> 'mute'`

export type Waiting = {
  messageId: string
  authorId: PersonId
  authorName: string
  bought: boolean
  text: string
  postedAt: Date
  heldBecause: Held
  /** The message it answers. */
  answers: string | null
}

export const waitingIn = (sql: Sql, showId: ShowId, most: number) => sql<Waiting>`
  select message_id, author_id, author_name, bought, text, posted_at, held_because, answers from chat.messages
  where show_id = ${showId} and state = 'held' order by posted_at, message_id limit ${most}`

export const countWaiting = async (sql: Sql, showId: ShowId) =>
  Number(
    (await sql<{ n: bigint }>`select count(*) as n from chat.messages where show_id = ${showId} and state = 'held'`)[0]!
      .n,
  )

/** Settles held messages, each once: those named, or all that are held for a reason. */
export const settle = (
  sql: Sql,
  showId: ShowId,
  which: { messageIds: readonly string[] } | { because: Held },
  state: 'said' | 'rejected',
) => sql<Waiting>`
  update chat.messages set state = ${state}
  where show_id = ${showId} and state = 'held'
    and (message_id = any(${'messageIds' in which ? which.messageIds : []}::uuid[])
      or held_because = ${'because' in which ? which.because : null}::text)
  returning message_id, author_id, author_name, bought, text, posted_at, held_because, answers`

/** @returns 'appealed', 'already', or nothing when there is no sanction to object to */
export const appeal = async (sql: Sql, brandId: string, personId: PersonId, text: string, now: Date) => {
  const [row] = await sql<{ before: Date | null }>`
    update chat.sanctions s set appeal = coalesce(s.appeal, ${text}), appealed_at = coalesce(s.appealed_at, ${now})
    from (select kind, appealed_at as before from chat.sanctions
      where brand_id = ${brandId} and person_id = ${personId} and kind <> 'shadow' and (until is null or until > ${now})
      order by kind limit 1 for update) old
    where s.brand_id = ${brandId} and s.person_id = ${personId} and s.kind = old.kind
    returning old.before`
  return row && (row.before ? 'already' : 'appealed')
}

export type Act = {
  actId: string
  byPersonId: PersonId | null
  what: string
  personId?: string | null
  messageId?: string | null
  detail?: string
}

export const insertActs = (sql: Sql, brandId: string, showId: ShowId, now: Date, acts: readonly Act[]) => sql`
  insert into chat.acts (act_id, brand_id, show_id, at, by_person_id, what, person_id, message_id, detail)
  select act_id, ${brandId}::uuid, ${showId}::uuid, ${now}::timestamptz, by_person_id, what, person_id, message_id, detail
  from unnest(${acts.map((a) => a.actId)}::uuid[], ${acts.map((a) => a.byPersonId)}::uuid[],
    ${acts.map((a) => a.what)}::text[], ${acts.map((a) => a.personId ?? null)}::uuid[],
    ${acts.map((a) => a.messageId ?? null)}::uuid[], ${acts.map((a) => a.detail ?? '')}::text[])
    as act (act_id, by_person_id, what, person_id, message_id, detail)`

/** What moderators did in a show, the newest first. */
export const actsOf = (sql: Sql, showId: ShowId, after: string | undefined, most: number) => sql<{
  actId: string
  at: Date
  byPersonId: PersonId | null
  what: string
  personId: PersonId | null
  detail: string
}>`
  select act_id, at, by_person_id, what, person_id, detail from chat.acts
  where show_id = ${showId} and (${after ?? null}::uuid is null or act_id < ${after ?? null}::uuid)
  order by act_id desc limit ${most}`

/** Where messages and sanctions came from is forgotten. */
export async function forgetNetworks(sql: Sql, before: Date): Promise<void> {
  await sql`update chat.messages set network = null where network is not null and posted_at < ${before}`
  await sql`update chat.sanctions set network = null where network is not null and at < ${before}`
}

/** @returns whether somebody objected and had no answer */
export const answerAppeal = async (sql: Sql, brandId: string, personId: PersonId, text: string) =>
  (
    await sql`
      update chat.sanctions set appeal_answer = ${text}
      where brand_id = ${brandId} and person_id = ${personId} and appeal is not null and appeal_answer is null returning 1`
  ).length > 0
