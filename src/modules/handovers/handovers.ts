import { type Ctx, callerId } from '../../ctx.ts'
import type { BrandId, PersonId, ShowId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { personsByIds, rolesOf, teamMembersOf } from '../accounts/accounts.ts'
import { hostOfShow } from '../hosts/hosts.ts'
import { handOver, moveKeys, showFor } from '../shows/shows.ts'
import { mayGoOnAir, onAirMs, stillAsked, whyNotAccept, whyNotAsk } from './decide.ts'
import * as store from './store.ts'

type Of = { showId: ShowId }
type Named = { personId: PersonId; name: string }

async function named(sql: Sql, personIds: readonly PersonId[]): Promise<(personId: PersonId) => Named> {
  const people = await personsByIds(sql, [...new Set(personIds)])
  return (personId) => ({ personId, name: people.get(personId)?.name ?? '' })
}

const callerIn = async (ctx: Ctx, brandId: BrandId) => {
  const personId = callerId(ctx)
  return { personId, roles: await rolesOf(ctx.sql, brandId, personId) }
}

/** Who is on air, and who is asked. */
export async function now(ctx: Ctx, { showId }: Of) {
  const [turn, wish] = [await store.turnNow(ctx.sql, showId), await store.wishOf(ctx.sql, showId)]
  const waits = wish && stillAsked(wish.askedAt, ctx.now) ? wish : undefined
  const nameOf = await named(ctx.sql, [turn?.personId ?? [], waits ? [waits.fromId, waits.toId] : []].flat())
  return {
    onAir: turn ? { ...nameOf(turn.personId), since: turn.fromAt.toISOString() } : null,
    asked: waits ? { by: nameOf(waits.fromId), to: nameOf(waits.toId), askedAt: waits.askedAt.toISOString() } : null,
  }
}

/** Who could go on with a show. */
export async function candidates(ctx: Ctx, { showId }: Of): Promise<{ items: Named[] }> {
  const { brandId } = await showFor(ctx.sql, showId)
  const not = new Set<string>([callerId(ctx), (await store.turnNow(ctx.sql, showId))?.personId ?? ''])
  const team = await teamMembersOf(ctx.sql, brandId)
  const items = team.filter(({ personId, roles }) => mayGoOnAir(roles) && !not.has(personId))
  return { items: items.map(({ personId, name }) => ({ personId, name })) }
}

/** @throws Refusal handovers.notLive | notYours | onAirAlready | notAHost */
export async function ask(ctx: Ctx, { showId, personId }: Of & { personId: PersonId }): Promise<void> {
  const { brandId, status } = await showFor(ctx.sql, showId, { lock: true })
  const asker = await callerIn(ctx, brandId)
  const asked = { personId, roles: await rolesOf(ctx.sql, brandId, personId) }
  const why = whyNotAsk({ status, onAir: (await store.turnNow(ctx.sql, showId))?.personId, asker, asked })
  if (why) throw refuse(why)
  await store.upsertWish(ctx.sql, { showId, fromId: asker.personId, toId: personId, askedAt: ctx.now })
}

/** Taken back, or declined. */
export async function withdraw(ctx: Ctx, { showId }: Of): Promise<void> {
  await store.deleteWish(ctx.sql, showId)
}

/**
 * The caller is on air from now on.
 * @returns the one key that opens the show
 * @throws Refusal handovers.notLive | notAsked | notAHost
 */
export async function accept(ctx: Ctx, { showId }: Of): Promise<string> {
  const { brandId, status } = await showFor(ctx.sql, showId, { lock: true })
  const caller = await callerIn(ctx, brandId)
  const why = whyNotAccept(status, await store.wishOf(ctx.sql, showId), caller, ctx.now)
  if (why) throw refuse(why)
  await store.deleteWish(ctx.sql, showId)
  await store.endTurn(ctx.sql, showId, ctx.now)
  await store.beginTurn(ctx.sql, showId, caller.personId, ctx.now)
  await handOver(ctx, { showId, to: (await named(ctx.sql, [caller.personId]))(caller.personId).name })
  return moveKeys(ctx, showId)
}

/** How long everybody was on air, in ms, the longest first; of a show that nobody is known to have hosted, nothing. */
export async function hostedTimes(sql: Sql, showId: ShowId, now: Date): Promise<{ name: string; ms: number }[]> {
  const sums = onAirMs(await store.turnsOf(sql, showId), now)
  const nameOf = await named(
    sql,
    sums.map(({ personId }) => personId as PersonId),
  )
  return sums.map(({ personId, ms }) => ({ name: nameOf(personId as PersonId).name, ms }))
}

/** A show goes on air: with whoever was engaged to host it, else with whoever starts it. */
export async function hearShowStarted(ctx: Ctx, { showId }: Of): Promise<void> {
  const starter = ctx.who.kind === 'person' ? ctx.who.personId : undefined
  const personId = (await hostOfShow(ctx.sql, showId)) ?? starter
  if (personId) await store.beginTurn(ctx.sql, showId, personId, ctx.now)
}

/** A show is over: nobody is on air in it, or asked. */
export async function hearShowEnded(ctx: Ctx, { showId }: Of): Promise<void> {
  await store.deleteWish(ctx.sql, showId)
  await store.endTurn(ctx.sql, showId, ctx.now)
}
