import type { Behaviour } from '../src/doors/fake-payments-cards.ts'
import type { AuctionId, OrderId, PersonId, ShowId } from '../src/lib/ids.ts'
import type { House, Person } from './house.ts'

export const bidderAddress = {
  ...{ name: 'Dana Lévy', line1: '3 rue des Lilas', postalCode: '75011', city: 'Paris', country: 'FR' },
}

let cards = 0

/** As if somebody had paid with a card at the fake provider, and let it keep the card. @returns its id here */
export async function keepCard(
  { estrade }: Pick<House, 'estrade'>,
  personId: string,
  behaviour: Behaviour = 'pays',
): Promise<string> {
  const fake = estrade.doors.payments.find(({ name }) => name === 'fake')!
  const customer = `fk_${personId}`
  await fake.keeper!.list(customer)
  const { sql } = estrade.database
  const ref = `fc_${personId}_${++cards}`
  await sql`
    insert into fake_payments.cards (card_ref, customer, label, behaviour, expires)
    values (${ref}, ${customer}, 'Visa •••• 4242', ${behaviour}, '2034-12')`
  await sql`
    insert into payments.customers (person_id, provider, customer_ref) values (${personId}, 'fake', ${customer})
    on conflict do nothing`
  const [kept] = await sql<{ keptId: string }>`
    insert into payments.kept_methods (kept_id, person_id, provider, provider_ref, method, label, expires, kept_at)
    values (gen_random_uuid(), ${personId}, 'fake', ${ref}, 'card', 'Visa •••• 4242', '2034-12', now()) returning kept_id`
  return kept!.keptId
}

/** An account with a card on file and a paddle. */
export type Bidder = Person & {
  paddle: number
  bid(auctionId: AuctionId, minor: number, kind?: 'bid' | 'maximum', key?: string): ReturnType<typeof bidOf>
}

const bidOf = (person: Person, auctionId: AuctionId, minor: number, kind: 'bid' | 'maximum', key?: string) =>
  person.call('auctions.bid', { auctionId, kind, amount: { minor: String(minor), currency: 'EUR' } }, { key })

export async function bidderIn(
  house: House,
  showId: ShowId,
  name: string,
  behaviour: Behaviour = 'pays',
): Promise<Bidder> {
  const email = `${name}-${++cards}@bidders.example`
  const person = await house.signUp(name, email, 'long-enough-password')
  const keptId = (await keepCard(house, person.personId, behaviour)) as never
  const wish = { showId, keptId, email, address: bidderAddress, deliveryMethodId: 'standard' }
  const { paddle } = await person.call('auctions.takePaddle', wish)
  return {
    ...person,
    paddle,
    bid: (auctionId, minor, kind = 'bid', key = undefined) => bidOf(person, auctionId, minor, kind, key),
  }
}

/** Many people who can bid, straight at the handler: no sign-in stands between them and the row that all of them want. */
export async function crowdIn(house: House, showId: ShowId, count: number) {
  const { app, database, doors } = house.estrade
  await doors.payments.find(({ name }) => name === 'fake')!.keeper!.list('nobody')
  const people = await database.sql<{ personId: PersonId; paddle: number }>`
    with people as (select gen_random_uuid() as person_id, n from generate_series(1, ${count}::int) as n),
    cards as (
      insert into fake_payments.cards (card_ref, customer, label, behaviour, expires)
      select 'fc_' || person_id, 'fk_' || person_id, 'Visa', 'pays', '2034-12' from people),
    customers as (
      insert into payments.customers (person_id, provider, customer_ref)
      select person_id, 'fake', 'fk_' || person_id from people),
    kept as (
      insert into payments.kept_methods (kept_id, person_id, provider, provider_ref, method, label, expires, kept_at)
      select gen_random_uuid(), person_id, 'fake', 'fc_' || person_id, 'card', 'Visa', '2034-12', now() from people
      returning person_id, kept_id)
    insert into auctions.paddles (show_id, person_id, paddle, kept_id, email, address, delivery_method_id, locale, taken_at)
    select ${showId}::uuid, person_id, 1000 + n, kept_id, 'crowd@bidders.example', ${JSON.stringify(wholeAddress)}::jsonb,
      'standard', 'en', now() from people join kept using (person_id)
    returning person_id, paddle`
  const ctx = await house.inCtx(async (one) => one)
  return people.map(({ personId, paddle }) => ({
    ...{ personId, paddle },
    bid: (auctionId: AuctionId, minor: number, kind: 'bid' | 'maximum') => {
      const who = { kind: 'person', personId, guest: false, name: '', roles: {} } as const
      const amount = { minor: String(minor), currency: 'EUR' } as const
      return app.handlers['auctions.bid']({ ...ctx, who }, { auctionId, kind, amount }, personId)
    },
  }))
}

const wholeAddress = { ...bidderAddress, line2: '', region: '', phone: '' }

/** Moves the clock on for auctions. */
export function clockwork(house: () => House) {
  const sql = (...args: Parameters<House['estrade']['database']['sql']>) => house().estrade.database.sql(...args)
  /** Its time is over, and nobody has noticed yet. */
  const ends = (auctionId: string) => sql`
    update auctions.auctions set opens_at = now() - interval '2 hours', ends_at = now() - interval '1 second'
    where auction_id = ${auctionId}`
  /** Whatever is due, and what the bank says to it. */
  async function time(): Promise<void> {
    await house().beat('auctions.callTime')
    await house().idle()
  }
  return {
    ends,
    time,
    async hammer(auctionId: string): Promise<void> {
      await ends(auctionId)
      await time()
    },
    /** An order is not paid in time. */
    async lapse(orderId: OrderId): Promise<void> {
      await sql`update orders.orders set pay_before = now() - interval '1 second' where order_id = ${orderId}`
      await house().beat('orders.endOverdue')
      await house().idle()
    },
  }
}
