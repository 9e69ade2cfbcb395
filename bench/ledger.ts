import { dice } from '../prove/random.ts'
import { systemClock } from '../src/lib/clock.ts'
import { type BrandId, newId } from '../src/lib/ids.ts'
import { type Database, openDatabase } from '../src/lib/sql.ts'
import { type AccountName, audit, openLedger, post, type Transfer } from '../src/modules/ledger/ledger.ts'
import { naiveTransfer, openNaiveLedger } from './load/naive-ledger.ts'
import { freshDatabase } from './load/processes.ts'
import { median } from './load/rounds.ts'

/**
 * Transfers between 100,000 purses, the popular ones far more often; beside `select … for update` a transfer.
 *
 * Both sides are called in this process, without HTTP, over the same server with the durability of production. Who
 * gives and who gets is drawn by Zipf's law with s = 2, so that most transfers touch a handful of accounts. After each
 * side everything is added up again; a run that does not add up has no number.
 */
export async function run({ smoke, seed }: { smoke: boolean; seed: number }): Promise<Record<string, unknown>> {
  await using server = await freshDatabase()
  const database = openDatabase(server.url)
  try {
    return await measure(database, {
      purses: smoke ? 2000 : 100_000,
      rounds: smoke ? 1 : 5,
      ms: smoke ? 1000 : 4000,
      seed,
    })
  } finally {
    await database.close()
  }
}

type Size = { purses: number; rounds: number; ms: number; seed: number }
const inFlight = { ours: 4000, peer: 64 }

async function measure(database: Database, { purses, rounds, ms, seed }: Size) {
  const bookId = newId<'brand'>(new Date()) as BrandId
  await fillPurses(database, bookId, purses)
  await openNaiveLedger(database, purses)
  const ledger = openLedger(database, systemClock)
  const die = dice(seed)
  const pick = zipf(purses, die.roll)
  let last = 0
  const give = async () => {
    const [from, to] = pair(pick)
    const answer = await ledger(bookId, move(`${++last}`, coins(from), coins(to), 1n))
    if ('refused' in answer) throw new Error(answer.refused.code)
  }
  const giveNaively = () => naiveTransfer(database, newId(new Date()), pair(pick), 1n)

  const [ours, peer]: [number[], number[]] = [[], []]
  let cpuSeconds = 0
  for (let round = 1; round <= rounds; round++) {
    const before = process.cpuUsage()
    ours.push(await perSecond(give, inFlight.ours, ms))
    const { user, system } = process.cpuUsage(before)
    cpuSeconds += (user + system) / 1e6
    peer.push(await perSecond(giveNaively, inFlight.peer, ms))
    console.log(`round ${round}: ours ${Math.round(ours.at(-1)!)}/s | peer ${Math.round(peer.at(-1)!)}/s`)
  }
  const { transfers, faults } = await audit(database.sql, bookId)
  if (faults.length > 0) throw new Error(faults.join('\n'))
  const ratios = ours.map((one, i) => one / peer[i]!)
  return {
    ...{ unit: 'transfers/s', ours: Math.round(median(ours)), peer: Math.round(median(peer)) },
    ratio: Math.round(median(ratios) * 10) / 10,
    cpuMicrosecondsATransfer: Math.round((cpuSeconds * 1e6) / last),
    ...{ accounts: purses, transfers, faults: faults.length, rounds, inFlight: inFlight.ours },
  }
}

const coins = (purse: number): AccountName => ({ purpose: 'coins', owner: `${purse}`, currency: 'EUR' })
const provider: AccountName = { purpose: 'provider', owner: 'bench', currency: 'EUR' }
const move = (key: string, from: AccountName, to: AccountName, minor: bigint): Transfer => ({
  ...{ key, kind: 'bench.moved' },
  postings: [
    { account: from, minor: -minor },
    { account: to, minor },
  ],
})

const enough = 10n ** 9n

async function fillPurses(database: Database, bookId: BrandId, purses: number): Promise<void> {
  for (let first = 0; first < purses; first += 1000) {
    const filled = Array.from({ length: 1000 }, (_, i) => ({ account: coins(first + i), minor: enough }))
    const postings = [...filled, { account: provider, minor: -enough * 1000n }]
    await database.writeLast((sql) =>
      post(sql, new Date(), bookId, [{ key: `fill ${first}`, kind: 'bench.filled', postings }]),
    )
  }
}

/** Which purse, the first far more often than the last: of rank r with a share of 1 / r². */
function zipf(purses: number, roll: (below: number) => number): () => number {
  let sum = 0
  const upTo = Float64Array.from({ length: purses }, (_, i) => (sum += 1 / (i + 1) ** 2))
  return () => {
    const drawn = (roll(2 ** 31) / 2 ** 31) * sum
    let [low, high] = [0, purses - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (upTo[middle]! < drawn) low = middle + 1
      else high = middle
    }
    return low
  }
}

function pair(pick: () => number): [from: number, to: number] {
  const from = pick()
  let to = pick()
  while (to === from) to = pick()
  return [from, to]
}

/** Keeps so many calls under way for a while. */
async function perSecond(call: () => Promise<void>, many: number, ms: number): Promise<number> {
  const start = performance.now()
  let done = 0
  const caller = async () => {
    while (performance.now() - start < ms) {
      await call()
      done++
    }
  }
  await Promise.all(Array.from({ length: many }, caller))
  return (done * 1000) / (performance.now() - start)
}
