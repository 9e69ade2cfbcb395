import { createHash } from 'node:crypto'
import type { ShowId } from '../src/lib/ids.ts'
import type { Sql } from '../src/lib/sql.ts'
import { openHouse } from '../test/house.ts'
import { openTestServer } from '../test/postgres.ts'
import { buildWorld } from '../test/world.ts'
import { type DrawRecord, type DrawTold, reckonDraw } from './chance/draw.ts'
import { type PacketRecord, reckon } from './chance/packet.ts'
import { type Dice, dice } from './random.ts'

/**
 * Red packets of every kind, opened by many at once, and draws, entered by many at once: all are reckoned again from
 * their public record by scripts of their own (`prove/chance/`), which know docs/chance.md and none of our code: every
 * share to the cent, every winner, every link of the lists. The hash of the seed, the last link and the winners are
 * taken from the room's log, as a viewer has them.
 *
 * Then every record is forged: one amount, one entry, one order, one seed changed. A forgery that is not found is a
 * violation as well.
 */
export async function run({ smoke, seed, runs }: { smoke: boolean; seed: number; runs?: number }) {
  const rounds = runs ?? (smoke ? 20 : 200)
  const die = dice(seed)
  const server = await openTestServer()
  process.env.TEST_POSTGRES_URL = server.url
  const faults: string[] = []
  const sums = { packets: 0, shares: 0, draws: 0, entries: 0, forged: 0, found: 0 }
  try {
    await using house = await openHouse()
    const world = await buildWorld(house.estrade)
    const showId = world.shows.friday
    await house.estrade.database.sql`update shows.shows set picture = 'coming' where show_id = ${showId}`
    const bea = await world.as('bea')
    await bea('shows.start', { showId })
    await bea('packets.setBudget', { showId, amount: { minor: '1000000000', currency: 'EUR' } })
    const stage = { house, bea, showId, die }
    for (let round = 1; round <= rounds && faults.length < 20; round++) {
      for (const { what, wrong, unseen, forged } of [await onePacket(stage, sums), await oneDraw(stage, sums)]) {
        sums.forged += forged
        sums.found += forged - unseen.length
        if (wrong) faults.push(`round ${round}, ${what}: ${wrong}`)
        faults.push(...unseen.map((how) => `round ${round}, ${what}: ${how} was not found`))
      }
    }
  } finally {
    await server.close()
  }
  for (const fault of faults) console.error(fault)
  return { runs: rounds, violations: faults.length, ...sums }
}

type House = Awaited<ReturnType<typeof openHouse>>
type Bea = Awaited<ReturnType<Awaited<ReturnType<typeof buildWorld>>['as']>>
type Stage = { house: House; bea: Bea; showId: ShowId; die: Dice }
/** What does not hold, and which forgeries were not seen. */
type Found = { what: string; wrong: string | undefined; unseen: string[]; forged: number }

function found<R>(
  what: string,
  record: R,
  forgeries: [how: string, record: R][],
  check: (record: R) => string | undefined,
) {
  const unseen = forgeries.filter(([, forgery]) => check(forgery) === undefined).map(([how]) => how)
  return { what, wrong: check(record), unseen, forged: forgeries.length }
}

async function onePacket(stage: Stage, sums: { packets: number; shares: number }): Promise<Found> {
  const { house, bea, showId, die } = stage
  const pieces = 1 + die.roll(60)
  const kind = die.pick(['random', 'random', 'equal', 'list'] as const)
  const minor = String(kind === 'equal' ? 1 + die.roll(500) : pieces + die.roll(20_000))
  const list = kind === 'list' ? Array.from({ length: pieces }, () => String(1 + die.roll(900))) : []
  const { packetId } = await bea('packets.prepare', { showId, kind, minor, pieces, list })
  await bea('packets.launch', { packetId, opensInSeconds: 0 })
  // Some packets are emptied, of some a part is left when their time is over.
  const crowd = die.chance(0.6) ? pieces + die.roll(20) : die.roll(pieces)
  await byMany(house, 'packets.grab', { showId, packetId }, crowd)
  await house.estrade.database.sql`
    update packets.packets set opens_at = opens_at - interval '1 hour', expires_at = now() - interval '1 minute'
    where packet_id = ${packetId} and state = 'open'`
  await house.beat('packets.endDue')
  await house.idle()
  const record = await house.anyone.call('packets.record', { showId, packetId })
  const events = await toldOf(house, showId, packetId)
  const told = { seedHash: events[0]!.body.seedHash as string, chain: events.at(-1)!.body.chain as string }
  sums.packets++
  sums.shares += record.grabs.length
  return found(`${kind} of ${pieces}`, record, forgeriesOfPacket(record), (one) => reckon(one, told))
}

