import { type Ctx, callerId } from '../../ctx.ts'
import { rolesIn } from '../../lib/access.ts'
import { type Batch, batch } from '../../lib/batch.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId, type PacketId, type PersonId, type ShowId } from '../../lib/ids.ts'
import { append, type NewEvent } from '../../lib/log.ts'
import { type MoneyWire, money, wire } from '../../lib/money.ts'
import { type Problem, refuse } from '../../lib/problems.ts'
import type { Database, Sql } from '../../lib/sql.ts'
import { watchedOf } from '../attendance/attendance.ts'
import { sha256, sharesWith } from '../chance/chance.ts'
import { grabLink } from '../chance/state.ts'
import { authorsIn } from '../chat/chat.ts'
import { followersAmong } from '../followers/followers.ts'
import { buyersInShow } from '../orders/orders.ts'
import { logOf } from '../shows/shows.ts'
import { decideGrabs, decideWatched, type Eligible, type GrabWish, saidAs } from './decide.ts'
import { endedEvent, termsOf } from './ending.ts'
import type { PacketEvent, Taker } from './events.ts'
import { given, posted } from './postings.ts'
import { packetProblems as problem } from './problems.ts'
import * as store from './store.ts'

type Answer = { grab: store.GrabRow } | { refused: Problem; details?: Record<string, unknown> | undefined }
type Grabbed = { packetId: PacketId; place: number; grabId: string; amount: MoneyWire }

/** Grabs of packets. One per process; Postgres decides between processes, under the packet's row lock. */
export type Grabs = {
  grab(ctx: Ctx, wish: Wish): Promise<Grabbed>
}
type Takers = ReadonlyMap<PersonId, store.GrabRow>
type Wish = {
  showId: ShowId
  packetId: PacketId
  password?: string | undefined
  device?: string | undefined
  viewer?: string | undefined
}

/** Packets that are over whose takers a process remembers: 10,000 of one are some 4 MB. */
const takersKept = 8

export function grabs(database: Database, clock: Clock): Grabs {
  const known = new Map<string, store.FallenRow>()
  const shares = new Map<string, readonly bigint[]>()
  const over = new Map<string, Problem>()

  const batched: Batch<PacketId, GrabWish, Answer> = batch(async (packetId, wishes) => {
    const gone = over.get(packetId)
    if (gone) return takersOf(packetId).then((had) => wishes.map((wish) => answerTo(wish, had, gone)))
    const done = await database.writeLast((sql) => grabMany(sql, clock.now(), packetId, wishes, sharesOf))
    if (done.over) over.set(packetId, done.over)
    return done.answers
  })

  /** Who has what of a packet that is over, read once: nothing is added to it any more, so all others are told from memory. */
  const takers = new Map<string, Promise<Takers>>()
  function takersOf(packetId: PacketId) {
    const known = takers.get(packetId)
    if (known) return known
    if (takers.size >= takersKept) takers.delete(takers.keys().next().value!)
    const read = store.grabsIn(database.sql, packetId)
    const byPerson = read.then((rows) => new Map(rows.map((row) => [row.personId, row])))
    takers.set(packetId, byPerson)
    // What could not be read is read again by the next who asks.
    byPerson.catch(() => takers.delete(packetId))
    return byPerson
  }

  /** The whole room taps at one instant: it is one read. */
  const read: Batch<PacketId, null, store.PacketRow | undefined> = batch(async (packetId, wishes) => {
    const packet = await store.packetById(database.sql, packetId)
    return wishes.map(() => packet)
  }, Number.POSITIVE_INFINITY)

  function sharesOf(packet: store.FallenRow): readonly bigint[] {
    const found = shares.get(packet.packetId) ?? sharesWith(termsOf(packet), packet.seed)
    if (shares.size > 100) shares.clear()
    shares.set(packet.packetId, found)
    return found
  }

  async function fallen({ packetId, showId }: Wish): Promise<store.FallenRow> {
    const packet = known.get(packetId) ?? (await read(packetId, null))
    if (!packet || packet.showId !== showId || packet.state === 'prepared') throw refuse(problem.unknownPacket)
    if (known.size > 10_000) known.clear()
    known.set(packetId, packet as store.FallenRow)
    return packet as store.FallenRow
  }

  return {
    async grab(ctx, wish) {
      const personId = callerId(ctx)
      const { packetId } = wish
      const packet = await fallen(wish)
      if (rolesIn(ctx.who, packet.brandId).length > 0) throw refuse(problem.ownTeam)
      if (ctx.now < packet.opensAt) {
        throw refuse(problem.notOpenYet, { opensAt: packet.opensAt.toISOString(), now: ctx.now.toISOString() })
      }
      const name = ctx.who.kind === 'person' ? ctx.who.name : ''
      const one: GrabWish = { personId, name, device: wish.device, viewer: wish.viewer }
      const gone = over.get(packetId)
      const had = gone && (await takersOf(packetId)).get(personId)
      if (gone && !had) throw refuse(gone)
      if (packet.password !== null && !had && saidAs(wish.password ?? '') !== packet.password) {
        throw refuse(problem.wrongPassword)
      }
      const answer = had ? { grab: had } : await batched(packetId, one)
      if ('refused' in answer) throw refuse(answer.refused, answer.details)
      const { place, grabId, minor } = answer.grab
      return { packetId, place, grabId, amount: wire(money(minor, packet.currency)) }
    },
  }
}

