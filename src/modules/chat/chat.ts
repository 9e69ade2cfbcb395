import { type Ctx, callerId, type Who } from '../../ctx.ts'
import { rolesIn } from '../../lib/access.ts'
import { type Batch, batch } from '../../lib/batch.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Input } from '../../lib/contract.ts'
import { idOfTap } from '../../lib/idempotency.ts'
import type { PersonId, ShowId } from '../../lib/ids.ts'
import { append } from '../../lib/log.ts'
import { type Problem, refuse } from '../../lib/problems.ts'
import type { Database, Sql } from '../../lib/sql.ts'
import { showFor } from '../shows/shows.ts'
import type { chatContract } from './contract.ts'
import { pace, type Verdict } from './decide.ts'
import type { ChatEvent, ChatEvents } from './events.ts'
import type { Judges } from './judging.ts'
import { chatProblems as problem } from './problems.ts'
import * as store from './store.ts'

export { noteActs } from './acts.ts'
export type { Verdict } from './decide.ts'
export { type Judges, judges } from './judging.ts'
export { readsAs } from './skeleton.ts'
export { authorsIn, countMessages, pinnedIn, sayersOf } from './store.ts'

type Api = typeof chatContract

export type Wish = {
  messageId: string
  authorId: PersonId
  name: string
  who: Who
  text: string
  /** The stay in the room that the author says is theirs. */
  viewer: string | undefined
  /** The message it answers. */
  answers?: string | undefined
}
type Posted = { messageId: string; state: 'said' | 'held' }
type Answer = Posted | { refused: Problem; details?: Record<string, unknown> | undefined }

export type Talk = {
  /** @throws Refusal: see `chat.post`; what a moderator has to see first is answered as `held` */
  post(ctx: Ctx, wish: Input<Api['chat.post']>, key: string): Promise<Posted>
}

/** Posting, batched per show. One per process. */
export function talk(database: Database, clock: Clock, judging: Judges): Talk {
  const mayNow = pace()
  const batched: Batch<ShowId, Wish, Answer> = batch((showId, wishes) =>
    database.write((sql) => postMany(sql, clock.now(), showId, wishes, judging)),
  )
  return {
    async post(ctx, { showId, text, answers, viewer }, key) {
      const authorId = callerId(ctx)
      if (!mayNow(authorId, ctx.now.getTime())) throw refuse(problem.tooFast)
      const name = ctx.who.kind === 'person' ? ctx.who.name : ''
      const messageId = idOfTap(authorId, key)
      const answer = await batched(showId, { messageId, authorId, name, who: ctx.who, text, answers, viewer })
      if ('refused' in answer) throw refuse(answer.refused, answer.details)
      return answer
    },
  }
}

async function postMany(
  sql: Sql,
  now: Date,
  showId: ShowId,
  wishes: readonly Wish[],
  judging: Judges,
): Promise<Answer[]> {
  const show = await showFor(sql, showId).catch(() => undefined)
  if (!show) return wishes.map(() => ({ refused: problem.closed }))
  const { verdicts, bought, networks } = await judging.judgeAll(sql, now, show, wishes)
  const kept = wishes.flatMap((wish, i) => {
    const verdict = verdicts[i]!
    if (verdict.verdict === 'refused') return []
    const { messageId, authorId, name, text } = wish
    const heldBecause = verdict.verdict === 'held' ? verdict.because : null
    const more = { authorName: name, bought: bought.has(authorId), network: networks[i] ?? null }
    return [
      { wish, messageId, authorId, text, state: verdict.verdict, heldBecause, answers: wish.answers ?? null, ...more },
    ]
  })
  const rows = kept.length > 0 ? await store.insertMessages(sql, showId, now, kept) : []
  const fresh = new Set(rows.map((row) => row.messageId))
  const said = kept.filter((one) => fresh.delete(one.messageId) && one.state === 'said')
  const events = await posted(sql, showId, said, ({ wish }) => badgeOf(rolesIn(wish.who, show.brandId)))
  await append(sql, show.chatLogId, now, events)
  return wishes.map((wish, i) => answerOf(wish.messageId, verdicts[i]!))
}

type Said = {
  messageId: string
  authorId: PersonId
  authorName: string
  bought: boolean
  text: string
  answers: string | null
}
type Badge = ChatEvents['message.posted']['badge']

/** What the room hears of messages. */
export async function posted<One extends Said>(
  sql: Sql,
  showId: ShowId,
  messages: readonly One[],
  badgeOf: (message: One) => Badge,
): Promise<ChatEvent[]> {
  const wanted = messages.flatMap(({ answers }) => answers ?? [])
  const found = wanted.length > 0 ? await store.answerable(sql, showId, wanted) : []
  const answered = new Map(found.map((one) => [one.messageId, one]))
  return messages.map((message) => {
    const badge = badgeOf(message)
    const { messageId, authorId, authorName: name, text } = message
    const answers = message.answers === null ? undefined : answered.get(message.answers)
    const bought = message.bought && badge === null
    return {
      type: 'message.posted',
      body: {
        ...{ messageId, authorId, name, badge, text },
        ...(bought && { bought: true as const }),
        ...(answers && { answers }),
      },
    }
  })
}

/** Whoever is in a shadow reads that it was said, as everybody does. */
function answerOf(messageId: string, verdict: Verdict): Answer {
  if (verdict.verdict === 'refused') return { refused: verdict.problem, details: verdict.details }
  return { messageId, state: verdict.verdict === 'held' ? 'held' : 'said' }
}

const badgeOf = (roles: readonly string[]): Badge =>
  roles.includes('host') ? 'host' : roles.length > 0 ? 'staff' : null

/** What was said in a show that is shown again. @throws Refusal chat.notShown */
export async function said(ctx: Ctx, wish: { showId: ShowId; from: string; most: number }) {
  const { status, chatLogId } = await showFor(ctx.sql, wish.showId)
  if (status !== 'replay') throw refuse(problem.notShown)
  const rows = await store.messagesFrom(ctx.sql, wish.showId, chatLogId, new Date(wish.from), wish.most + 1)
  const messages = rows.slice(0, wish.most).map(({ at, body }) => ({ ...body, at: at.toISOString() }))
  return { messages, more: rows.length > wish.most }
}
