import type { PacketId, ShowId } from '../src/lib/ids.ts'
import { money, wire } from '../src/lib/money.ts'
import * as credit from '../src/modules/credit/credit.ts'
import { drawsJobs } from '../src/modules/draws/closing.ts'
import * as draws from '../src/modules/draws/draws.ts'
import { packetsJobs } from '../src/modules/packets/ending.ts'
import * as packets from '../src/modules/packets/packets.ts'
import type { Buyer, Shop } from '../test/shop.ts'
import { liveShow } from './live-show.ts'
import type { Dice } from './random.ts'

type Sums = { operations: number; refused: number }

/**
 * Thirty people in a show that gives away: budgets are raised and lowered, packets of every kind fall and are opened by
 * two processes' worth of batches, draws of shop credit are entered and drawn, both end twice at one instant, shows end
 * with what is still open, and what people have they spend.
 */
export async function openGiveaways(shop: Shop, die: Dice, sums: Sums) {
  const { brandId, database, clock } = shop
  const people = await Promise.all(Array.from({ length: 30 }, () => shop.person()))
  const processes = [packets.grabs(database, clock), packets.grabs(database, clock)]
  let showId = await liveShow(shop)

  const setBudget = (minor: number) =>
    shop.write((ctx) => packets.setBudget(ctx, { showId, amount: wire(money(minor, 'EUR')) }))
  async function falls(): Promise<void> {
    const [kind, pieces] = [die.pick(['equal', 'random', 'list'] as const), 1 + die.roll(20)]
    const minor = String(kind === 'equal' ? 1 + die.roll(300) : pieces + die.roll(5000))
    const list = kind === 'list' ? Array.from({ length: pieces }, () => String(1 + die.roll(500))) : []
    const terms = { greeting: '', eligibility: 'anyone' as const, lastsSeconds: 600 }
    const { packetId } = await shop.write((ctx) =>
      packets.prepare(ctx, { showId, kind, pieces, minor, list, ...terms }),
    )
    await shop.write((ctx) => packets.launch(ctx, { packetId, opensInSeconds: 0 }))
  }
  async function opens({ who }: Buyer): Promise<void> {
    const open = await packetsOpen(shop, showId)
    if (open.length === 0) return falls()
    const ctx = { sql: database.sql, who, now: clock.now() } as never
    await die.pick(processes).grab(ctx, { showId, packetId: die.pick(open) })
  }
  async function drawing(person: Buyer): Promise<void> {
    const [open] = await database.sql<{ drawId: never }>`
      select draw_id from draws.draws where show_id = ${showId} and state = 'open'`
    const terms = { title: 'A draw', bought: false, followed: false, seconds: 600, repeatDays: 0 }
    const wish = { showId, ...terms, winners: 1 + die.roll(4), credit: String(1 + die.roll(2000)) }
    if (!open) return void (await shop.write((ctx) => draws.startDraw(ctx, wish)))
    if (die.chance(0.9)) return void (await shop.write((ctx) => draws.enter(ctx, { showId, ...open }), person.who))
    await database.sql`
      update draws.draws set opened_at = opened_at - interval '1 hour', closes_at = ${clock.now()}
      where draw_id = ${open.drawId}`
    await twice(shop, jobNamed('draws.close'), open)
  }
  async function ends(): Promise<void> {
    const packetId = die.pick(await packetsOpen(shop, showId))
    if (!packetId) return
    await database.sql`
      update packets.packets set opens_at = opens_at - interval '1 hour', expires_at = ${clock.now()}
      where packet_id = ${packetId} and state = 'open'`
    await twice(shop, jobNamed('packets.end'), { packetId })
  }
  async function showEnds(): Promise<void> {
    const ended = showId
    showId = await liveShow(shop)
    await setBudget(20_000)
    await database.sql`update shows.shows set status = 'ended', ended_at = now() where show_id = ${ended}`
    await Promise.all([
      twice(shop, jobNamed('packets.endWithShow'), { showId: ended }),
      twice(shop, jobNamed('draws.closeWithShow'), { showId: ended }),
    ])
  }
  async function one(): Promise<void> {
    sums.operations++
    const [person, way] = [die.pick(people), die.roll(100)]
    try {
      if (way < 6) await setBudget(die.roll(40_000))
      else if (way < 12) await falls()
      else if (way < 74) await opens(person)
      else if (way < 90) await drawing(person)
      else if (way < 96) await shop.write((ctx) => credit.spend(ctx, { brandId }), person.who)
      else if (way < 99) await ends()
      else await showEnds()
    } catch (error) {
      if (!isRefusal(error)) throw error
      sums.refused++
    }
  }
  await setBudget(20_000)
  return {
    async play(): Promise<void> {
      // In waves: what fell in one is opened in the next.
      for (let wave = 0; wave < 4; wave++) await Promise.all(Array.from({ length: 25 }, one))
    },
    faults: () => misgiven(shop),
  }
}

