import { type Ctx, callerId } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import type { PersonId, ShowId } from '../../lib/ids.ts'
import type { AnyJob } from '../../lib/jobs.ts'
import { refuse } from '../../lib/problems.ts'
import { brandById } from '../accounts/accounts.ts'
import { noteActs } from '../chat/chat.ts'
import type { GiftEvent } from '../gifts/events.ts'
import { givePledges, pledgeStates, returnPledges } from '../gifts/gifts.ts'
import { note as noteInInbox } from '../messaging/messaging.ts'
import { appendToShow, showFor } from '../shows/shows.ts'
import { askedEvent } from './asking.ts'
import type { questionsContract } from './contract.ts'
import { whyNotSettle } from './decide.ts'
import type { QuestionEvent } from './events.ts'
import { questionProblems as problem } from './problems.ts'
import * as store from './store.ts'

export { type Asking, asking } from './asking.ts'
export { askingWithGift } from './paying.ts'

type Api = typeof questionsContract
type Of = { showId: ShowId; questionId: string }
type Told = QuestionEvent | GiftEvent

const nameOf = (ctx: Ctx) => (ctx.who.kind === 'person' ? ctx.who.name : '')

/** The question, with those of its show locked. @throws Refusal questions.unknownQuestion */
async function locked(ctx: Ctx, { showId, questionId }: Of): Promise<store.QuestionRow> {
  await store.lockRoom(ctx.sql, showId)
  const row = await store.questionIn(ctx.sql, showId, questionId)
  if (!row) throw refuse(problem.unknownQuestion)
  return row
}

async function assertLive(ctx: Ctx, showId: ShowId): Promise<void> {
  if ((await showFor(ctx.sql, showId)).status !== 'live') throw refuse(problem.showNotLive)
}

/** The host answers it now; whoever was answered before has been. @throws Refusal questions.notOpen | showNotLive */
export async function take(ctx: Ctx, wish: Of): Promise<void> {
  const row = await locked(ctx, wish)
  await assertLive(ctx, wish.showId)
  if (row.state !== 'open') throw refuse(problem.notOpen)
  const before = await store.onAirIn(ctx.sql, wish.showId)
  const ids = before ? [before.questionId] : []
  const events: Told[] = before ? [await answeredOnAir(ctx, ids, before.takenAt)] : []
  await store.setOnAir(ctx.sql, row.questionId, ctx.now)
  events.push({ type: 'question.taken', body: { questionId: row.questionId, by: nameOf(ctx) } })
  await appendToShow(ctx, wish.showId, [...events, ...(await givePledges(ctx, wish.showId, ids))])
}

/** @throws Refusal questions.notOnAir */
export async function putBack(ctx: Ctx, wish: Of): Promise<void> {
  const row = await locked(ctx, wish)
  if (row.state !== 'onAir') throw refuse(problem.notOnAir)
  await store.setOnAir(ctx.sql, row.questionId, null)
  await appendToShow(ctx, wish.showId, [{ type: 'question.putBack', body: { questionId: row.questionId } }])
}

/** @returns what the room hears: the answer began when the question was taken, or now */
async function answeredOnAir(ctx: Ctx, questionIds: string[], takenAt: Date | null): Promise<QuestionEvent> {
  const momentAt = takenAt ?? ctx.now
  await store.settle(ctx.sql, ctx.now, questionIds, { state: 'answered', by: callerId(ctx), takenAt: momentAt })
  const answer = { how: 'onAir' as const, text: null, by: nameOf(ctx), momentAt: momentAt.toISOString() }
  return { type: 'question.answered', body: { questionIds, ...answer } }
}

/** @throws Refusal questions.notOpen | showNotLive | textNeeded */
export async function answer(ctx: Ctx, wish: Input<Api['questions.answer']>): Promise<void> {
  const row = await settleable(ctx, wish)
  const ids = await idsOf(ctx, wish, row)
  if (wish.how === 'onAir') {
    await assertLive(ctx, wish.showId)
    const answered = await answeredOnAir(ctx, ids, row.takenAt)
    const given = await givePledges(ctx, wish.showId, ids)
    return void (await appendToShow(ctx, wish.showId, [answered, ...given]))
  }
  if (wish.text === '') throw refuse(problem.textNeeded)
  const by = callerId(ctx)
  const state = wish.how === 'text' ? 'answered' : 'private'
  await store.settle(ctx.sql, ctx.now, ids, { state, by, answer: wish.text })
  const body = {
    questionIds: ids,
    how: 'text',
    text: wish.text,
    by: nameOf(ctx),
    momentAt: ctx.now.toISOString(),
  } as const
  const told: QuestionEvent =
    wish.how === 'text' ? { type: 'question.answered', body } : { type: 'question.closed', body: { questionIds: ids } }
  await appendToShow(ctx, wish.showId, [told, ...(await givePledges(ctx, wish.showId, ids))])
  await noteAnswer(ctx, wish, row)
}

/** A written answer also waits for whoever asked in their inbox: they may have left the room. */
async function noteAnswer(ctx: Ctx, wish: { showId: ShowId; text: string }, row: store.QuestionRow): Promise<void> {
  const { brandId } = await showFor(ctx.sql, wish.showId)
  const brand = await brandById(ctx.sql, brandId)
  const by = nameOf(ctx)
  const title = {
    en: `${by} answered: ${row.text}`,
    fr: `${by} vous a répondu : ${row.text}`,
    'zh-Hans': `${by} 回复了您：${row.text}`,
  }
  const inAll = { en: wish.text, fr: wish.text, 'zh-Hans': wish.text }
  const path = `/${brand?.slug}/shows/${wish.showId}`
  await noteInInbox(ctx, row.authorId, { brandId, title, body: inAll, path })
}

