import { createHash } from 'node:crypto'
import { openHouse } from '../test/house.ts'
import { openTestServer } from '../test/postgres.ts'
import { buildWorld } from '../test/world.ts'
import { type PacketRecord, reckon } from './chance/packet.ts'
import { dice } from './random.ts'

/**
 * Red packets of every kind, opened by many at once, and reckoned again from their public record by a script of its own
 * (`prove/chance/packet.ts`), which knows docs/chance.md and none of our code: every share to the cent, every link of
 * the list. The hash of the seed and the last link are taken from the room's log, as a viewer has them.
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
  const sums = { packets: 0, shares: 0, forged: 0, found: 0 }
  try {
    await using house = await openHouse()
    const world = await buildWorld(house.estrade)
    const showId = world.shows.friday
    await house.estrade.database.sql`update shows.shows set picture = 'coming' where show_id = ${showId}`
    const bea = await world.as('bea')
    await bea('shows.start', { showId })
    await bea('packets.setBudget', { showId, amount: { minor: '1000000000', currency: 'EUR' } })
    for (let round = 1; round <= rounds && faults.length < 20; round++) {
      const pieces = 1 + die.roll(60)
      const kind = die.pick(['random', 'random', 'equal', 'list'] as const)
      const minor = String(kind === 'equal' ? 1 + die.roll(500) : pieces + die.roll(20_000))
      const list = kind === 'list' ? Array.from({ length: pieces }, () => String(1 + die.roll(900))) : []
      const { packetId } = await bea('packets.prepare', { showId, kind, minor, pieces, list })
      await bea('packets.launch', { packetId, opensInSeconds: 0 })
      // Some packets are emptied, of some a part is left when their time is over.
      const crowd = die.chance(0.6) ? pieces + die.roll(20) : die.roll(pieces)
      await openedBy(house, { showId, packetId }, crowd)
      await house.estrade.database.sql`
        update packets.packets set opens_at = opens_at - interval '1 hour', expires_at = now() - interval '1 minute'
        where packet_id = ${packetId} and state = 'open'`
      await house.beat('packets.endDue')
      await house.idle()
      const record = await house.anyone.call('packets.record', { showId, packetId })
      const told = await toldOf(house, showId, packetId)
      sums.packets++
      sums.shares += record.grabs.length
      const wrong = reckon(record, told)
      if (wrong) faults.push(`round ${round}, ${kind} of ${pieces}: ${wrong}`)
      for (const [how, forgery] of forgeries(record)) {
        sums.forged++
        if (reckon(forgery, told)) sums.found++
        else faults.push(`round ${round}, ${kind} of ${pieces}: ${how} was not found`)
      }
    }
  } finally {
    await server.close()
  }
  for (const fault of faults) console.error(fault)
  return { runs: rounds, violations: faults.length, ...sums }
}

type House = Awaited<ReturnType<typeof openHouse>>

async function openedBy(house: House, wish: { showId: string; packetId: string }, crowd: number): Promise<void> {
  const { app, database } = house.estrade
  const ctx = await house.inCtx(async (one) => one)
  const grab = () => {
    const personId = crypto.randomUUID() as never
    const who = { kind: 'person', personId, guest: false, name: 'Somebody', roles: {} } as const
    const own = { ...ctx, sql: database.sql, now: new Date(), who }
    return app.handlers['packets.grab'](own, wish as never, 'key').catch(() => {})
  }
  await Promise.all(Array.from({ length: crowd }, grab))
}

/** What the room's log says of a packet, event by event, as a viewer heard it. */
async function toldOf(house: House, showId: string, packetId: string) {
  const events = await house.estrade.database.sql<{ type: string; body: Record<string, string | null> }>`
    select type, body from log.events
    where log_id = ${showId} and type like 'packet.%' and body ->> 'packetId' = ${packetId} order by seq`
  return { seedHash: events[0]!.body.seedHash!, chain: events.at(-1)!.body.chain! }
}

function forgeries(record: PacketRecord): [how: string, record: PacketRecord][] {
  const { grabs, seed } = record
  const out: [string, PacketRecord][] = []
  const other = createHash('sha256').update('other').digest('hex')
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
