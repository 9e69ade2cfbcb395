/** Red packets: shop credit that falls into a room, for whoever opens it first, and that anybody can reckon again. */
import { type Ctx, callerId } from '../../ctx.ts'
import type { Owner } from '../../lib/access.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type BrandId, newId, type PacketId } from '../../lib/ids.ts'
import { type MoneyWire, money, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { newSeed, sha256 } from '../chance/chance.ts'
import { packetHead } from '../chance/state.ts'
import { appendToShow } from '../shows/shows.ts'
import { showToGiveIn } from './budget.ts'
import type { packetsContract } from './contract.ts'
import { planOf, saidAs } from './decide.ts'
import { termsOf } from './ending.ts'
import type { PacketEvent } from './events.ts'
import { funded, posted } from './postings.ts'
import { packetProblems as problem } from './problems.ts'
import * as store from './store.ts'

export { closeBudget, readBudget, setBudget, showToGiveIn } from './budget.ts'
export { decideWatched, saidAs } from './decide.ts'
export { hearShowEnded } from './ending.ts'
export { type Grabs, grabs } from './grabs.ts'
export { funded, given, posted, returned } from './postings.ts'

type Api = typeof packetsContract

const openMost = 3

export async function packetOwner(sql: Sql, packetId: string): Promise<Owner | undefined> {
  const packet = await store.packetById(sql, packetId)
  return packet && { brandId: packet.brandId }
}

/** @throws Refusal packets.showOver | badTerms */
/** Of a packet that has fallen: whose it is, and since when it can be opened. */
export async function packetTimes(sql: Sql, packetId: string): Promise<{ brandId: BrandId; opensAt: Date }> {
  const packet = (await store.packetById(sql, packetId))!
  return { brandId: packet.brandId, opensAt: packet.opensAt! }
}

export async function prepare(ctx: Ctx, wish: Input<Api['packets.prepare']>): Promise<{ packetId: PacketId }> {
  const { showId, greeting, password, eligibility, lastsSeconds } = wish
  const { brandId, currency } = await showToGiveIn(ctx, showId)
  const plan = planOf({ ...wish, minor: BigInt(wish.minor) })
  const watchMinutes = eligibility === 'watched' ? wish.watchMinutes : null
  if (!plan || watchMinutes === undefined) throw refuse(problem.badTerms)
  const packetId = newId<'packet'>(ctx.now)
  await store.insertPacket(ctx.sql, {
    ...{ packetId, showId, brandId, currency, greeting, eligibility, watchMinutes, lastsSeconds, preparedAt: ctx.now },
    ...{ kind: plan.kind, totalMinor: plan.totalMinor, pieces: plan.pieces, list: [...plan.list] },
    password: password === undefined ? null : saidAs(password),
  })
  return { packetId }
}

/** @throws Refusal packets.launchedAlready */
export async function discard(ctx: Ctx, { packetId }: Input<Api['packets.discard']>): Promise<void> {
  if (!(await store.deletePrepared(ctx.sql, packetId))) throw refuse(problem.launchedAlready)
}

/**
 * Lets a packet fall: funded whole, its seed's hash told before anybody can open it.
 * @throws Refusal packets.showNotLive | launchedAlready | budgetTooSmall | tooManyOpen
 */
export async function launch(ctx: Ctx, { packetId, opensInSeconds }: Input<Api['packets.launch']>) {
  const { showId } = (await store.packetById(ctx.sql, packetId))!
  const show = await showToGiveIn(ctx, showId, { lock: true })
  if (show.status !== 'live') throw refuse(problem.showNotLive)
  const packet = (await store.lockedPacket(ctx.sql, packetId))!
  if (packet.state !== 'prepared') throw refuse(problem.launchedAlready)
  if ((await store.openPacketsOf(ctx.sql, showId)).length >= openMost) throw refuse(problem.tooManyOpen)

  const opensAt = new Date(ctx.now.getTime() + opensInSeconds * 1000)
  const expiresAt = new Date(opensAt.getTime() + packet.lastsSeconds * 1000)
  const fallen = { ...packet, opensAt, expiresAt, seed: packet.kind === 'random' ? newSeed() : null }
  const terms = termsOf(fallen)
  await store.setLaunched(ctx.sql, { ...fallen, chain: sha256(packetHead(terms)) })
  const writes = await posted(
    ctx.sql,
    ctx.now,
    packet,
    funded(packet, packetId, packet.totalMinor),
    problem.budgetTooSmall,
  )
  await Promise.all(writes)
  await appendToShow(ctx, showId, [launchedEvent(fallen, terms.seedHash)])
  return { packetId, opensAt: opensAt.toISOString(), expiresAt: expiresAt.toISOString() }
}

const totalOf = ({ totalMinor, currency }: store.PacketRow): MoneyWire => wire(money(totalMinor, currency))

const launchedEvent = (
  packet: Omit<store.FallenRow, 'chain'> & { chain: string | null },
  seedHash: string | null,
): PacketEvent => {
  const { packetId, kind, pieces, list, greeting, eligibility, watchMinutes, opensAt, expiresAt } = packet
  return {
    type: 'packet.launched',
    body: {
      ...{ packetId, kind, pieces, list, greeting, eligibility, seedHash, total: totalOf(packet) },
      ...(watchMinutes !== null && { watchMinutes }),
      ...{ hasPassword: packet.password !== null, opensAt: opensAt.toISOString(), expiresAt: expiresAt.toISOString() },
    },
  }
}

/** The packets of a show, for its people. */
export async function readList(
  { sql }: Ctx,
  { showId }: Input<Api['packets.list']>,
): Promise<Output<Api['packets.list']>> {
  const rows = await store.packetsOfShow(sql, showId)
  return {
    items: rows.map((row) => {
      const { packetId, kind, pieces, list, greeting, password, eligibility, lastsSeconds, state, taken } = row
      const { watchMinutes, opensAt, expiresAt, endedWhy, bestPlace, bestMinor, bestName } = row
      return {
        ...{ packetId, kind, pieces, list, greeting, password, eligibility, lastsSeconds, state, taken, endedWhy },
        watchMinutes,
        ...{ opensAt: opensAt?.toISOString() ?? null, expiresAt: expiresAt?.toISOString() ?? null },
        ...{ total: totalOf(row), spent: wire(money(row.spentMinor, row.currency)) },
        best: bestPlace === null ? null : { place: bestPlace, name: bestName, minor: bestMinor!.toString() },
      }
    }),
  }
}

/** What the caller had of a show's packets. */
export async function readMine(ctx: Ctx, { showId }: Input<Api['packets.mine']>) {
  const rows = await store.grabsOfPerson(ctx.sql, showId, callerId(ctx))
  return {
    items: rows.map(({ packetId, place, grabId, minor, currency }) => ({
      ...{ packetId, place, grabId: grabId as never, amount: wire(money(minor, currency)) },
    })),
  }
}

/** Everything needed to reckon a packet again. @throws Refusal packets.unknownPacket */
export async function readRecord(
  { sql }: Ctx,
  { showId, packetId }: Input<Api['packets.record']>,
): Promise<Output<Api['packets.record']>> {
  const packet = await store.packetById(sql, packetId)
  if (packet?.showId !== showId || packet.state === 'prepared') throw refuse(problem.unknownPacket)
  const ended = packet.state === 'ended'
  const rows = await store.grabsIn(sql, packetId)
  return {
    ...{ ...termsOf(packet), packetId, list: packet.list, chain: packet.chain!, ended },
    seed: ended ? packet.seed : null,
    grabs: rows.map(({ place, grabId, minor, name }) => ({
      ...{ place, grabId: grabId as never, minor: minor.toString(), name },
    })),
  }
}
