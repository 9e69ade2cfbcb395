import type { Ctx } from '../../ctx.ts'
import { callerId } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { newId, type ShowId } from '../../lib/ids.ts'
import type { Beat } from '../../lib/jobs.ts'
import { refuse } from '../../lib/problems.ts'
import { appendToShow, productsOfShow, showFor } from '../shows/shows.ts'
import type { pollsContract } from './contract.ts'
import { whyNotAsk, whyNotOpen } from './decide.ts'
import type { PollEvent } from './events.ts'
import { pollProblems as problem } from './problems.ts'
import * as store from './store.ts'
import { tellCounts, toldEveryMs } from './voting.ts'

export { type Voting, voting } from './voting.ts'

type Api = typeof pollsContract
type Of = { showId: ShowId; pollId: store.PollId }
const pollsMost = 50

/**
 * Writes a poll down, and opens it where that is wished.
 * @throws Refusal polls.badRight | notInShow | showOver | tooManyPrepared; to open it showNotLive | oneAtATime
 */
export async function prepare(ctx: Ctx, wish: Input<Api['polls.prepare']>): Promise<{ pollId: store.PollId }> {
  const { showId, kind, question, options, right, seconds } = wish
  const { status } = await showFor(ctx.sql, showId)
  if (!['draft', 'scheduled', 'live'].includes(status)) throw refuse(problem.showOver)
  const refused = whyNotAsk({ kind, options, right })
  if (refused) throw refuse(refused)
  const products = new Set<string>(await productsOfShow(ctx.sql, showId))
  if (options.some(({ productId }) => productId !== null && !products.has(productId))) throw refuse(problem.notInShow)
  if ((await store.pollsOf(ctx.sql, showId)).length >= pollsMost) throw refuse(problem.tooManyPrepared)
  const pollId = newId<'poll'>(ctx.now)
  await store.insertPoll(ctx.sql, ctx.now, {
    pollId,
    showId,
    kind,
    question,
    options,
    rightOption: right ?? null,
    seconds,
  })
  if (wish.open) await open(ctx, { showId, pollId })
  return { pollId }
}

/** @throws Refusal polls.unknownPoll unless it was never opened */
export async function forget(ctx: Ctx, { showId, pollId }: Of): Promise<void> {
  if (!(await store.deletePrepared(ctx.sql, showId, pollId))) throw refuse(problem.unknownPoll)
}

async function locked(ctx: Ctx, { showId, pollId }: Of): Promise<store.PollRow> {
  const poll = await store.lockedPoll(ctx.sql, pollId)
  if (poll?.showId !== showId) throw refuse(problem.unknownPoll)
  return poll
}

/** @throws Refusal polls.openedAlready | showNotLive | oneAtATime */
export async function open(ctx: Ctx, wish: Of): Promise<void> {
  // The show's lock: two who open at once are one after the other.
  const { status } = await showFor(ctx.sql, wish.showId, { lock: true })
  const poll = await locked(ctx, wish)
  if (poll.state !== 'prepared') throw refuse(problem.openedAlready)
  if (status !== 'live') throw refuse(problem.showNotLive)
  if (await store.openIn(ctx.sql, wish.showId)) throw refuse(problem.oneAtATime)
  const closesAt = poll.seconds === null ? null : new Date(ctx.now.getTime() + poll.seconds * 1000)
  await store.setOpen(ctx.sql, poll.pollId, ctx.now, closesAt)
  const { pollId, kind, question, options } = poll
  const body = { pollId, kind, question, options, closesAt: closesAt?.toISOString() ?? null }
  await tell(ctx, wish.showId, { type: 'poll.opened', body })
}

const tell = (ctx: Ctx, showId: ShowId, event: PollEvent) => appendToShow(ctx, showId, [event])

/** Ends it: from here on no vote counts, and what is told is what was counted. */
async function end(ctx: Ctx, poll: store.PollRow): Promise<void> {
  const counts = await store.countsOf(ctx.sql, poll.pollId, poll.options.length)
  const total = counts.reduce((sum, count) => sum + count, 0)
  await store.setClosed(ctx.sql, poll.pollId, ctx.now)
  const body = { pollId: poll.pollId, total, counts, right: poll.rightOption }
  await tell(ctx, poll.showId, { type: 'poll.closed', body })
}

/** @throws Refusal polls.over */
export async function close(ctx: Ctx, wish: Of): Promise<void> {
  const poll = await locked(ctx, wish)
  if (poll.state !== 'open') throw refuse(problem.over)
  await end(ctx, poll)
}

/** Takes its card away, and ends it before. */
export async function hide(ctx: Ctx, wish: Of): Promise<void> {
  const poll = await locked(ctx, wish)
  if (poll.state === 'prepared') throw refuse(problem.unknownPoll)
  if (poll.state === 'hidden') return
  if (poll.state === 'open') await end(ctx, poll)
  await store.setHidden(ctx.sql, poll.pollId)
  await tell(ctx, wish.showId, { type: 'poll.hidden', body: { pollId: poll.pollId } })
}

/** What runs in a show ends with it. */
export async function hearShowEnded(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const running = await store.openIn(ctx.sql, showId)
  if (running) await end(ctx, (await store.lockedPoll(ctx.sql, running.pollId))!)
}

export async function list(ctx: Ctx, { showId }: { showId: ShowId }) {
  const rows = await store.pollsOf(ctx.sql, showId)
  const items = rows.map(async ({ pollId, kind, question, options, rightOption, seconds, state, openedAt }) => ({
    ...{ pollId, kind, question, options: options as never, right: rightOption, seconds, state },
    ...{ openedAt: openedAt?.toISOString() ?? null, counts: await store.countsOf(ctx.sql, pollId, options.length) },
  }))
  return { items: await Promise.all(items) }
}

export const mine = async (ctx: Ctx, { showId }: { showId: ShowId }) => ({
  votes: await store.votesIn(ctx.sql, showId, callerId(ctx)),
})

/** Ends what is over by the server's clock, and tells rooms of the votes since they were last told. */
const keepTime: Beat = {
  name: 'polls.keepTime',
  everyMs: 250,
  async run(ctx) {
    const toldBefore = new Date(ctx.now.getTime() - toldEveryMs)
    for (const { pollId } of await store.duePolls(ctx.sql, ctx.now, toldBefore)) {
      const poll = await store.lockedPoll(ctx.sql, pollId)
      if (poll?.state !== 'open') continue
      if (whyNotOpen(poll, ctx.now)) await end(ctx, poll)
      else await tellCounts(ctx.sql, ctx.now, poll)
    }
  },
}
export const pollsBeats: readonly Beat[] = [keepTime]
