import { createHash } from 'node:crypto'
import { type Ctx, callerId } from '../../ctx.ts'
import { rolesIn } from '../../lib/access.ts'
import { type Batch, batch } from '../../lib/batch.ts'
import type { Clock } from '../../lib/clock.ts'
import type { PersonId, ShowId } from '../../lib/ids.ts'
import { append } from '../../lib/log.ts'
import { type Problem, refuse } from '../../lib/problems.ts'
import type { Database, Sql } from '../../lib/sql.ts'
import { personsByIds, rolesOf } from '../accounts/accounts.ts'
import { showFor } from '../shows/shows.ts'
import { pace, whyNotPost } from './decide.ts'
import type { ChatEvent, ChatEvents } from './events.ts'
import { chatProblems as problem } from './problems.ts'
import * as store from './store.ts'

export { countMessages } from './store.ts'

type Wish = { messageId: string; authorId: PersonId; name: string; roles: Ctx['who']; text: string }
type Answer = { messageId: string } | { refused: Problem }

export type Talk = {
  post(ctx: Ctx, wish: { showId: ShowId; text: string }, key: string): Promise<{ messageId: string }>
}

/** Posting, batched per show. One per process. */
export function talk(database: Database, clock: Clock): Talk {
  const mayNow = pace()
  const batched: Batch<ShowId, Wish, Answer> = batch((showId, wishes) =>
    database.write((sql) => postMany(sql, clock.now(), showId, wishes)),
  )
  return {
    async post(ctx, { showId, text }, key) {
      const authorId = callerId(ctx)
      if (!mayNow(authorId, ctx.now.getTime())) throw refuse(problem.tooFast)
      const name = ctx.who.kind === 'person' ? ctx.who.name : ''
      const answer = await batched(showId, {
        messageId: messageIdOf(authorId, key),
        authorId,
        name,
        roles: ctx.who,
        text,
      })
      if ('refused' in answer) throw refuse(answer.refused)
      return answer
    },
  }
}

/** The same person's same tap is the same message: its id comes from the key (UUIDv8, RFC 9562 §5.8). */
function messageIdOf(authorId: string, key: string): string {
  const hex = createHash('sha256').update(`${authorId}\n${key}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

async function postMany(sql: Sql, now: Date, showId: ShowId, wishes: readonly Wish[]): Promise<Answer[]> {
  const show = await showFor(sql, showId).catch(() => undefined)
  if (!show) return wishes.map(() => ({ refused: problem.closed }))
  const sanctions = await store.sanctionsOn(
    sql,
    show.brandId,
    wishes.map((wish) => wish.authorId),
    now,
  )
  const has = (personId: string, kind: 'mute' | 'ban') =>
    sanctions.some((s) => s.personId === personId && s.kind === kind)
  const verdicts = wishes.map((wish) =>
    whyNotPost(
      {
        staff: rolesIn(wish.roles, show.brandId).length > 0,
        muted: has(wish.authorId, 'mute'),
        banned: has(wish.authorId, 'ban'),
      },
      show.status,
      wish.text,
    ),
  )
  const allowed = wishes.filter((_, i) => !verdicts[i])
  const fresh = new Set(
    (allowed.length > 0 ? await store.insertMessages(sql, showId, now, allowed) : []).map((row) => row.messageId),
  )
  const events = allowed.flatMap((wish): ChatEvent[] => {
    if (!fresh.delete(wish.messageId)) return []
    const { messageId, authorId, name, text } = wish
    const badge = badgeOf(rolesIn(wish.roles, show.brandId))
    return [{ type: 'message.posted', body: { messageId, authorId, name, badge, text } }]
  })
  await append(sql, show.chatLogId, now, events)
  return wishes.map((wish, i) => (verdicts[i] ? { refused: verdicts[i] } : { messageId: wish.messageId }))
}

const badgeOf = (roles: readonly string[]): ChatEvents['message.posted']['badge'] =>
  roles.includes('host') ? 'host' : roles.length > 0 ? 'staff' : null

async function say(ctx: Ctx, showId: ShowId, event: ChatEvent): Promise<void> {
  const { chatLogId } = await showFor(ctx.sql, showId)
  await append(ctx.sql, chatLogId, ctx.now, [event])
}

/** @throws Refusal chat.unknownMessage */
export async function deleteMessage(
  ctx: Ctx,
  { showId, messageId }: { showId: ShowId; messageId: string },
): Promise<void> {
  if (!(await store.deleteMessage(ctx.sql, showId, messageId, callerId(ctx), ctx.now)))
    throw refuse(problem.unknownMessage)
  await say(ctx, showId, { type: 'message.deleted', body: { messageId } })
}

async function sanction(
  ctx: Ctx,
  { showId, personId }: { showId: ShowId; personId: PersonId },
  what: Pick<store.Sanction, 'kind' | 'until' | 'reason'>,
): Promise<void> {
  const { brandId } = await showFor(ctx.sql, showId)
  if ((await rolesOf(ctx.sql, brandId, personId)).length > 0) throw refuse(problem.staff)
  await store.upsertSanction(ctx.sql, brandId, { personId, byPersonId: callerId(ctx), ...what }, ctx.now)
}

/** @throws Refusal chat.staff */
export async function mute(ctx: Ctx, wish: { showId: ShowId; personId: PersonId; minutes: number }): Promise<void> {
  await sanction(ctx, wish, { kind: 'mute', until: new Date(ctx.now.getTime() + wish.minutes * 60_000), reason: '' })
}

/** @throws Refusal chat.staff */
export async function ban(ctx: Ctx, wish: { showId: ShowId; personId: PersonId; reason: string }): Promise<void> {
  await sanction(ctx, wish, { kind: 'ban', until: null, reason: wish.reason })
  await store.deleteMessagesOf(ctx.sql, wish.showId, wish.personId, callerId(ctx), ctx.now)
  await say(ctx, wish.showId, { type: 'author.banned', body: { authorId: wish.personId } })
}

export async function unban(ctx: Ctx, { showId, personId }: { showId: ShowId; personId: PersonId }): Promise<void> {
  const { brandId } = await showFor(ctx.sql, showId)
  await store.liftSanctions(ctx.sql, brandId, personId)
}

/** What was said in a show that is shown again. @throws Refusal chat.notShown */
export async function said(ctx: Ctx, wish: { showId: ShowId; from: string; most: number }) {
  const { status, chatLogId } = await showFor(ctx.sql, wish.showId)
  if (status !== 'replay') throw refuse(problem.notShown)
  const rows = await store.messagesFrom(ctx.sql, wish.showId, chatLogId, new Date(wish.from), wish.most + 1)
  const messages = rows.slice(0, wish.most).map(({ at, body }) => ({ ...body, at: at.toISOString() }))
  return { messages, more: rows.length > wish.most }
}

/** Who is muted or banned now, by name. */
export async function sanctions(ctx: Ctx, { showId }: { showId: ShowId }) {
  const { brandId } = await showFor(ctx.sql, showId)
  const rows = await store.sanctionsOn(ctx.sql, brandId, null, ctx.now)
  const people = await personsByIds(
    ctx.sql,
    rows.flatMap((row) => (row.byPersonId ? [row.personId, row.byPersonId] : [row.personId])),
  )
  const nameOf = (personId: PersonId | null) => (personId && people.get(personId)?.name) || ''
  return rows.map(({ personId, kind, until, reason, byPersonId }) => ({
    ...{ personId, kind, reason, until: until?.toISOString() ?? null },
    ...{ name: nameOf(personId), by: nameOf(byPersonId) },
  }))
}
