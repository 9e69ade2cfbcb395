import { liveShow } from '../prove/live-show.ts'
import { dice } from '../prove/random.ts'
import { systemClock } from '../src/lib/clock.ts'
import { ctxOver } from '../src/lib/http.ts'
import { type BrandId, newId, type PersonId } from '../src/lib/ids.ts'
import { money, wire } from '../src/lib/money.ts'
import { type Database, openDatabase } from '../src/lib/sql.ts'
import { brandById, setUp } from '../src/modules/accounts/accounts.ts'
import { sharesWith } from '../src/modules/chance/chance.ts'
import { audit } from '../src/modules/ledger/ledger.ts'
import * as packets from '../src/modules/packets/packets.ts'
import { openRedis } from '../test/redis.ts'
import { type GrabPeer, redisPeer, rowLockPeer } from './load/grab-peers.ts'
import { freshDatabase } from './load/processes.ts'
import { median } from './load/rounds.ts'

/**
 * A red packet of 10,000 shares and 50,000 people who all tap once; beside a row lock a grab, and a script in Redis.
 *
 * All three are called in this process, without HTTP. Ours and the row lock's run over the same server with the
 * durability of production; Redis keeps nothing. Ours also moves the money in the ledger, links the list that anybody
 * can check and tells the room; the others do not. A figure is the whole rush: from the first tap until everybody has
 * been told what they have, or that it is empty. After each rush what people have is added up; a run in which it is not
 * what was in the packet has no number.
 */
export async function run({ smoke, seed }: { smoke: boolean; seed: number }): Promise<Record<string, unknown>> {
  await using server = await freshDatabase()
  await using redis = await openRedis()
  const database = openDatabase(server.url)
  const lua = await redisPeer(redis.url)
  try {
    const size = smoke
      ? { pieces: 500, people: 2500, rounds: 1, seed }
      : { pieces: 10_000, people: 50_000, rounds: 5, seed }
    return await measure(database, lua, size)
  } finally {
    await lua.close()
    await database.close()
  }
}

type Size = { pieces: number; people: number; rounds: number; seed: number }
const inFlight = { ours: 10_000, rowLock: 64, lua: 10_000 }

async function measure(database: Database, lua: GrabPeer, { pieces, people, rounds, seed }: Size) {
  const ours = await openOurs(database)
  const rowLock = await rowLockPeer(database)
  const die = dice(seed)
  const rates = { ours: [] as number[], rowLock: [] as number[], lua: [] as number[] }
  let cpuSeconds = 0
  for (let round = 1; round <= rounds; round++) {
    const totalMinor = BigInt(pieces * 10 + die.roll(pieces * 100))
    const shares = sharesWith({ ...terms, totalMinor: `${totalMinor}`, pieces }, `${seed} ${round}`)
    const rush = async (who: GrabPeer, many: number) => {
      await who.open(shares)
      const perSecond = await rushed(who, people, pieces, many)
      if ((await who.given()) !== totalMinor) throw new Error(`${await who.given()} was given of ${totalMinor}`)
      return perSecond
    }
    const before = process.cpuUsage()
    rates.ours.push(await rush(ours, inFlight.ours))
    const { user, system } = process.cpuUsage(before)
    cpuSeconds += (user + system) / 1e6
    rates.lua.push(await rush(lua, inFlight.lua))
    rates.rowLock.push(await rush(rowLock, inFlight.rowLock))
    const last = Object.entries(rates).map(([name, all]) => `${name} ${Math.round(all.at(-1)!)}/s`)
    console.log(`round ${round}: ${last.join(' | ')}`)
  }
  const { faults } = await audit(database.sql, ours.brandId)
  if (faults.length > 0) throw new Error(faults.join('\n'))
  const ratioTo = (peer: number[]) => Math.round(median(rates.ours.map((one, i) => one / peer[i]!)) * 100) / 100
  return {
    ...{ unit: 'grabs/s', ours: Math.round(median(rates.ours)), peer: Math.round(median(rates.rowLock)) },
    ...{ ratio: ratioTo(rates.rowLock), redis: Math.round(median(rates.lua)), ratioToRedis: ratioTo(rates.lua) },
    cpuMicrosecondsAGrab: Math.round((cpuSeconds * 1e6) / (people * rounds)),
    ...{ pieces, people, rounds, faults: faults.length },
  }
}

const terms = { packetId: 'bench', kind: 'random' as const, currency: 'EUR', list: [], seedHash: null }

/** Everybody taps once, so many at a time. @returns taps that were answered a second */
async function rushed(who: GrabPeer, people: number, pieces: number, many: number): Promise<number> {
  const ids = Array.from({ length: people }, () => newId<'person'>(new Date()))
  let [next, won] = [0, 0]
  const start = performance.now()
  const tapper = async () => {
    while (next < people) if (await who.grab(ids[next++]!)) won++
  }
  await Promise.all(Array.from({ length: many }, tapper))
  const ms = performance.now() - start
  if (won !== pieces) throw new Error(`${won} people had a share of ${pieces}`)
  return (people * 1000) / ms
}

/** A brand with a show on air and a budget; `open` lets a packet of as many shares and the same sum fall. */
async function openOurs(database: Database): Promise<GrabPeer & { brandId: BrandId }> {
  const silent = { info() {}, warn() {}, error() {}, debug() {} } as never
  const needs = { doors: {} as never, log: silent, clock: systemClock }
  const write = <T>(work: (ctx: ReturnType<typeof ctxOver>) => Promise<T>) =>
    database.write((sql) => work(ctxOver(sql, { kind: 'house' }, needs)))
  const owner = { name: 'Owner', email: 'owner@bench.example', password: 'bench-bench-bench' }
  const brand = { name: 'Bench', slug: 'bench', currency: 'EUR' as const, country: 'FR' }
  const { brandId } = await write(
    async (ctx) => (await brandById(ctx.sql, (await setUp(ctx, { brand, owner })).brandId))!,
  )
  const showId = await liveShow({ brandId, database, write })
  const { grab } = packets.grabs(database, systemClock)
  const amount = wire(money(10n ** 10n, 'EUR'))
  await write((ctx) => packets.setBudget(ctx, { showId, amount }))
  let packetId: Awaited<ReturnType<typeof packets.prepare>>['packetId']
  return {
    brandId,
    async open(shares) {
      const minor = `${shares.reduce((sum, one) => sum + one, 0n)}`
      const wish = { showId, kind: 'random' as const, minor, pieces: shares.length, list: [], greeting: '' }
      packetId = await write(async (ctx) => {
        const made = await packets.prepare(ctx, { ...wish, eligibility: 'anyone', lastsSeconds: 3600 })
        await packets.launch(ctx, { ...made, opensInSeconds: 0 })
        return made.packetId
      })
    },
    async grab(personId) {
      const who = { kind: 'person', personId: personId as PersonId, guest: false, name: 'Somebody', roles: {} } as const
      try {
        await grab({ sql: database.sql, who, now: systemClock.now() } as never, { showId, packetId })
        return true
      } catch (error) {
        if ((error as { problem?: { code: string } }).problem?.code === 'packets.empty') return false
        throw error
      }
    },
    async given() {
      const rows = await database.sql<{ minor: bigint }>`
        select sum(minor)::bigint as minor from packets.grabs where packet_id = ${packetId}`
      return rows[0]!.minor
    },
  }
}
