import type { AuctionId, Id, OrderId, PersonId, ShowId } from '../../lib/ids.ts'
import type { Locale } from '../../lib/local-text.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { Bid, Standing } from './decide.ts'

export type Paddle = {
  showId: ShowId
  personId: PersonId
  paddle: number
  keptId: Id<'kept'>
  email: string
  address: PaddleAddress
  deliveryMethodId: string
  locale: Locale
}
type PaddleAddress = {
  name: string
  line1: string
  line2: string
  postalCode: string
  city: string
  region: string
  country: string
  phone: string
}

/** The number somebody has, or the next one. */
export async function putPaddle(sql: Sql, now: Date, one: Omit<Paddle, 'paddle'>): Promise<number> {
  const rows = await sql<{ paddle: number }>`
    update auctions.paddles set kept_id = ${one.keptId}, email = ${one.email}, address = ${json(one.address)}::jsonb,
      delivery_method_id = ${one.deliveryMethodId}, locale = ${one.locale}
    where show_id = ${one.showId} and person_id = ${one.personId} returning paddle`
  const [own] = rows.length > 0 ? rows : await newPaddle(sql, now, one)
  return own!.paddle
}

const newPaddle = (sql: Sql, now: Date, one: Omit<Paddle, 'paddle'>) => sql<{ paddle: number }>`
  with number as (
    insert into auctions.paddle_heads as heads (show_id, head) values (${one.showId}, 1)
    on conflict (show_id) do update set head = heads.head + 1 returning head)
  insert into auctions.paddles as own (show_id, person_id, paddle, kept_id, email, address, delivery_method_id, locale,
    taken_at)
  select ${one.showId}::uuid, ${one.personId}::uuid, head, ${one.keptId}::uuid, ${one.email}::text,
    ${json(one.address)}::jsonb, ${one.deliveryMethodId}::text, ${one.locale}::text, ${now}::timestamptz from number
  on conflict (show_id, person_id) do update set kept_id = excluded.kept_id returning own.paddle`

export const paddleOf = async (sql: Sql, showId: string, personId: string) =>
  first(await sql<Paddle>`select * from auctions.paddles where show_id = ${showId} and person_id = ${personId}`)

export const paddlesOf = (sql: Sql, showId: string, personIds: readonly string[]) => sql<Paddle>`
  select * from auctions.paddles where show_id = ${showId} and person_id = any(${personIds}::uuid[])`

type StandingRow = Omit<Standing, 'bidder'> & { personId: string }
const fromRow = ({ personId, ...row }: StandingRow): Standing => ({ bidder: personId, ...row })

/** The first two of an auction, and those of these people. */
export async function standingsOf(sql: Sql, auctionId: string, personIds: readonly string[] = []): Promise<Standing[]> {
  const rows = await sql<StandingRow>`
    (select person_id, maximum_minor, floor_minor, placed from auctions.standings
      where auction_id = ${auctionId} order by maximum_minor desc, placed limit 2)
    union
    select person_id, maximum_minor, floor_minor, placed from auctions.standings
    where auction_id = ${auctionId} and person_id = any(${personIds}::uuid[])`
  return rows.map(fromRow)
}

export const putStandings = (sql: Sql, auctionId: AuctionId, all: readonly Standing[]) => sql`
  insert into auctions.standings (auction_id, person_id, maximum_minor, floor_minor, placed)
  select ${auctionId}::uuid, * from unnest(${all.map((one) => one.bidder)}::uuid[],
    ${all.map((one) => one.maximumMinor)}::bigint[], ${all.map((one) => one.floorMinor)}::bigint[],
    ${all.map((one) => one.placed)}::int[])
  on conflict (auction_id, person_id) do update set
    maximum_minor = excluded.maximum_minor, floor_minor = excluded.floor_minor, placed = excluded.placed`

type NewBid = Bid & { number: number; key: string; priceMinor: bigint | null; leader: string }

export const insertBids = (sql: Sql, now: Date, auctionId: AuctionId, bids: readonly NewBid[]) => sql`
  insert into auctions.bids (auction_id, at, number, person_id, key, kind, amount_minor, price_minor, leader_id)
  select ${auctionId}::uuid, ${now}::timestamptz, * from unnest(${bids.map((one) => one.number)}::int[],
    ${bids.map((one) => one.bidder)}::uuid[], ${bids.map((one) => one.key)}::text[],
    ${bids.map((one) => one.kind)}::text[], ${bids.map((one) => one.amountMinor)}::bigint[],
    ${bids.map((one) => one.priceMinor)}::bigint[], ${bids.map((one) => one.leader)}::uuid[])`

export const bidsWithKeys = (
  sql: Sql,
  auctionId: string,
  personIds: readonly string[],
  keys: readonly string[],
) => sql<{
  personId: string
  key: string
}>`
  select person_id, key from auctions.bids
  join unnest(${personIds}::uuid[], ${keys}::text[]) as wish (person_id, key) using (person_id, key)
  where auction_id = ${auctionId}`

export type BidRow = {
  number: number
  at: Date
  kind: 'bid' | 'maximum'
  personId: PersonId
  amountMinor: bigint
  priceMinor: bigint | null
  leaderId: PersonId
}

export const bidsOf = (sql: Sql, auctionId: string) => sql<BidRow>`
  select number, at, kind, person_id, amount_minor, price_minor, leader_id from auctions.bids
  where auction_id = ${auctionId} order by number`

/** How somebody stands in the auctions of a show. */
export const standingsIn = (sql: Sql, showId: string, personId: string) => sql<{
  auctionId: AuctionId
  maximumMinor: bigint
  orderId: OrderId | null
}>`
  select s.auction_id, s.maximum_minor, sale.order_id from auctions.standings s
  join auctions.auctions a using (auction_id)
  left join auctions.sales sale on sale.auction_id = s.auction_id and sale.person_id = s.person_id
  where a.show_id = ${showId} and s.person_id = ${personId} order by s.auction_id`
