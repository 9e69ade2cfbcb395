import type { Ctx } from '../../ctx.ts'
import { newId, type PersonId, type ShowId } from '../../lib/ids.ts'
import type { AnyJob, Beat } from '../../lib/jobs.ts'
import { personsByIds, teamOf } from '../accounts/accounts.ts'
import { sayersOf } from '../chat/chat.ts'
import { followersAmong } from '../followers/followers.ts'
import { payersIn } from '../orders/orders.ts'
import { closeBudget, given, posted, returned } from '../packets/packets.ts'
import { appendToShow } from '../shows/shows.ts'
import { drawFrom } from './decide.ts'
import type { DrawEvent } from './events.ts'
import * as store from './store.ts'

export const wonLately = async (ctx: Ctx, draw: store.DrawRow, personIds: readonly PersonId[]) => {
  const since = new Date(ctx.now.getTime() - draw.repeatDays * 86_400_000)
  const rows = await store.wonSince(ctx.sql, draw.brandId, personIds, since)
  return new Set(rows.map(({ personId }) => personId))
}

/** Those who entered by what they said or bought until the close, and have not entered by a tap. */
async function collect(ctx: Ctx, draw: store.DrawRow): Promise<void> {
  const { drawId, showId, brandId, openedAt, closesAt } = draw
  // How long somebody watched is only known of who taps.
  if (draw.watchMinutes !== null) return
  const [said, paid, team] = await Promise.all([
    draw.keyword === null ? [] : sayersOf(ctx.sql, showId, draw.keyword, openedAt, closesAt),
    draw.bought ? payersIn(ctx.sql, showId, new Date(0), closesAt) : [],
    teamOf(ctx.sql, draw.brandId),
  ])
  const ways = [
    ...said.map(({ authorId, at }) => ({ personId: authorId, at, how: 'word' as const })),
    // Whoever bought before it opened enters with it.
    ...paid.map(({ personId, at }) => ({ personId, at: at < openedAt ? openedAt : at, how: 'bought' as const })),
  ]
  const personIds = ways.map(({ personId }) => personId)
  const [people, won, followers] = await Promise.all([
    personsByIds(ctx.sql, personIds),
    wonLately(ctx, draw, personIds),
    draw.followed ? followersAmong(ctx.sql, brandId, personIds) : undefined,
  ])
  const fresh = ways.flatMap((one) => {
    const person = people.get(one.personId)
    if (!person || person.guest || team.has(one.personId) || won.has(one.personId)) return []
    if (followers && !followers.has(one.personId)) return []
    return [{ ...one, entryId: newId<'entry'>(ctx.now), name: person.name }]
  })
  const once = new Map(fresh.map((one) => [one.personId, one]))
  if (once.size > 0) await store.addEntries(ctx.sql, drawId, [...once.values()])
}

/** Closes a draw and draws it: once, under its lock. */
async function close(ctx: Ctx, drawId: store.DrawId, why: 'time' | 'show'): Promise<void> {
  const draw = await store.lockedDraw(ctx.sql, drawId)
  if (draw?.state !== 'open' || (why === 'time' && ctx.now < draw.closesAt)) return
  await collect(ctx, draw)
  const { listed, chain, won } = drawFrom(draw, await store.entriesOf(ctx.sql, drawId))
  await store.setDrawn(ctx.sql, drawId, ctx.now, { chain, listed, won })
  await pay(ctx, draw, won)
  const winners = won.map(({ entryId, name }) => ({ entryId, name }))
  const drawn: DrawEvent = {
    type: 'draw.drawn',
    body: { drawId, entries: listed.length, chain, seed: draw.seed, winners },
  }
  await appendToShow(ctx, draw.showId, [drawn])
}

/** Shop credit to the winners; what nobody won goes back to the budget. */
async function pay(ctx: Ctx, draw: store.DrawRow, won: readonly store.EntryRow[]): Promise<void> {
  const { drawId, prizeMinor } = draw
  if (prizeMinor === null) return
  const parts = won.map(({ personId }, i) => ({ place: i + 1, personId, minor: prizeMinor }))
  const left = prizeMinor * BigInt(draw.winners - won.length)
  if (parts.length > 0) await Promise.all(await posted(ctx.sql, ctx.now, draw, given(draw, drawId, parts)))
  if (left > 0n) await Promise.all(await posted(ctx.sql, ctx.now, draw, returned(draw, drawId, left)))
}

const closeDue = {
  name: 'draws.close',
  run: (ctx: Ctx, { drawId }: { drawId: store.DrawId }) => close(ctx, drawId, 'time'),
}

const closeWithShow = {
  name: 'draws.closeWithShow',
  async run(ctx: Ctx, { showId }: { showId: ShowId }) {
    const open = await store.openDrawsOf(ctx.sql, showId)
    for (const { drawId } of open) await close(ctx, drawId, 'show')
    if (open.length > 0) await closeBudget(ctx, showId)
  },
}

/** A job of its own, as with packets. */
export const hearShowEnded = (ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> =>
  ctx.later(closeWithShow, { showId })

/** Draws whose time is over are drawn; the room hears how many have entered the others. */
const watch: Beat = {
  name: 'draws.watch',
  everyMs: 500,
  async run(ctx) {
    for (const { drawId } of await store.dueDraws(ctx.sql, ctx.now)) {
      await ctx.later(closeDue, { drawId }, { key: `draws.close.${drawId}` })
    }
    const grown = await store.grownDraws(ctx.sql)
    for (const { drawId, count } of grown) await store.setEntries(ctx.sql, drawId, count)
    for (const { drawId, showId, count } of grown) {
      const entered: DrawEvent = { type: 'draw.entered', body: { drawId, entries: count } }
      await appendToShow(ctx, showId, [entered])
    }
  },
}

export const drawsJobs: readonly AnyJob[] = [closeDue, closeWithShow]
export const drawsBeats: readonly Beat[] = [watch]
