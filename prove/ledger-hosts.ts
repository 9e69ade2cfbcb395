import type { Id, PersonId, ShowId } from '../src/lib/ids.ts'
import { money, wire } from '../src/lib/money.ts'
import { sealWith } from '../src/lib/seal.ts'
import { insertMember } from '../src/modules/accounts/store.ts'
import { changeBank } from '../src/modules/hosts/banking.ts'
import { agree, engage, hearShowStarted } from '../src/modules/hosts/contracts.ts'
import { commissionOf } from '../src/modules/hosts/decide.ts'
import { hearShowEnded } from '../src/modules/hosts/hosts.ts'
import { approvePayout, cancelPayout, makePayout, readPayouts, settlePayout } from '../src/modules/hosts/payouts.ts'
import { linesLocked } from '../src/modules/hosts/store.ts'
import type { Buyer, Shop } from '../test/shop.ts'
import { liveShow } from './live-show.ts'
import type { Dice } from './random.ts'

type Sums = { operations: number; refused: number }

/**
 * Three hosts with shows that go on: what is sold and given back there moves their commissions, shows end, and two
 * people of finance make, approve, give up and settle batches of payouts, several at once.
 */
export async function openHosting(shop: Shop, die: Dice, sums: Sums) {
  const { brandId } = shop
  const finance = await Promise.all([shop.person(), shop.person()])
  const hosts = await Promise.all([0, 1, 2].map(() => shop.person()))
  const seal = sealWith('prove')
  for (const one of finance)
    await shop.write((ctx) => insertMember(ctx.sql, ctx.now, brandId, one.who.email!, ['finance']))
  for (const [i, one] of hosts.entries()) {
    await shop.write((ctx) => insertMember(ctx.sql, ctx.now, brandId, one.who.email!, ['host']))
    const terms = { fee: wire(money(5000 + i, 'EUR')), commissionBp: 777 + 400 * i, products: [], giftBp: null }
    const oddTo = i === 0 ? 'host' : 'brand'
    await shop.write((ctx) => agree(ctx, { brandId, personId: one.personId, showId: null, oddTo, ...terms } as never))
    const bank = { holder: 'Host', number: 'FR1420041010050500013M02606', bic: null }
    await shop.write((ctx) => changeBank(ctx, seal, bank), one.who)
  }
  const shows = await Promise.all(hosts.map((one) => hostedShow(shop, one)))

  async function ends(): Promise<void> {
    const at = die.roll(shows.length)
    const ended = shows[at]!
    shows[at] = await hostedShow(shop, hosts[at]!)
    await Promise.all([0, 1].map(() => shop.write((ctx) => hearShowEnded(ctx, { showId: ended }))))
  }
  async function pays({ who }: Buyer): Promise<void> {
    const { items } = await shop.write((ctx) => readPayouts(ctx, { brandId }), who)
    const batch = items[die.roll(Math.max(1, Math.min(3, items.length)))]
    const way = die.roll(10)
    if (!batch || way < 3) {
      const personIds = hosts.map(({ personId }) => personId)
      const wish = { brandId, currency: 'EUR' as const, personIds, holdDays: 0, minimum: '1' }
      return void (await shop.write((ctx) => makePayout(ctx, wish), who))
    }
    const of = { brandId, batchId: batch.batchId }
    if (way < 6) return void (await shop.write((ctx) => approvePayout(ctx, of), who))
    if (way < 7) return void (await shop.write((ctx) => cancelPayout(ctx, of), who))
    const payoutIds = [die.pick(batch.items).payoutId]
    const outcome = die.chance(0.8) ? ('paid' as const) : ('failed' as const)
    await shop.write((ctx) => settlePayout(ctx, { ...of, payoutIds, outcome, reason: '' }), who)
  }
  async function one(): Promise<void> {
    sums.operations++
    try {
      await (die.chance(0.1) ? ends() : pays(die.pick(finance)))
    } catch (error) {
      if (!(error as { problem?: { code: string } }).problem?.code.startsWith('hosts.')) throw error
      sums.refused++
    }
  }
  return {
    /** A show that is on air, for somebody to buy in. */
    show: (): ShowId => die.pick(shows),
    play: () => Promise.all(Array.from({ length: 8 }, one)),
    faults: () => misreckoned(shop),
  }
}

async function hostedShow(shop: Shop, host: { personId: PersonId }): Promise<ShowId> {
  const engaged = (showId: ShowId) => shop.write((ctx) => engage(ctx, { showId, personId: host.personId }))
  const showId = await liveShow(shop, engaged)
  await shop.write((ctx) => hearShowStarted(ctx, { showId }))
  return showId
}

/** What is owed, set aside and paid by the books is what was earned and paid out; commissions are those of what remains. */
async function misreckoned(shop: Shop): Promise<string[]> {
  const { sql } = shop.database
  const wrong = await sql<{ personId: string; owed: bigint; earned: bigint; gone: bigint }>`
    select person_id, posted as owed, earned::bigint, coalesce(gone, 0)::bigint as gone
    from (select person_id, sum(minor) as earned from hosts.earnings group by person_id) e
      left join (select person_id, sum(minor) as gone from hosts.payouts where state <> 'failed' group by person_id) p
        using (person_id)
      join ledger.accounts on purpose = 'hostOwed' and owner = person_id::text
    where posted <> earned - coalesce(gone, 0)`
  const [sums] = await sql<{ set: bigint; waiting: bigint; bank: bigint; paid: bigint }>`
    select (select coalesce(sum(posted), 0) from ledger.accounts where purpose = 'hostPayout')::bigint as set,
      (select coalesce(sum(minor), 0) from hosts.payouts where state = 'waiting')::bigint as waiting,
      (select coalesce(sum(posted), 0) from ledger.accounts where purpose = 'bank')::bigint as bank,
      (select coalesce(sum(minor), 0) from hosts.payouts where state = 'paid')::bigint as paid`
  const { set, waiting, bank, paid } = sums!
  const orders = await sql<{ orderId: Id<'order'>; earned: bigint }>`
    select order_id, sum(minor)::bigint as earned from hosts.earnings where order_id is not null group by order_id`
  const commissions: string[] = []
  for (const { orderId, earned } of orders) {
    const lines = await linesLocked(sql, orderId)
    const remains = lines.reduce((sum, line) => sum + commissionOf(line), 0n)
    if (remains !== earned) commissions.push(`${orderId} leaves a commission of ${remains}, ${earned} was earned`)
  }
  return [
    ...wrong.map(({ personId, owed, earned, gone }) => `${personId} is owed ${owed}, earned ${earned}, got ${gone}`),
    ...(set === waiting ? [] : [`${set} is set aside for payouts, ${waiting} waits`]),
    ...(bank === paid ? [] : [`the bank paid ${bank} by the books, payouts say ${paid}`]),
    ...commissions,
  ]
}
