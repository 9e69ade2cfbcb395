import { randomUUID } from 'node:crypto'
import { type Buyer, insertBuyers } from '../bench/load/buyers.ts'
import { freshDatabase } from '../bench/load/processes.ts'
import { openStall, type Stall } from '../bench/load/stall.ts'
import { headOf } from '../src/lib/log.ts'
import { type Database, openDatabase } from '../src/lib/sql.ts'
import { logOf } from '../src/modules/shows/shows.ts'
import * as books from './oversell/books.ts'
import { claim, type Field, pay } from './oversell/buyer.ts'
import { type Crew, openCrew } from './oversell/crew.ts'
import { type Dice, dice } from './random.ts'
import { type Onlooker, openOnlooker } from './restart/onlooker.ts'

/**
 * Three nodes are replaced one after the other under five drops and many viewers: no purchase fails, no event is lost.
 *
 * Every node gets SIGTERM and is started anew once it has ended, while buyers claim and pay at whichever node they reach,
 * asking again with the same key when nobody answers, as the browser does. Viewers follow with the browser's own
 * socket, at any node. In the end every buyer has an order that is paid or was told that there was none left, the
 * books add up, and every viewer has every event of the show once.
 */
export async function run({ smoke, seed, sockets }: { smoke: boolean; seed: number; sockets?: number }) {
  const size = smoke ? { viewers: sockets ?? 30, buyers: 40 } : { viewers: sockets ?? 3000, buyers: 300 }
  await using disk = await freshDatabase()
  const env = { DATABASE_URL: disk.url, ESTRADE_DATA: disk.folder, ESTRADE_ROLES: 'web,rooms,jobs', LOG_LEVEL: 'fatal' }
  await using crew = await openCrew(3, env)
  const database = openDatabase(disk.url, { connections: 6, name: 'prove' })
  const die = dice(seed)
  const violations: string[] = []
  try {
    const stall = await openStall(database, () => crew.port(die))
    const buyers = await insertBuyers(database, disk.folder, size.buyers)
    const from = await headOf(database.sql, logOf(stall.showId as never))
    const onlookers = Array.from({ length: size.viewers }, () => openOnlooker(crew, die, stall.showId, from))
    const told = await sellMeanwhile({ database, crew, die, stall, buyers, violations })
    const head = await headOf(database.sql, logOf(stall.showId as never))
    await Promise.all(onlookers.map((one) => one.reaches(head)))
    violations.push(...onlookers.flatMap((one, i) => faultOf(one, i, head - from)))
    const came = onlookers.reduce((sum, one) => sum + one.opened, 0)
    for (const one of onlookers) one.stop()
    return { violations: report(violations), ...size, drops: told.length, ...told.total, restarts: crew.restarts, came }
  } finally {
    await database.close()
  }
}

const unitsOfDrop = 12
type Ground = {
  database: Database
  crew: Crew
  die: Dice
  stall: Stall
  buyers: Buyer[]
  violations: string[]
}

/** Five drops, bought while every node is replaced once. */
async function sellMeanwhile(ground: Ground) {
  const { database, crew, die, stall, buyers, violations } = ground
  const dropIds: string[] = []
  for (let n = 0; n < 5; n++)
    dropIds.push(await stall.addDrop({ quantity: unitsOfDrop, perBuyer: 2, holdSeconds: 600 }))
  const fields = dropIds.map((dropId): Field => {
    const endTime = (holdId: string) => books.endTime(database.sql, dropId, holdId)
    return {
      crew,
      die,
      dropId,
      brandId: stall.brandId,
      won: new Map(),
      refused: new Map(),
      tickets: new Map(),
      faults: violations,
      endTime,
    }
  })
  let replaced = false
  const replacing = crew.restartEach().then(() => {
    replaced = true
  })
  let bought = 0
  // One after the other comes, so that somebody buys at every moment of the replacing; the last ones after it.
  await Promise.all(
    buyers.map(async (buyer, i) => {
      await pause((i % 20) * 150)
      while (!replaced && i % 4 === 3) await pause(200)
      const won = await claim(fields[i % fields.length]!, buyer, 1, randomUUID())
      if (!won) return
      if (await pay(fields[i % fields.length]!, won)) bought++
      else violations.push(`buyer ${i} has a unit and could not pay for it`)
    }),
  )
  await replacing
  let sold = 0
  for (const [i, dropId] of dropIds.entries()) {
    const { faultsOf, unitsOf, falseNews } = books
    for (const { fault } of await faultsOf(database.sql, dropId, unitsOfDrop, 2)) violations.push(`drop ${i}: ${fault}`)
    for (const { fault } of await falseNews(database.sql, dropId, unitsOfDrop)) violations.push(`drop ${i}: ${fault}`)
    sold += (await unitsOf(database.sql, dropId)).sold
  }
  if (sold !== bought) violations.push(`${bought} purchases, ${sold} units sold`)
  return { length: dropIds.length, total: { bought, sold } }
}

function faultOf({ seqs, refreshed }: Onlooker, i: number, events: number): string[] {
  const holes = seqs.filter((seq, n) => n > 0 && seq !== seqs[n - 1]! + 1).length
  if (refreshed > 0) return [`viewer ${i} had to take a fresh snapshot`]
  return seqs.length === events && holes === 0
    ? []
    : [`viewer ${i} heard ${seqs.length} of ${events} events, ${holes} holes`]
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function report(violations: string[]): number {
  for (const line of violations.slice(0, 40)) console.error(line)
  return violations.length
}