const isRefusal = (error: unknown) =>
  /^(packets|draws|credit)\./.test((error as { problem?: { code: string } }).problem?.code ?? '')

function jobNamed(name: string) {
  const job = [...packetsJobs, ...drawsJobs].find((one) => one.name === name)
  if (!job || !('run' in job)) throw new Error(`there is no job ${name}`)
  return job
}

/** The same job by two processes at one instant. */
const twice = (shop: Shop, job: ReturnType<typeof jobNamed>, payload: object) =>
  Promise.all([0, 1].map(() => shop.write((ctx) => job.run(ctx, payload))))

const packetsOpen = async (shop: Shop, showId: ShowId) =>
  (
    await shop.database.sql<{ packetId: PacketId }>`
      select packet_id from packets.packets where show_id = ${showId} and state = 'open'`
  ).map(({ packetId }) => packetId)

/** What is set aside is what lies in packets and draws; what people have and had is what they opened and won. */
async function misgiven(shop: Shop): Promise<string[]> {
  const { sql } = shop.database
  const wrong = await sql<{ owner: string; posted: bigint; should: bigint }>`
    select owner, posted, should::bigint from (
      select packet_id::text as owner, case state when 'open' then total_minor - spent_minor else 0 end as should
      from packets.packets where state <> 'prepared'
      union all select draw_id::text, case state when 'open' then prize_minor * winners else 0 end from draws.draws) g
    join ledger.accounts a using (owner) where a.purpose = 'giveaway' and a.posted <> should`
  const [sums] = await sql<{ taken: bigint; grabbed: bigint; won: bigint; has: bigint; used: bigint; cost: bigint }>`
    select (select coalesce(sum(spent_minor), 0) from packets.packets)::bigint as taken,
      (select coalesce(sum(minor), 0) from packets.grabs)::bigint as grabbed,
      (select coalesce(sum(prize_minor), 0) from draws.entries join draws.draws using (draw_id)
        where rank is not null)::bigint as won,
      (select coalesce(sum(posted), 0) from ledger.accounts where purpose = 'shopCredit')::bigint as has,
      (select coalesce(sum(off_minor), 0) from promotions.promotions
        where person_id is not null)::bigint as used,
      (select coalesce(sum(posted), 0) from ledger.accounts
        where purpose in ('giveaways', 'giveawayBudget', 'giveaway', 'shopCredit'))::bigint as cost`
  const { taken, grabbed, won, has, used, cost } = sums!
  return [
    ...wrong.map(({ owner, posted, should }) => `${posted} lies in ${owner}, it should be ${should}`),
    ...(taken === grabbed ? [] : [`packets gave ${taken}, people opened ${grabbed}`]),
    ...(has + used === grabbed + won ? [] : [`${grabbed} opened and ${won} won, but ${has} there and ${used} used`]),
    ...(cost === 0n ? [] : [`${cost} of what was given away came from nowhere`]),
  ]
}
