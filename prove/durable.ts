import { insertBuyers } from '../bench/load/buyers.ts'
import { openStall } from '../bench/load/stall.ts'
import { openDatabase, type Sql } from '../src/lib/sql.ts'
import { type Answered, nothingYet, shops } from './durable/customer.ts'
import { type Machine, openMachine } from './durable/machine.ts'
import { dice } from './random.ts'

const customers = 60
const unitsOfDrop = 5000
// How long people are given to pay on a busy machine.
const patienceMs = 120_000

/**
 * What was answered 200 is there after the power fails: claims, chat, orders, coupons, payments, refunds.
 *
 * Sixty people talk, claim, order with a coupon, pay and call off. At a random moment the server and every process of
 * the database are killed with `kill -9`, in one go, so that nobody writes down what they still have in memory. Both
 * come back, and every yes that was heard is looked for. A disk that forgets what it said it had written is not
 * simulated: `kill -9` leaves the system's own buffers, the log's `fsync` is taken at its word.
 *
 * The control plants the fault: the same with `synchronous_commit = off` has to lose something, or nothing was proven.
 */
export async function run({ smoke, seed, runs }: { smoke: boolean; seed: number; runs?: number }) {
  const rounds = runs ?? (smoke ? 2 : 15)
  const control = await crashes(seed, 1, true)
  const { lost, answered } = await crashes(seed + 1, rounds, false)
  for (const line of lost.slice(0, 40)) console.error(line)
  if (control.lost.length === 0) console.error('the control lost nothing: this proof would find no fault')
  const violations = lost.length + (control.lost.length === 0 ? 1 : 0)
  return { runs: rounds, violations, ...answered, lostByControl: control.lost.length }
}

type Counts = Record<keyof Answered, number>

async function crashes(seed: number, rounds: number, careless: boolean) {
  const die = dice(seed)
  await using machine = await openMachine({ careless })
  const stage = await setStage(machine)
  const lost: string[] = []
  const answered: Counts = { claims: 0, messages: 0, orders: 0, coupons: 0, paid: 0, refunds: 0 }
  // Of the rounds before as well: what survived one failure survives the next.
  const told = nothingYet()
  for (let round = 1; round <= rounds; round++) {
    const buyers = await withDatabase(machine, (database) => insertBuyers(database, machine.folder, customers))
    const shop = { ...stage, port: machine.port, die }
    const shopping = Promise.all(buyers.map((buyer) => shops(shop, buyer, told)))
    const atLeast = die.roll(customers)
    // Busy first: a failure before anybody has paid proves little.
    const patientUntil = performance.now() + patienceMs
    while (told.paid.size < (round - 1) * 10 + 1 + atLeast / 6) {
      if (performance.now() > patientUntil) throw new Error(`too few could pay: ${told.paid.size}`)
      await new Promise((go) => setTimeout(go, 5))
    }
    await machine.powerFails()
    await shopping
    const missing = await withDatabase(machine, ({ sql }) => missingFrom(sql, told))
    lost.push(...missing.map((one) => `run ${round}: ${one}`))
    for (const kind of Object.keys(answered) as (keyof Counts)[]) answered[kind] = told[kind].size
    console.log(`${careless ? 'control' : `run ${round}`}: ${missing.length} lost of ${JSON.stringify(answered)}`)
  }
  return { lost, answered }
}

async function withDatabase<T>(machine: Machine, work: (database: ReturnType<typeof openDatabase>) => Promise<T>) {
  const database = openDatabase(machine.url, { connections: 2, name: 'prove' })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

const setStage = (machine: Machine) =>
  withDatabase(machine, async (database) => {
    const stall = await openStall(database, machine.port)
    const { brandId, showId } = stall
    const code = 'DURABLE'
    const effect = { kind: 'percentage', rateBp: 1000 }
    await stall.call('POST', `/brands/${brandId}/promotions`, {
      title: { en: code },
      effect,
      code,
      alsoReduced: true,
      usesMost: 100_000,
    })
    const dropId = await stall.openDrop({ quantity: unitsOfDrop, perBuyer: 9, holdSeconds: 600 })
    return { brandId, showId, dropId, code }
  })

/** The ids that were told and are not there, each with what it was. */
async function missingFrom(sql: Sql, told: Answered): Promise<string[]> {
  const without = (what: string, ids: ReadonlySet<string>, rows: { id: string }[]) => {
    const there = new Set(rows.map(({ id }) => id))
    return [...ids].filter((id) => !there.has(id)).map((id) => `${what} ${id}`)
  }
  const list = (ids: ReadonlySet<string>) => [...ids]
  return [
    ...without(
      'hold',
      told.claims,
      await sql`
      select hold_id as id from stock.holds join drops.claims using (hold_id) where hold_id = any(${list(told.claims)}::uuid[])`,
    ),
    ...without(
      'message',
      told.messages,
      await sql`
      select message_id as id from chat.messages where message_id = any(${list(told.messages)}::uuid[])`,
    ),
    ...without(
      'order',
      told.orders,
      await sql`
      select distinct order_id as id from orders.orders join orders.lines using (order_id)
      where order_id = any(${list(told.orders)}::uuid[])`,
    ),
    ...without(
      'use of a coupon',
      told.coupons,
      await sql`
      select order_id as id from promotions.redemptions where order_id = any(${list(told.coupons)}::uuid[])`,
    ),
    ...without(
      'payment',
      told.paid,
      await sql`
      select o.order_id as id from orders.orders o join payments.intents i on i.intent_id = o.paid_intent_id
      where i.state in ('captured', 'refunded') and o.order_id = any(${list(told.paid)}::uuid[])`,
    ),
    ...without(
      'refund',
      told.refunds,
      await sql`
      select i.order_id as id from payments.refunds join payments.intents i using (intent_id)
      where i.order_id = any(${list(told.refunds)}::uuid[])`,
    ),
  ]
}
