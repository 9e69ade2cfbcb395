import type { Ctx } from '../../ctx.ts'
import type { BrandId, ProductId, ShowId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { lockShow, viewOf } from './load.ts'
import * as planned from './plan-store.ts'
import { showProblems as problem } from './problems.ts'
import { changeShow } from './shows.ts'
import { runOfShow, type ShowRow, showById } from './store.ts'

const minuteMs = 60_000
const usualMinutes = 60

/** A show in a calendar. `endsAt`: when it ended, is to end, or would by the minutes of its run-of-show (60 without). */
export type PlannedShow = ReturnType<typeof viewOf> & {
  from: Date
  until: Date
  minutes: number
  /** An encoder has a key for it. */
  byEncoder: boolean
}

function inCalendar(row: planned.PlannedRow): PlannedShow[] {
  const from = row.startedAt ?? row.startsAt
  if (!from) return []
  const minutes = row.minutes || usualMinutes
  const until = row.endedAt ?? row.endsAt ?? new Date(from.getTime() + minutes * minuteMs)
  return [{ ...viewOf(row), from, until, minutes, byEncoder: row.byEncoder }]
}

/** The shows of a brand that begin in a span of time, in order; those that were called off are left out. */
export const showsBetween = async (sql: Sql, brandId: BrandId, from: Date, until: Date): Promise<PlannedShow[]> =>
  (await planned.between(sql, brandId, from, until)).flatMap(inCalendar)

/** These shows, those that have an hour. */
export const showsByIds = async (sql: Sql, showIds: readonly string[]): Promise<PlannedShow[]> =>
  showIds.length === 0 ? [] : (await planned.byIds(sql, showIds)).flatMap(inCalendar)

/** The latest shows of a brand that were on air. */
export const showsWatched = (sql: Sql, brandId: BrandId, most = 200) => planned.watched(sql, brandId, most)

export type WholePlan = Pick<
  ShowRow,
  | 'brandId'
  | 'title'
  | 'description'
  | 'kind'
  | 'coverPictureId'
  | 'portraitPictureId'
  | 'hostName'
  | 'hostPictureId'
  | 'topic'
  | 'visibility'
  | 'ticketProductId'
> & { items: { productId: ProductId; talkingPoints: string; minutes: number }[] }

/** All that was planned of a show, to plan another like it. @throws Refusal shows.unknownShow */
export async function planOfShow(sql: Sql, showId: string): Promise<WholePlan> {
  const show = await showById(sql, showId)
  if (!show) throw refuse(problem.unknownShow)
  const { brandId, title, description, kind, coverPictureId, portraitPictureId, hostName, hostPictureId } = show
  const { visibility, ticketProductId, topic } = show
  return {
    ...{ brandId, title, description, kind, coverPictureId, portraitPictureId, hostName, hostPictureId },
    ...{ topic, visibility, ticketProductId, items: await runOfShow(sql, showId) },
  }
}

/**
 * Gives a show another hour and leaves everything else; who asked to be reminded is told.
 * @throws Refusal shows.unknownShow, wrongState once it is on air, startsInThePast
 */
export async function moveShow(ctx: Ctx, { showId, startsAt }: { showId: ShowId; startsAt: string }): Promise<void> {
  const show = await lockShow(ctx, showId)
  if (show.status !== 'draft' && show.status !== 'scheduled') throw refuse(problem.wrongState)
  if (Date.parse(startsAt) <= ctx.now.getTime()) throw refuse(problem.startsInThePast)
  await changeShow(ctx, { ...show, startsAt: new Date(startsAt).toISOString() })
}
