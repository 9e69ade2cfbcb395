import { type Ctx, callerId } from '../../ctx.ts'
import { newId, type PersonId, type ShowId } from '../../lib/ids.ts'
import { showFor } from '../shows/shows.ts'
import { insertActs } from './moderation-store.ts'

type About = { personId?: PersonId; messageId?: string; detail?: string }

/** Writes down acts of a moderator, in the transaction of the act. Later modules' acts stand in the same list. */
export async function noteActs(ctx: Ctx, showId: ShowId, what: string, about: readonly About[]): Promise<void> {
  const { brandId } = await showFor(ctx.sql, showId)
  const byPersonId = callerId(ctx)
  const acts = about.map((one) => ({ actId: newId(ctx.now), byPersonId, what, ...one }))
  if (acts.length > 0) await insertActs(ctx.sql, brandId, showId, ctx.now, acts)
}
