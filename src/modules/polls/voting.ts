import { type Ctx, callerId } from '../../ctx.ts'
import { type Batch, batch } from '../../lib/batch.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Input } from '../../lib/contract.ts'
import type { PersonId, ShowId } from '../../lib/ids.ts'
import { append } from '../../lib/log.ts'
import { type Problem, refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import type { Database, Sql } from '../../lib/sql.ts'
import { logOf } from '../shows/shows.ts'
import type { pollsContract } from './contract.ts'
import { decideVotes } from './decide.ts'
import type { PollEvent } from './events.ts'
import { pollProblems as problem } from './problems.ts'
import * as store from './store.ts'

/** The room hears how many chose what at most this often, however many vote. */
export const toldEveryMs = 500

type Wish = { showId: ShowId; personId: PersonId; choice: number }
type Answer = { refused?: Problem | undefined }

/** Votes of polls. One per process; Postgres decides between processes, under the poll's row lock. */
export type Voting = {
  /** @throws Refusal polls.unknownPoll | over | noSuchOption | answered */
  vote(ctx: Ctx, wish: Input<(typeof pollsContract)['polls.vote']>): Promise<typeof ok>
}

export function voting(database: Database, clock: Clock): Voting {
  const batched: Batch<string, Wish, Answer> = batch((pollId, wishes) =>
    database.write((sql) => voteMany(sql, clock.now(), pollId, wishes)),
  )
  return {
    async vote(ctx, { showId, pollId, choice }) {
      const { refused } = await batched(pollId, { showId, personId: callerId(ctx), choice })
      if (refused) throw refuse(refused)
      return ok
    },
  }
}

/** One batch: under the lock of the poll decide, write down, and tell the room if it has not just been told. */
async function voteMany(sql: Sql, now: Date, pollId: string, wishes: readonly Wish[]): Promise<Answer[]> {
  const poll = await store.lockedPoll(sql, pollId)
  if (!poll || poll.state === 'prepared') return wishes.map(() => ({ refused: problem.unknownPoll }))
  const before = await store.votesOf(
    sql,
    pollId,
    wishes.map((wish) => wish.personId),
  )
  const ours = wishes.filter((wish) => wish.showId === poll.showId)
  const { refusals, changed } = decideVotes(poll, new Map(before.map((one) => [one.personId, one.choice])), ours, now)
  if (changed.length > 0) {
    await store.putVotes(sql, pollId, now, changed)
    if (!poll.toldAt || now.getTime() - poll.toldAt.getTime() >= toldEveryMs) await tellCounts(sql, now, poll)
    else await store.setUntold(sql, pollId)
  }
  const refusalOf = new Map(ours.map((wish, i) => [wish, refusals[i]]))
  return wishes.map((wish) => ({ refused: refusalOf.has(wish) ? refusalOf.get(wish) : problem.unknownPoll }))
}

/** Tells the room how many chose what. The poll is locked. */
export async function tellCounts(sql: Sql, now: Date, poll: store.PollRow): Promise<void> {
  const counts = await store.countsOf(sql, poll.pollId, poll.options.length)
  const total = counts.reduce((sum, count) => sum + count, 0)
  await store.setTold(sql, poll.pollId, now)
  const body = { pollId: poll.pollId, total, counts: poll.kind === 'quiz' ? null : counts }
  await append(sql, logOf(poll.showId), now, [{ type: 'poll.counted', body } satisfies PollEvent])
}