const answerTo = ({ personId }: GrabWish, had: Takers, refused: Problem): Answer => {
  const grab = had.get(personId)
  return grab ? { grab } : { refused }
}

type Decided = { answer: { answers: Answer[]; over: Problem | undefined }; writes: Promise<unknown>[] }

/** One batch: under the packet's lock decide who has which place, move the money, tell the room. One transaction. */
async function grabMany(
  sql: Sql,
  now: Date,
  packetId: PacketId,
  wishes: readonly GrabWish[],
  sharesOf: (packet: store.FallenRow) => readonly bigint[],
): Promise<Decided> {
  const personIds = wishes.map((wish) => wish.personId)
  const [row, had, devices] = await Promise.all([
    store.lockedPacket(sql, packetId),
    store.grabsOfPersons(sql, packetId, personIds),
    store.devicesAmong(
      sql,
      packetId,
      wishes.flatMap((wish) => wish.device ?? []),
    ),
  ])
  const packet = row as store.FallenRow
  const verdicts = decideGrabs(
    { ...packet, ended: packet.state === 'ended' },
    {
      places: new Map(had.map((one) => [one.personId, one.place])),
      devices: new Set(devices.map((one) => one.device)),
      eligible: await eligibleFor(sql, now, packet, wishes),
    },
    wishes,
    now,
  )
  const shares = sharesOf(packet)
  const fresh = verdicts.flatMap((verdict, i) => {
    if (!('place' in verdict)) return []
    const { personId, name, device = null } = wishes[i]!
    const { place } = verdict
    const shown = packet.eligibility === 'bought' ? null : name
    return [{ packetId, place, personId, grabId: newId(now), minor: shares[place - 1]!, name: shown, device }]
  })
  const rows = new Map([...had, ...fresh].map((one) => [one.place, one]))
  const answers = verdicts.map((verdict): Answer => {
    if ('refused' in verdict) return verdict
    return { grab: rows.get('place' in verdict ? verdict.place : verdict.again)! }
  })
  const isEmpty = packet.taken + fresh.length === packet.pieces
  const over = isEmpty ? problem.empty : packet.state === 'ended' ? problem.over : undefined
  return { answer: { answers, over }, writes: fresh.length > 0 ? await take(sql, now, packet, fresh) : [] }
}

async function eligibleFor(
  sql: Sql,
  now: Date,
  { eligibility, showId, brandId, watchMinutes }: store.FallenRow,
  wishes: readonly GrabWish[],
): Promise<Eligible | undefined> {
  const personIds = wishes.map((wish) => wish.personId)
  if (eligibility === 'followed') {
    return { who: await followersAmong(sql, brandId, personIds), otherwise: problem.followFirst }
  }
  if (eligibility === 'watched') {
    const viewers = wishes.flatMap((wish) => wish.viewer ?? [])
    return decideWatched(watchMinutes!, await watchedOf(sql, now, showId, viewers), wishes)
  }
  if (eligibility === 'commented') {
    const rows = await authorsIn(sql, showId, personIds)
    return { who: new Set<string>(rows.map((one) => one.authorId)), otherwise: problem.commentFirst }
  }
  if (eligibility === 'bought') return { who: await buyersInShow(sql, showId, personIds), otherwise: problem.buyFirst }
  return undefined
}

const takerOf = ({ place, name, minor }: Pick<store.GrabRow, 'place' | 'name' | 'minor'>): Taker => ({
  ...{ place, name, minor: minor.toString() },
})
const toldMost = 5

/** Writes down who has what, and tells the room, unawaited. */
async function take(
  sql: Sql,
  now: Date,
  packet: store.FallenRow,
  fresh: readonly store.GrabRow[],
): Promise<Promise<unknown>[]> {
  const { packetId, showId } = packet
  const chain = fresh.reduce((link, one) => sha256(grabLink(link, { ...one, minor: `${one.minor}` })), packet.chain)
  const taken = packet.taken + fresh.length
  const spentMinor = fresh.reduce((sum, one) => sum + one.minor, packet.spentMinor)
  const before = { place: packet.bestPlace!, minor: packet.bestMinor ?? 0n, name: packet.bestName }
  const best = fresh.reduce<Pick<store.GrabRow, 'place' | 'name' | 'minor'>>(
    (most, one) => (one.minor > most.minor ? one : most),
    before,
  )
  const after = { ...packet, taken, spentMinor, chain }
  const grabbed: PacketEvent = {
    type: 'packet.grabbed',
    body: {
      ...{ packetId, taken, spent: spentMinor.toString(), chain },
      latest: fresh.slice(-toldMost).reverse().map(takerOf),
      best: takerOf(best),
    },
  }
  const events: NewEvent[] = [grabbed]
  if (taken === packet.pieces) events.push(endedEvent(after, 'empty'))
  const ofLedger = await posted(sql, now, packet, given(packet, packetId, fresh))
  return [
    ...ofLedger,
    store.setTaken(sql, {
      ...{ packetId, taken, spentMinor, chain },
      ...{ bestPlace: best.place, bestMinor: best.minor, bestName: best.name },
    }),
    store.insertGrabs(sql, packetId, now, fresh),
    ...(taken === packet.pieces ? [store.setEnded(sql, packetId, now, 'empty')] : []),
    append(sql, logOf(showId), now, events),
  ]
}
