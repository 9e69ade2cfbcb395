/** Cues: what a host on air might do next, why, and what was made of it. */
import { type Ctx, callerId } from '../../ctx.ts'
import { newId, type ShowId } from '../../lib/ids.ts'
import type { Beat } from '../../lib/jobs.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { liveShows, pinnedOf, pinProduct, unpinProduct } from '../shows/shows.ts'
import { pinsMost } from '../shows/state.ts'
import { suggestions, thresholds, unpinned } from './decide.ts'
import { cueProblems as problem } from './problems.ts'
import { type BaggedSince, signalsOf } from './signals.ts'
import * as store from './store.ts'

type Of = { showId: ShowId; cueId: string }

const lookEveryMs = 10_000

/** Looks at every show on air, and writes down what to suggest; what does not hold any more has lapsed. */
export function looking(baggedSince: BaggedSince): Beat {
  const signals = signalsOf(baggedSince)
  const look = async (ctx: Ctx) => {
    for (const { showId } of await liveShows(ctx.sql)) await suggestIn(ctx, showId, signals)
  }
  return { name: 'cues.look', everyMs: lookEveryMs, run: look }
}

async function suggestIn(ctx: Ctx, showId: ShowId, signals: ReturnType<typeof signalsOf>): Promise<void> {
  const since = new Date(ctx.now.getTime() - thresholds.quietMs)
  const answered = (await store.answeredSince(ctx.sql, showId, since)).map(({ kind, productId, answeredAt }) => ({
    ...{ kind, productId, atMs: answeredAt!.getTime() },
  }))
  const wanted = suggestions({ ...(await signals(ctx.sql, ctx.now, showId)), answered })
  const lapsed = (await store.openCues(ctx.sql, showId)).filter(
    (open) => !wanted.some(({ kind, productId }) => kind === open.kind && productId === open.productId),
  )
  if (lapsed.length > 0) {
    const ids = lapsed.map(({ cueId }) => cueId)
    await store.answerCues(ctx.sql, ids, 'lapsed', ctx.now, null)
  }
  for (const { kind, productId, figure } of wanted) {
    await store.addCue(ctx.sql, { cueId: newId(ctx.now), showId, kind, productId, figure, madeAt: ctx.now })
  }
}

/** What is suggested now. */
export async function open(ctx: Ctx, { showId }: { showId: ShowId }) {
  return { items: (await store.openCues(ctx.sql, showId)).map(viewOf) }
}

const viewOf = ({ cueId, kind, productId, figure, madeAt }: store.CueRow) => ({
  ...{ cueId, kind, productId, figure, madeAt: madeAt.toISOString() },
})

/** It is done: the product is pinned, and what has to make room for it is not any more. @throws Refusal as `shows.pinProduct` */
export async function follow(ctx: Ctx, wish: Of): Promise<void> {
  const { kind, productId, showId } = await answered(ctx, wish, 'followed')
  const pinned = await pinnedOf(ctx.sql, showId)
  if (pinned.includes(productId)) return
  for (const gone of unpinned(kind, pinned, pinsMost)) await unpinProduct(ctx, { showId, productId: gone as never })
  await pinProduct(ctx, { showId, productId })
}

export const dismiss = async (ctx: Ctx, wish: Of): Promise<void> => void (await answered(ctx, wish, 'dismissed'))

/** @throws Refusal cues.unknownCue | answeredAlready */
async function answered(ctx: Ctx, { showId, cueId }: Of, answer: store.Answer): Promise<store.CueRow> {
  const cue = await store.lockedCue(ctx.sql, showId, cueId)
  if (!cue) throw refuse(problem.unknownCue)
  if (cue.answer) throw refuse(problem.answeredAlready)
  await store.answerCues(ctx.sql, [cueId], answer, ctx.now, callerId(ctx))
  return cue
}

/** Everything that was suggested in a show, in order, and what was made of it. */
export const cuesOf = (sql: Sql, showId: ShowId): Promise<store.CueRow[]> => store.cuesOf(sql, showId)

/** A show is over: what was open has lapsed. */
export async function hearShowEnded(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const ids = (await store.openCues(ctx.sql, showId)).map(({ cueId }) => cueId)
  if (ids.length > 0) await store.answerCues(ctx.sql, ids, 'lapsed', ctx.now, null)
}
