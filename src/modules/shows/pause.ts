import type { Ctx } from '../../ctx.ts'
import { fact } from '../../lib/facts.ts'
import type { ShowId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import * as decide from './decide.ts'
import { carryOut, foldShow, lockShow } from './load.ts'
import { end } from './shows.ts'
import type { ShowState } from './state.ts'
import * as store from './store.ts'

/** Nobody may send a picture to this show any more until a new key is issued. */
export const showCut = fact<{ showId: ShowId }>('shows.cut')

/** What stands in front of the picture has changed. */
export const showPauseChanged = fact<{ showId: ShowId }>('shows.pauseChanged')

type Wish = { showId: ShowId }

async function carryOutOn(ctx: Ctx, showId: ShowId, rule: (state: ShowState) => decide.Decision): Promise<void> {
  await lockShow(ctx, showId)
  await carryOut(ctx, showId, rule(await foldShow(ctx.sql, showId)))
  await showPauseChanged.tell(ctx, { showId })
}

/** @throws Refusal shows.wrongState | pausedAlready */
export const pause = (ctx: Ctx, { showId }: Wish) => carryOutOn(ctx, showId, decide.pause)

/** @throws Refusal shows.wrongState | notPaused */
export const resume = (ctx: Ctx, { showId }: Wish) => carryOutOn(ctx, showId, decide.resume)

/** Throws out whoever sends, takes their keys, and shows the slate. @throws Refusal shows.wrongState */
export async function cut(ctx: Ctx, { showId }: Wish): Promise<void> {
  await carryOutOn(ctx, showId, decide.cut)
  await store.deleteKeys(ctx.sql, showId)
  await showCut.tell(ctx, { showId })
}

/** @throws Refusal shows.wrongState | endsInThePast */
export async function planEnd(ctx: Ctx, { showId, endsAt }: Wish & { endsAt: string | null }): Promise<void> {
  await carryOutOn(ctx, showId, (state) => decide.planEnd(state, endsAt, ctx.now))
  await store.setEnd(ctx.sql, showId, endsAt === null ? null : new Date(endsAt))
}

/** What stands in for the host of a show within its picture; undefined when it is not live. */
export async function slateOf(sql: Sql, showId: ShowId) {
  const state = await foldShow(sql, showId)
  const coverPictureId = (await store.showById(sql, showId))?.coverPictureId ?? null
  return state.status === 'live' ? { title: state.title, coverPictureId, paused: state.paused } : undefined
}

/** Ends every live show whose planned end has come. */
export async function endDueShows(ctx: Ctx): Promise<void> {
  for (const { showId } of await store.showsToEnd(ctx.sql, ctx.now)) await end(ctx, { showId })
}