async function oneDraw(stage: Stage, sums: { draws: number; entries: number }): Promise<Found> {
  const { house, bea, showId, die } = stage
  const [winners, crowd] = [1 + die.roll(5), die.roll(40)]
  const credit = die.chance(0.5) ? { credit: String(1 + die.roll(2000)) } : {}
  const { drawId } = await bea('draws.start', { showId, title: 'A draw', winners, repeatDays: 0, ...credit })
  await byMany(house, 'draws.enter', { showId, drawId }, crowd)
  await house.estrade.database.sql`
    update draws.draws set opened_at = opened_at - interval '1 hour', closes_at = now() - interval '1 minute'
    where draw_id = ${drawId}`
  await house.beat('draws.watch')
  await house.idle()
  const record = await house.anyone.call('draws.record', { showId, drawId })
  const events = await toldOf(house, showId, drawId)
  const [opened, drawn] = [events[0]!.body as unknown as DrawTold, events.at(-1)!.body]
  const winning = drawn.winners as unknown as { entryId: string }[]
  const told = {
    ...{ seedHash: opened.seedHash, chain: drawn.chain as string },
    winners: winning.map(({ entryId }) => entryId),
  }
  sums.draws++
  sums.entries += record.entries.length
  const wrong = record.entries.length === crowd ? [] : [`${record.entries.length} of ${crowd} stand in the list`]
  const all = found(`draw of ${winners} from ${crowd}`, record, forgeriesOfDraw(record), (one) => reckonDraw(one, told))
  return { ...all, wrong: wrong[0] ?? all.wrong }
}

/** By so many people with accounts, all at once. */
async function byMany(house: House, what: 'packets.grab' | 'draws.enter', wish: object, crowd: number): Promise<void> {
  const { app, database } = house.estrade
  const ctx = await house.inCtx(async (one) => one)
  const one = () => {
    const personId = crypto.randomUUID() as never
    const who = { kind: 'person', personId, guest: false, name: 'Somebody', roles: {} } as const
    const ask = (sql: Sql) => app.handlers[what]({ ...ctx, sql, now: new Date(), who }, wish as never, 'key')
    // A grab opens its own transaction, in a batch; an entry is one.
    return what === 'packets.grab' ? ask(database.sql).catch(() => {}) : database.write(async (sql) => ask(sql))
  }
  await Promise.all(Array.from({ length: crowd }, one))
}

/** What the room's log says of a packet or a draw, event by event, as a viewer heard it. */
const toldOf = (house: House, showId: string, id: string) =>
  house.estrade.database.sql<{ type: string; body: Record<string, unknown> }>`
    select type, body from log.events
    where log_id = ${showId} and ${id} in (body ->> 'packetId', body ->> 'drawId') order by seq`

const other = createHash('sha256').update('other').digest('hex')

function forgeriesOfDraw(record: DrawRecord): [how: string, record: DrawRecord][] {
  const { entries, won } = record
  const out: [string, DrawRecord][] = [['another seed', { ...record, seed: other }]]
  const [first, second, ...rest] = entries
  if (!first) return out
  out.push(['an entry left out', { ...record, entries: entries.slice(1) }])
  out.push(['an entry that was not there', { ...record, entries: [...entries, 'x'] }])
  out.push(['another winner', { ...record, won: ['x', ...won.slice(1)] }])
  if (second) out.push(['two entries that changed places', { ...record, entries: [second, first, ...rest] }])
  return out
}

function forgeriesOfPacket(record: PacketRecord): [how: string, record: PacketRecord][] {
  const { grabs, seed } = record
  const out: [string, PacketRecord][] = []
  if (seed !== null) out.push(['another seed', { ...record, seed: other }])
  const [first, second] = grabs
  if (!first) return out
  const richer = { ...first, minor: String(Number(first.minor) + 1) }
  out.push(['a share that is a cent higher', { ...record, grabs: [richer, ...grabs.slice(1)] }])
  out.push(['another taker', { ...record, grabs: [{ ...first, grabId: second?.grabId ?? 'x' }, ...grabs.slice(1)] }])
  out.push(['a taker left out', { ...record, grabs: grabs.slice(0, -1) }])
  if (second) {
    const swapped = [{ ...second, place: 1 }, { ...first, place: 2 }, ...grabs.slice(2)]
    out.push(['two takers who changed places', { ...record, grabs: swapped }])
  }
  return out
}