/** @throws Refusal questions.notOpen */
export async function dismiss(ctx: Ctx, wish: Input<Api['questions.dismiss']>): Promise<void> {
  const row = await settleable(ctx, wish)
  const ids = await idsOf(ctx, wish, row)
  await store.settle(ctx.sql, ctx.now, ids, { state: 'dismissed', by: callerId(ctx), reason: wish.reason })
  await returnPledges(ctx, wish.showId, ids)
  await appendToShow(ctx, wish.showId, [{ type: 'question.closed', body: { questionIds: ids } }])
  await noteActs(ctx, wish.showId, 'dismissQuestion', [{ personId: row.authorId, detail: row.text }])
}

async function settleable(ctx: Ctx, wish: Of): Promise<store.QuestionRow> {
  const row = await locked(ctx, wish)
  const refused = whyNotSettle(row)
  if (refused) throw refuse(refused)
  return row
}

/** Itself, and on a wish all that read alike. */
async function idsOf(ctx: Ctx, { showId, alike }: { showId: ShowId; alike: boolean }, row: store.QuestionRow) {
  if (!alike) return [row.questionId]
  return (await store.openAlike(ctx.sql, showId, row.alikeId)).map((one) => one.questionId)
}

/** @throws Refusal questions.notHeld when it is settled already */
export async function settle(ctx: Ctx, wish: Of & { letIn: boolean }): Promise<void> {
  const row = await locked(ctx, wish)
  if (row.state !== 'held') throw refuse(problem.notHeld)
  if (wish.letIn) {
    await store.letIn(ctx.sql, row.questionId)
    await appendToShow(ctx, wish.showId, [askedEvent(row)])
  } else {
    await store.settle(ctx.sql, ctx.now, [row.questionId], { state: 'refused', by: callerId(ctx) })
    await returnPledges(ctx, wish.showId, [row.questionId])
  }
  const what = wish.letIn ? 'approveQuestion' : 'rejectQuestion'
  await noteActs(ctx, wish.showId, what, [{ personId: row.authorId, detail: row.text }])
}

const giveBack = {
  name: 'questions.giveBack',
  run: (ctx: Ctx, { showId, questionIds }: { showId: ShowId; questionIds: string[] }) =>
    returnPledges(ctx, showId, questionIds),
}

export const questionsJobs: readonly AnyJob[] = [giveBack]

/** Whoever is banned has asked nothing. */
export async function hearAuthorBanned(ctx: Ctx, { showId, personId }: { showId: ShowId; personId: PersonId }) {
  await store.lockRoom(ctx.sql, showId)
  const rows = await store.waitingOf(ctx.sql, showId, personId)
  if (rows.length === 0) return
  const ids = rows.map((row) => row.questionId)
  await store.settle(ctx.sql, ctx.now, ids, { state: 'removed', by: callerId(ctx) })
  // A job of its own: whoever bans may have the log already, and gifts take the book before it.
  await ctx.later(giveBack, { showId, questionIds: ids })
  const seen = rows.filter((row) => row.state !== 'held').map((row) => row.questionId)
  if (seen.length > 0) {
    await appendToShow(ctx, showId, [{ type: 'question.closed', body: { questionIds: seen } }])
  }
}

const queueMost = 300

/** What waits, and for how long. */
export async function queue(ctx: Ctx, { showId }: { showId: ShowId }) {
  const rows = await store.waitingIn(ctx.sql, showId, queueMost)
  const open = rows.filter((row) => row.state !== 'held')
  const oldest = open.reduce<Date | undefined>((at, row) => (at && at < row.askedAt ? at : row.askedAt), undefined)
  return {
    items: rows.map(({ authorId, authorName, alikeId, state, heldBecause, ...row }) => ({
      ...{ ...viewOf(row), personId: authorId, name: authorName, alikeId, because: heldBecause },
      state: state as 'held' | 'open' | 'onAir',
    })),
    ...{ open: open.length, held: rows.length - open.length },
    oldestAt: oldest?.toISOString() ?? null,
    medianAnswerSeconds: await store.medianAnswerSeconds(ctx.sql, showId),
  }
}

const viewOf = (
  row: Pick<store.QuestionRow, 'questionId' | 'kind' | 'productId' | 'text' | 'askedAt' | 'seconds' | 'gift'>,
) => ({
  ...{ questionId: row.questionId as string, kind: row.kind, productId: row.productId, text: row.text },
  ...{ askedAt: row.askedAt.toISOString(), seconds: row.seconds, gift: row.gift },
})

const mineMost = 50

/** What the caller asked, and what became of it. Whoever is in a shadow sees that it waits. */
export async function mine(ctx: Ctx, { showId }: { showId: ShowId }) {
  const personId = callerId(ctx)
  const rows = await store.askedBy(ctx.sql, showId, personId, mineMost)
  const gifts = await pledgeStates(
    ctx.sql,
    rows.filter(({ gift }) => gift).map(({ questionId }) => questionId),
  )
  return {
    asked: rows.map(({ state, answer: said, reason, ...row }) => ({
      ...{ ...viewOf(row), answer: said, reason, giftState: gifts.get(row.questionId) ?? null },
      state: state === 'shadowed' ? ('open' as const) : state,
    })),
    seconded: await store.secondedBy(ctx.sql, showId, personId),
  }
}
