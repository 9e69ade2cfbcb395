import type { Ctx, Who } from '../../ctx.ts'
import { rolesIn } from '../../lib/access.ts'
import { batch } from '../../lib/batch.ts'
import type { ProductId, ShowId } from '../../lib/ids.ts'
import { append } from '../../lib/log.ts'
import { type Problem, refuse } from '../../lib/problems.ts'
import type { Database, Sql } from '../../lib/sql.ts'
import { provenEmail } from '../accounts/accounts.ts'
import { productOwner } from '../catalog/catalog.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { hasPaidFor } from '../orders/orders.ts'
import * as store from './admission-store.ts'
import { isGuarded, maySetVisibility, whyNotEnter } from './admit.ts'
import { lockShow, logOf } from './load.ts'
import { showProblems as problem } from './problems.ts'
import type { Visibility } from './state.ts'
import { showById } from './store.ts'

export { isGuarded } from './admit.ts'

export type Admission = { visibility: Visibility; ticketProductId: ProductId | null; guests: string[] }

/** @throws Refusal shows.unknownShow */
export async function admissionOf(sql: Sql, showId: ShowId): Promise<Admission> {
  const show = await showById(sql, showId)
  if (!show) throw refuse(problem.unknownShow)
  const guests = (await store.guestsOf(sql, showId)).map(({ email }) => email)
  return { visibility: show.visibility, ticketProductId: show.ticketProductId, guests }
}

/** @throws Refusal shows.wrongState | ticketMissing, catalog.unknownProduct */
export async function setAdmission(ctx: Ctx, wish: Admission & { showId: ShowId }): Promise<void> {
  const { showId, visibility } = wish
  const show = await lockShow(ctx, showId)
  if (!maySetVisibility(show.status, show.visibility, visibility)) throw refuse(problem.wrongState)
  const ticket = visibility === 'ticketed' ? wish.ticketProductId : null
  if (visibility === 'ticketed' && !ticket) throw refuse(problem.ticketMissing)
  if (ticket && (await productOwner(ctx.sql, ticket))?.brandId !== show.brandId) {
    throw refuse(catalogProblems.unknownProduct)
  }
  await store.setVisibility(ctx.sql, showId, visibility, ticket)
  await store.deleteGuests(ctx.sql, showId)
  if (wish.guests.length > 0) await store.insertGuests(ctx.sql, showId, wish.guests)
  if (visibility === show.visibility && ticket === show.ticketProductId) return
  const body = { visibility, ticketProductId: ticket }
  await append(ctx.sql, logOf(showId), ctx.now, [{ type: 'show.admissionChanged', body }])
}

/** Why somebody may not come into a show; undefined when they may. @throws Refusal shows.unknownShow */
export async function whyNotCome(sql: Sql, who: Who, showId: string): Promise<Problem | undefined> {
  const show = await showById(sql, showId)
  if (!show) throw refuse(problem.unknownShow)
  if (!isGuarded(show.visibility) || who.kind === 'house') return undefined
  const person = who.kind === 'person' ? who : undefined
  const email = person && !person.guest ? await provenEmail(sql, person.personId) : undefined
  return whyNotEnter(show.visibility, {
    isStaff: rolesIn(who, show.brandId).length > 0,
    hasAccount: person !== undefined && !person.guest,
    isListed: email !== undefined && (await store.isGuest(sql, showId, email)),
    hasTicket: Boolean(
      person && show.ticketProductId && (await hasPaidFor(sql, person.personId, show.ticketProductId)),
    ),
  })
}

/** @throws Refusal shows.signInToEnter | notInvited | ticketNeeded | unknownShow */
export async function assertMayCome(sql: Sql, who: Who, showId: string): Promise<void> {
  const why = await whyNotCome(sql, who, showId)
  if (why) throw refuse(why)
}

/** Whether a show is guarded now. */
export async function isGuardedShow(sql: Sql, showId: ShowId): Promise<boolean> {
  const [found] = await store.visibilities(sql, [showId])
  return isGuarded(found?.visibility ?? 'public')
}

/** The same, outside of any transaction. Those who ask at the same instant share one reading. */
export function guardedShows(database: Database): (showId: string) => Promise<boolean> {
  const asked = batch<string, string, boolean>(async (_, showIds) => {
    const found = new Map(
      (await store.visibilities(database.sql, showIds)).map((one) => [one.showId as string, one.visibility]),
    )
    return showIds.map((showId) => isGuarded(found.get(showId) ?? 'public'))
  })
  return (showId) => asked('all', showId)
}
