/** Who was in a show, from when to when. One stay is a *visit*; it ends with the last sign of life. */
import type { Ctx } from '../../ctx.ts'
import type { ShowId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import { showFor } from '../shows/shows.ts'
import { type Figures, figures, type Visit } from './figures.ts'
import { lostAfterMs } from './keeper.ts'
import * as store from './store.ts'

export { type Figures, figures, type Visit } from './figures.ts'
export { keeper } from './keeper.ts'

/** The figures of a show that is or was on air; of one that was not yet, nobody's. @throws Refusal shows.unknownShow */
export async function figuresOf(sql: Sql, now: Date, showId: ShowId): Promise<Figures> {
  const { startedAt, endedAt } = await showFor(sql, showId)
  if (!startedAt) return figures([], 0, 0)
  return figures(await visitsOf(sql, showId), startedAt.getTime(), (endedAt ?? now).getTime())
}

/** Every stay at a show, before, during and after it. */
export async function visitsOf(sql: Sql, showId: string): Promise<Visit[]> {
  const rows = await store.visitsOf(sql, showId)
  return rows.map(({ viewer, joinedAt, leftAt }) => ({
    ...{ viewer, joinedAt: joinedAt.getTime(), leftAt: leftAt.getTime() },
  }))
}

/** Hearts given to a show, by the minute. */
export const heartsOf = (sql: Sql, showId: string): Promise<{ minute: Date; hearts: number }[]> =>
  store.heartsOf(sql, showId)

/** Visits at processes that were killed end when those were heard of last. */
export const endLostVisits = (ctx: Ctx): Promise<void> =>
  store.endLostVisits(ctx.sql, new Date(ctx.now.getTime() - lostAfterMs))

/** How long each of these viewers has watched a show, in ms, as the server saw it; nobody else is in it. */
export async function watchedOf(sql: Sql, now: Date, showId: ShowId, viewers: readonly string[]) {
  const { startedAt } = await showFor(sql, showId)
  if (!startedAt) return new Map<string, number>()
  const rows = await store.watchedOf(sql, showId, viewers, startedAt, now)
  return new Map(rows.map(({ viewer, ms }) => [viewer, ms]))
}

/** Since when each of these viewers has been in a show without leaving it; whoever is not there is left out. */
export async function staysOf(sql: Sql, showId: string, viewers: readonly string[]): Promise<Map<string, Date>> {
  const rows = await store.openVisitsOf(sql, showId, viewers)
  return new Map(rows.map(({ viewer, joinedAt }) => [viewer, joinedAt]))
}

/** How many different viewers were in each of these shows at any time. */
export const viewersOfShows = async (sql: Sql, showIds: readonly string[]): Promise<Map<ShowId, number>> =>
  new Map((await store.viewersOfShows(sql, showIds)).map(({ showId, viewers }) => [showId, viewers]))
