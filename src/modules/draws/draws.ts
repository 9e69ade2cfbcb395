/** Draws: a prize for some of those who enter while a show is on, drawn so that anybody can check it. */
import { type Ctx, callerId } from '../../ctx.ts'
import { rolesIn } from '../../lib/access.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { newId } from '../../lib/ids.ts'
import { money, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { watchedOf } from '../attendance/attendance.ts'
import { newSeed, sha256 } from '../chance/chance.ts'
import { sayersOf } from '../chat/chat.ts'
import { followersAmong } from '../followers/followers.ts'
import { decideWatched, funded, posted, saidAs, showToGiveIn } from '../packets/packets.ts'
import { appendToShow } from '../shows/shows.ts'
import { wonLately } from './closing.ts'
import type { drawsContract } from './contract.ts'
import type { DrawEvent } from './events.ts'
import { drawProblems as problem } from './problems.ts'
import * as store from './store.ts'

export { hearShowEnded } from './closing.ts'

type Api = typeof drawsContract

const creditOf = ({ prizeMinor, currency }: Pick<store.DrawRow, 'prizeMinor' | 'currency'>) =>
  prizeMinor === null ? null : wire(money(prizeMinor, currency))

/**
 * Opens a draw; shop credit is funded whole from the budget of the show.
 * @throws Refusal draws.showNotLive | prizeNeeded | budgetTooSmall | tooManyOpen
 */
export async function startDraw(ctx: Ctx, wish: Input<Api['draws.start']>): Promise<Output<Api['draws.start']>> {
  const { showId, title, winners, bought, repeatDays, followed = false, watchMinutes = null } = wish
  const show = await showToGiveIn(ctx, showId, { lock: true })
  if (show.status !== 'live') throw refuse(problem.showNotLive)
  const prizeMinor = wish.credit === undefined ? null : BigInt(wish.credit)
  if (prizeMinor === 0n) throw refuse(problem.prizeNeeded)
  if ((await store.openDrawsOf(ctx.sql, showId)).length > 0) throw refuse(problem.tooManyOpen)
  const drawId = newId<'draw'>(ctx.now)
  const draw = {
    ...{ drawId, showId, brandId: show.brandId, currency: show.currency, title, winners, bought, repeatDays },
    ...{ followed, watchMinutes },
    ...{ prize: prizeMinor === null ? ('physical' as const) : ('credit' as const), prizeMinor, seed: newSeed() },
    keyword: wish.keyword === undefined ? null : saidAs(wish.keyword),
    ...{ openedAt: ctx.now, closesAt: new Date(ctx.now.getTime() + wish.seconds * 1000) },
  }
  await store.insertDraw(ctx.sql, draw)
  if (prizeMinor !== null) {
    const transfer = funded(show, drawId, prizeMinor * BigInt(winners))
    await Promise.all(await posted(ctx.sql, ctx.now, show, transfer, problem.budgetTooSmall))
  }
  const closesAt = draw.closesAt.toISOString()
  const opened: DrawEvent = {
    type: 'draw.opened',
    body: {
      ...{ drawId, title, winners, bought, keyword: draw.keyword, closesAt },
      ...(followed && { followed }),
      ...(watchMinutes !== null && { watchMinutes }),
      ...{ credit: creditOf(draw), seedHash: sha256(draw.seed) },
    },
  }
  await appendToShow(ctx, showId, [opened])
  return { drawId, closesAt }
}

function ofShow(draw: store.DrawRow | undefined, { showId }: { showId: string }): store.DrawRow {
  if (draw?.showId !== showId) throw refuse(problem.unknownDraw)
  return draw
}

/** @throws Refusal draws.unknownDraw | closed | sayFirst | ownTeam | wonLately */
export async function enter(ctx: Ctx, wish: Input<Api['draws.enter']>): Promise<Output<Api['draws.enter']>> {
  const personId = callerId(ctx)
  const draw = ofShow(await store.keptDraw(ctx.sql, wish.drawId), wish)
  const { drawId, showId, brandId, keyword } = draw
  const had = await store.entryOf(ctx.sql, drawId, personId)
  if (had) return { drawId, entryId: had.entryId as never }
  if (draw.state !== 'open' || ctx.now >= draw.closesAt) throw refuse(problem.closed)
  if (rolesIn(ctx.who, brandId).length > 0) throw refuse(problem.ownTeam)
  if ((await wonLately(ctx, draw, [personId])).size > 0) throw refuse(problem.wonLately)
  if (draw.followed && !(await followersAmong(ctx.sql, brandId, [personId])).has(personId)) {
    throw refuse(problem.followFirst)
  }
  if (draw.watchMinutes !== null) {
    const { viewer } = wish
    const watched = await watchedOf(ctx.sql, ctx.now, showId, viewer === undefined ? [] : [viewer])
    const seconds = decideWatched(draw.watchMinutes, watched, [{ personId, viewer }]).missing?.get(personId)
    if (seconds !== undefined) throw refuse(problem.watchLonger, { seconds })
  }
  if (keyword !== null) {
    const said = await sayersOf(ctx.sql, showId, keyword, draw.openedAt, ctx.now)
    if (!said.some(({ authorId }) => authorId === personId)) throw refuse(problem.sayFirst)
  }
  const entryId = newId<'entry'>(ctx.now)
  const name = ctx.who.kind === 'person' ? ctx.who.name : ''
  const how = keyword === null ? ('tap' as const) : ('word' as const)
  await store.addEntries(ctx.sql, drawId, [{ entryId, personId, name, how, at: ctx.now }])
  const entry = (await store.entryOf(ctx.sql, drawId, personId))!
  return { drawId, entryId: entry.entryId as never }
}

/** The draws of a show, for its people. */
export async function readList({ sql }: Ctx, { showId }: Input<Api['draws.list']>): Promise<Output<Api['draws.list']>> {
  const rows = await store.drawsOfShow(sql, showId)
  const ids = rows.map(({ drawId }) => drawId)
  const won = Map.groupBy(await store.winnersOf(sql, ids), ({ drawId }) => drawId)
  return {
    items: rows.map((row) => ({
      ...{ drawId: row.drawId, title: row.title, state: row.state, entries: row.entries, credit: creditOf(row) },
      closesAt: row.closesAt.toISOString(),
      winners: (won.get(row.drawId) ?? []).map(({ entryId, name, address }) => ({
        ...{ entryId: entryId as never, name, address: address as never },
      })),
    })),
  }
}

/** The caller's entries in a show's draws. */
export async function readMine(ctx: Ctx, { showId }: Input<Api['draws.mine']>) {
  const rows = await store.entriesOfPerson(ctx.sql, showId, callerId(ctx))
  return {
    items: rows.map(({ drawId, entryId, rank, address }) => ({
      ...{ drawId, entryId: entryId as never, rank, hasAddress: address !== null },
    })),
  }
}

/** @throws Refusal draws.unknownDraw | notWinner | nothingToSend */
export async function claim(ctx: Ctx, wish: Input<Api['draws.claim']>): Promise<void> {
  const draw = ofShow(await store.drawById(ctx.sql, wish.drawId), wish)
  const entry = await store.entryOf(ctx.sql, draw.drawId, callerId(ctx))
  if (!entry?.rank) throw refuse(problem.notWinner)
  if (draw.prize !== 'physical') throw refuse(problem.nothingToSend)
  await store.setAddress(ctx.sql, entry.entryId, wish.address)
}

/** Everything needed to reckon a draw again. @throws Refusal draws.unknownDraw */
export async function readRecord({ sql }: Ctx, wish: Input<Api['draws.record']>): Promise<Output<Api['draws.record']>> {
  const draw = ofShow(await store.drawById(sql, wish.drawId), wish)
  const { drawId, winners, seed, chain, state } = draw
  const entries = state === 'drawn' ? await store.entriesOf(sql, drawId) : []
  const won = entries.filter((one) => one.rank !== null).sort((a, b) => a.rank! - b.rank!)
  return {
    ...{ drawId, winners, seedHash: sha256(seed), chain, seed: state === 'drawn' ? seed : null },
    entries: entries.map(({ entryId }) => entryId as never),
    won: won.map(({ entryId }) => entryId as never),
  }
}
