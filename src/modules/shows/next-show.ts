import type { Ctx } from '../../ctx.ts'
import type { ShowId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import * as admissions from './admission-store.ts'
import * as decide from './decide.ts'
import { carryOut, factsOf, foldShow, lockShow, viewOf } from './load.ts'
import { type ShowRow, showById, showsToLeadTo } from './store.ts'

/*
 * Where viewers are led when a show is over: to another one of the brand, on air or announced.
 */

/**
 * Chooses where viewers are led when the show is over, null: nowhere; before or while it is on air.
 * @throws Refusal shows.wrongState | nextElsewhere | nextOver | nextClosed
 */
export async function leadTo(
  ctx: Ctx,
  { showId, nextShowId }: { showId: ShowId; nextShowId: ShowId | null },
): Promise<void> {
  const show = await lockShow(ctx, showId)
  const to = nextShowId === null ? undefined : { show: await destinationOf(ctx.sql, show, nextShowId) }
  await carryOut(ctx, showId, decide.lead(await foldShow(ctx.sql, showId), to))
}

/** Where viewers were to be led, and as that show is now. */
export async function leadsOf(ctx: Ctx, show: ShowRow) {
  const chosen = (await foldShow(ctx.sql, show.showId)).next
  const to = chosen ? await destinationOf(ctx.sql, show, chosen.showId) : undefined
  return { chosen, now: decide.whyNotLead(to) ? undefined : to?.next }
}

/** Where viewers are to be led, and where they could be: what is on air first, then what comes soonest. */
export async function choiceOf(sql: Sql, showId: ShowId) {
  const show = (await showById(sql, showId))!
  const could = []
  for (const one of await showsToLeadTo(sql, show)) {
    if (!decide.whyNotLead(await destinationFrom(sql, show, one))) could.push(viewOf(one))
  }
  return { nextShowId: ((await foldShow(sql, showId)).next?.showId ?? null) as ShowId | null, items: could }
}

async function destinationOf(sql: Sql, from: ShowRow, nextShowId: string): Promise<decide.Destination | undefined> {
  const found = await showById(sql, nextShowId)
  return found && destinationFrom(sql, from, found)
}

async function destinationFrom(sql: Sql, from: ShowRow, to: ShowRow): Promise<decide.Destination> {
  const { title, startsAt, coverUrl, portraitUrl, hostName } = factsOf(to)
  const live = to.status === 'live'
  return {
    next: { title, startsAt, coverUrl, portraitUrl, hostName, showId: to.showId, live },
    isOurs: to.brandId === from.brandId && to.showId !== from.showId,
    ...{ status: to.status, visibility: to.visibility },
    takesAllFromHere: from.visibility === 'private' && (await admissions.isListWithin(sql, from.showId, to.showId)),
  }
}
