import type { Ctx } from '../../ctx.ts'
import type { LogId, ShowId } from '../../lib/ids.ts'
import { append, readLog } from '../../lib/log.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { pictureUrl } from '../catalog/catalog.ts'
import type { Decision } from './decide.ts'
import type { ShowEvent, ShowFacts } from './events.ts'
import { showProblems as problem } from './problems.ts'
import { emptyShow, evolveShow, type ShowState } from './state.ts'
import { lockedShow, type ShowRow, showTitles } from './store.ts'

/** A show's public log has the show's id. */
export const logOf = (showId: string) => showId as LogId

/** The show, locked until the transaction ends. @throws Refusal shows.unknownShow */
export async function lockShow(ctx: Ctx, showId: ShowId): Promise<ShowRow> {
  const show = await lockedShow(ctx.sql, showId)
  if (!show) throw refuse(problem.unknownShow)
  return show
}

/** What these shows are called, and when they went live. */
export const titlesOf = async (sql: Sql, showIds: readonly string[]) =>
  new Map((await showTitles(sql, showIds)).map(({ showId, ...one }) => [showId, one]))

/** The show's slice of the room, folded from its log. */
export async function foldShow(sql: Sql, showId: string): Promise<ShowState> {
  let state = emptyShow
  let seq = 0
  for (;;) {
    const events = await readLog(sql, logOf(showId), seq)
    for (const event of events) state = evolveShow(state, event as unknown as ShowEvent, event.at) ?? state
    if (events.length < 1000) return state
    seq = events.at(-1)!.seq
  }
}

/** Appends what was decided. @throws the refusal, when it was one */
export async function carryOut(ctx: Ctx, showId: string, decision: Decision): Promise<ShowEvent[]> {
  if ('refused' in decision) throw refuse(decision.refused)
  await append(ctx.sql, logOf(showId), ctx.now, decision.events)
  return decision.events
}

export const factsOf = (show: ShowRow): ShowFacts => ({
  title: show.title,
  description: show.description,
  kind: show.kind,
  startsAt: show.startsAt?.toISOString() ?? null,
  coverUrl: show.coverPictureId && pictureUrl(show.coverPictureId),
  portraitUrl: show.portraitPictureId && pictureUrl(show.portraitPictureId),
  hostName: show.hostName,
  hostPictureUrl: show.hostPictureId && pictureUrl(show.hostPictureId),
})

export const viewOf = (show: ShowRow) => ({
  ...factsOf(show),
  showId: show.showId,
  brandId: show.brandId,
  status: show.status,
  startedAt: show.startedAt?.toISOString() ?? null,
  endedAt: show.endedAt?.toISOString() ?? null,
  visibility: show.visibility,
  topic: show.topic,
})
