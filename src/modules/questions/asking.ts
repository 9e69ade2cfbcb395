import { type Ctx, callerId, type Who } from '../../ctx.ts'
import { type Batch, batch } from '../../lib/batch.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Input } from '../../lib/contract.ts'
import { idOfTap } from '../../lib/idempotency.ts'
import type { PersonId, ShowId } from '../../lib/ids.ts'
import { append } from '../../lib/log.ts'
import { type Problem, refuse } from '../../lib/problems.ts'
import type { Database, Sql } from '../../lib/sql.ts'
import type { Judges } from '../chat/chat.ts'
import { logOf, productsOfShow, showFor } from '../shows/shows.ts'
import type { questionsContract } from './contract.ts'
import { backlogMost, decideAsks, type Outcome, whyNotSecond } from './decide.ts'
import type { QuestionEvent, QuestionKind } from './events.ts'
import { questionProblems as problem } from './problems.ts'
import * as store from './store.ts'
import { secondsNews, toldEveryMs } from './telling.ts'

type Api = typeof questionsContract
type Asked = { questionId: string; state: 'asked' | 'held' | 'seconded' }
type Refused = { refused: Problem; details?: Record<string, unknown> | undefined }
type AskWish = {
  questionId: string
  personId: PersonId
  name: string
  who: Who
  kind: QuestionKind
  productId: string | null
  text: string
  viewer: string | undefined
  hasGift: boolean
}
type SecondWish = { seconds: string; personId: PersonId }
type Wish = AskWish | SecondWish
type Answer = Asked | { ok: true } | Refused

/** Asking and seconding. One per process; Postgres decides between processes, under the lock of the show's questions. */
export type Asking = {
  /** @throws Refusal: see `questions.ask` */
  ask(ctx: Ctx, wish: Input<Api['questions.ask']>, key: string): Promise<Asked>
  /** @throws Refusal questions.unknownQuestion | own | notOpen */
  second(ctx: Ctx, wish: Input<Api['questions.second']>): Promise<{ ok: true }>
}

export function asking(database: Database, clock: Clock, judging: Judges): Asking {
  const batched: Batch<ShowId, Wish, Answer> = batch((showId, wishes) =>
    database.write((sql) => decideMany(sql, clock.now(), showId, wishes, judging)),
  )
  async function answered<A extends Answer>(showId: ShowId, wish: Wish): Promise<A> {
    const answer = await batched(showId, wish)
    if ('refused' in answer) throw refuse(answer.refused, answer.details)
    return answer as A
  }
  return {
    ask(ctx, { showId, kind, productId, text, viewer }, key) {
      const personId = callerId(ctx)
      const name = ctx.who.kind === 'person' ? ctx.who.name : ''
      const wish = { personId, name, who: ctx.who, kind, productId: productId ?? null, text, viewer, hasGift: false }
      return answered(showId, { ...wish, questionId: idOfTap(personId, key) })
    },
    second: (ctx, { showId, questionId }) => answered(showId, { seconds: questionId, personId: callerId(ctx) }),
  }
}

/** One batch, in one transaction: what is new is decided, written down and told to the room together. */
async function decideMany(sql: Sql, now: Date, showId: ShowId, wishes: readonly Wish[], judging: Judges) {
  const show = await showFor(sql, showId).catch(() => undefined)
  if (!show) return wishes.map((): Answer => ({ refused: problem.closed }))
  const toldAt = await store.lockRoom(sql, showId)
  const asks = wishes.filter((wish): wish is AskWish => 'questionId' in wish)
  const taps = wishes.filter((wish): wish is SecondWish => 'seconds' in wish)
  const asked = await decideThese(sql, now, show, asks, judging)
  const seconded = await secondThese(sql, showId, taps)
  await write(sql, now, show.showId, asked, seconded)
  const events = toldOf(asked)
  if (!toldAt || now.getTime() - toldAt.getTime() >= toldEveryMs) events.push(...(await secondsNews(sql, showId, now)))
  if (events.length > 0) await append(sql, logOf(showId), now, events)
  const answers = new Map<Wish, Answer>([
    ...asked.map(({ wish, answer }): [Wish, Answer] => [wish, answer]),
    ...seconded.map(({ tap, refused }): [Wish, Answer] => [tap, refused ? { refused } : { ok: true }]),
  ])
  return wishes.map((wish) => answers.get(wish)!)
}

type Decided = { wish: AskWish; answer: Answer; outcome: Outcome | undefined }

