import type { BrandId, PersonId, ShowId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import type { Held } from './decide.ts'
import type { ChatEvents } from './events.ts'
import type { Message } from './state.ts'

export type Sanction = {
  personId: PersonId
  kind: 'mute' | 'ban' | 'shadow'
  until: Date | null
  reason: string
  byPersonId: PersonId | null
  appeal: string | null
  appealAnswer: string | null
}
export type NewMessage = {
  messageId: string
  authorId: PersonId
  text: string
  state: 'said' | 'held' | 'shadowed'
  heldBecause: Held | null
  authorName: string
  bought: boolean
  network: Buffer | null
  /** The message it answers. */
  answers: string | null
}

/** Sanctions in force on these people, or on everybody when `personIds` is null. */
export const sanctionsOn = (sql: Sql, brandId: string, personIds: readonly string[] | null, now: Date) => sql<Sanction>`
  select person_id, kind, until, reason, by_person_id, appeal, appeal_answer from chat.sanctions
  where brand_id = ${brandId} and (${personIds}::uuid[] is null or person_id = any(${personIds}))
    and (until is null or until > ${now}) order by at desc`

/** Writes new messages down; those that are there already (the same tap sent twice) are left out of the answer. */
export const insertMessages = (sql: Sql, showId: ShowId, now: Date, messages: readonly NewMessage[]) => sql<{
  messageId: string
}>`
  insert into chat.messages (message_id, show_id, author_id, text, posted_at, state, held_because, author_name, bought, network,
    answers)
  select message_id, ${showId}::uuid, author_id, text, ${now}::timestamptz, state, held_because, author_name, bought,
    network, answers
  from unnest(${messages.map((m) => m.messageId)}::uuid[], ${messages.map((m) => m.authorId)}::uuid[],
    ${messages.map((m) => m.text)}::text[], ${messages.map((m) => m.state)}::text[],
    ${messages.map((m) => m.heldBecause)}::text[], ${messages.map((m) => m.authorName)}::text[],
    ${messages.map((m) => m.bought)}::boolean[], ${messages.map((m) => m.network)}::bytea[],
    ${messages.map((m) => m.answers)}::uuid[])
    as message (message_id, author_id, text, state, held_because, author_name, bought, network, answers)
  on conflict do nothing returning message_id`

/** The last thing each of these wrote in a room, whatever became of it. */
export const lastOf = (sql: Sql, showId: ShowId, authorIds: readonly string[]) => sql<{
  messageId: string
  authorId: PersonId
  text: string
  postedAt: Date
}>`
  select distinct on (author_id) message_id, author_id, text, posted_at from chat.messages
  where show_id = ${showId} and author_id = any(${authorIds}::uuid[])
  order by author_id, posted_at desc`

/** What was said from an instant on and never taken away, as the room heard it. */
export const messagesFrom = (sql: Sql, showId: string, logId: string, from: Date, most: number) => sql<{
  at: Date
  body: ChatEvents['message.posted']
}>`
  select at, body from log.events
  join chat.messages on message_id = (body ->> 'messageId')::uuid and show_id = ${showId}
  where log_id = ${logId} and type = 'message.posted' and at >= ${from} and deleted_at is null
  order by seq limit ${most}`

/** Of messages that can be answered: whose they are. What was taken away is left out. */
export const answerable = (sql: Sql, showId: string, messageIds: readonly string[]) => sql<Answered>`
  select message_id, author_id, author_name as name from chat.messages
  where message_id = any(${messageIds}::uuid[]) and show_id = ${showId} and state = 'said' and deleted_at is null`

export type Answered = { messageId: string; authorId: PersonId; name: string }

/** @returns whether there is such a message, to stand above the others */
export const pinMessage = async (sql: Sql, showId: ShowId, messageId: string, now: Date) =>
  (
    await sql`
      update chat.messages set pinned_at = ${now}
      where message_id = ${messageId} and show_id = ${showId} and state = 'said' and deleted_at is null returning 1`
  ).length > 0

export const unpinIn = (sql: Sql, showId: ShowId) => sql<{ messageId: string }>`
  update chat.messages set pinned_at = null where show_id = ${showId} and pinned_at is not null returning message_id`

/** What stands above the conversation, as the room heard it. */
export async function pinnedIn(sql: Sql, showId: string, logId: string): Promise<Message | null> {
  const [row] = await sql<{ at: Date; body: ChatEvents['message.posted'] }>`
    select at, body from chat.messages
    join log.events on log_id = ${logId} and type = 'message.posted' and body ->> 'messageId' = message_id::text
    where show_id = ${showId} and pinned_at is not null and deleted_at is null`
  return row ? { ...row.body, at: row.at.toISOString() } : null
}

export const deleteMessage = async (sql: Sql, showId: ShowId, messageId: string, by: PersonId, now: Date) =>
  (
    await sql`
      update chat.messages set deleted_at = ${now}, deleted_by = ${by}
      where message_id = ${messageId} and show_id = ${showId} and state = 'said' and deleted_at is null returning 1`
  ).length > 0

export const deleteMessagesOf = (sql: Sql, showId: ShowId, authorId: PersonId, by: PersonId, now: Date) => sql`
  update chat.messages set deleted_at = ${now}, deleted_by = ${by}
  where author_id = ${authorId} and show_id = ${showId} and deleted_at is null`

/** With the network the person wrote from last, when `withNetwork`. A new sanction may be objected to again. */
export const upsertSanction = (
  sql: Sql,
  brandId: BrandId,
  sanction: Omit<Sanction, 'appeal' | 'appealAnswer'> & { withNetwork: boolean },
  now: Date,
) => sql`
  insert into chat.sanctions (brand_id, person_id, kind, until, reason, by_person_id, at, network)
  values (${brandId}, ${sanction.personId}, ${sanction.kind}, ${sanction.until}, ${sanction.reason},
    ${sanction.byPersonId}, ${now}, case when ${sanction.withNetwork}::boolean then (
      select network from chat.messages where author_id = ${sanction.personId} and network is not null
      order by posted_at desc limit 1) end)
  on conflict (brand_id, person_id, kind) do update set until = excluded.until, reason = excluded.reason,
    by_person_id = excluded.by_person_id, at = excluded.at, network = excluded.network,
    appeal = null, appealed_at = null, appeal_answer = null`

export const liftSanctions = (sql: Sql, brandId: string, personId: PersonId) => sql`
  delete from chat.sanctions where brand_id = ${brandId} and person_id = ${personId}`

/** Who among these has been heard in a room. */
export const authorsIn = (sql: Sql, showId: ShowId, personIds: readonly string[]) => sql<{ authorId: PersonId }>`
  select distinct author_id from chat.messages
  where show_id = ${showId} and author_id = any(${personIds}::uuid[]) and state = 'said' and deleted_at is null`

/** Who said a word in a room between two instants, when first, and under which name. */
export const sayersOf = (sql: Sql, showId: string, word: string, from: Date, to: Date) => sql<{
  authorId: PersonId
  authorName: string
  at: Date
}>`
  select distinct on (author_id) author_id, author_name, posted_at as at from chat.messages
  where show_id = ${showId} and posted_at between ${from} and ${to} and state = 'said' and deleted_at is null
    and position(${word}::text in lower(normalize(text, NFKC))) > 0
  order by author_id, posted_at`

export const countMessages = async (sql: Sql, showId: string) =>
  Number(
    (
      await sql<{
        n: bigint
      }>`select count(*) as n from chat.messages where show_id = ${showId} and state = 'said' and deleted_at is null`
    )[0]!.n,
  )