/** The same tap sent again is answered as it was, and no second question. */
export async function decideThese(
  sql: Sql,
  now: Date,
  show: Awaited<ReturnType<typeof showFor>>,
  asks: readonly AskWish[],
  judging: Judges,
): Promise<Decided[]> {
  if (asks.length === 0) return []
  const { showId, status } = show
  const ids = asks.map((wish) => wish.questionId)
  const known = new Map((await store.knownOf(sql, ids)).map((one) => [one.questionId as string, one.state]))
  const fresh = asks.filter(({ questionId }, i) => !known.has(questionId) && ids.indexOf(questionId) === i)
  const waiting = (await store.waitingIn(sql, showId, backlogMost * 3)).filter(({ state }) => state !== 'held')
  const askers = await store.askersOf(
    sql,
    showId,
    fresh.map((wish) => wish.personId),
  )
  const { verdicts } = await judging.judgeAll(
    ...[sql, now, show],
    fresh.map((wish) => ({ ...wish, messageId: wish.questionId, authorId: wish.personId })),
    'apart',
  )
  const outcomes = decideAsks(
    { status, products: new Set(await productsOfShow(sql, showId)), waiting },
    new Map(askers.map((one) => [one.authorId, one])),
    fresh.map((wish, i) => ({ ...wish, authorId: wish.personId, verdict: verdicts[i]! })),
    now,
  )
  const outcomeOf = new Map(fresh.map((wish, i) => [wish.questionId, { wish, outcome: outcomes[i]! }]))
  return asks.map((wish) => {
    const decided = outcomeOf.get(wish.questionId)
    const before = known.get(wish.questionId)
    if (before) return { wish, outcome: undefined, answer: answerOf(wish, { state: before }) }
    return {
      wish,
      outcome: decided!.wish === wish ? decided!.outcome : undefined,
      answer: answerOf(wish, decided!.outcome),
    }
  })
}

/** Whoever is in a shadow reads that it was asked, as everybody does. */
function answerOf({ questionId }: AskWish, outcome: Outcome | { state: string }): Answer {
  if ('refused' in outcome) return outcome
  if ('seconds' in outcome) return { questionId: outcome.seconds, state: 'seconded' }
  return { questionId, state: outcome.state === 'held' ? 'held' : 'asked' }
}

async function secondThese(sql: Sql, showId: ShowId, taps: readonly SecondWish[]) {
  const rows = new Map<string, store.QuestionRow | undefined>()
  for (const id of new Set(taps.map((tap) => tap.seconds))) rows.set(id, await store.questionIn(sql, showId, id))
  return taps.map((tap) => {
    const row = rows.get(tap.seconds)
    return { tap, refused: row ? whyNotSecond(row, tap.personId) : problem.unknownQuestion }
  })
}

async function write(
  sql: Sql,
  now: Date,
  showId: ShowId,
  asked: readonly Decided[],
  seconded: readonly { tap: SecondWish; refused: Problem | undefined }[],
): Promise<void> {
  const fresh = newQuestions(asked)
  if (fresh.length > 0) await store.insertQuestions(sql, showId, now, fresh)
  const same = asked.flatMap(({ wish, outcome }) =>
    outcome && 'seconds' in outcome ? [{ questionId: outcome.seconds, personId: wish.personId }] : [],
  )
  const taps = seconded.flatMap(({ tap, refused }) =>
    refused ? [] : [{ questionId: tap.seconds, personId: tap.personId }],
  )
  if (same.length + taps.length > 0) await store.insertSeconds(sql, now, [...same, ...taps])
}

/** What is written down of those that were decided. */
export const newQuestions = (asked: readonly Decided[]): store.NewQuestion[] =>
  asked.flatMap(({ wish, outcome }) => {
    if (!outcome || !('state' in outcome)) return []
    const { state, alikeId, because } = outcome
    const { questionId, personId, name, kind, productId, text } = wish
    const of = { questionId: questionId as store.QuestionId, authorId: personId, authorName: name }
    return [{ ...of, kind, productId, text, alikeId, state, heldBecause: because, gift: null }]
  })

/** What the room hears of those that were decided. */
export const toldOf = (asked: readonly Decided[], gift: store.QuestionRow['gift'] = null): QuestionEvent[] =>
  asked.flatMap(({ wish, outcome }) =>
    outcome && 'state' in outcome && outcome.state === 'open'
      ? [askedEvent({ ...wish, authorId: wish.personId, authorName: wish.name, alikeId: outcome.alikeId, gift })]
      : [],
  )

type Told = Pick<store.QuestionRow, 'authorName' | 'kind' | 'productId' | 'text' | 'alikeId' | 'gift'>

/** What the room hears of a question. */
export const askedEvent = (row: Told & { questionId: string; authorId: string }): QuestionEvent => {
  const { questionId, authorId, authorName: name, kind, productId, text, alikeId, gift } = row
  const body = { questionId, authorId, name, kind, productId, text, alikeId, ...(gift && { gift }) }
  return { type: 'question.asked', body }
}
