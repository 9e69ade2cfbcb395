import type { AuctionId, BrandId, OrderId, PersonId, ProductId, ShowId, VariantId } from '../../lib/ids.ts'
import type { Currency } from '../../lib/money.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { Increment } from './events.ts'

export type AuctionRow = {
  auctionId: AuctionId
  showId: ShowId
  brandId: BrandId
  productId: ProductId
  variantId: VariantId
  currency: Currency
  startMinor: bigint
  reserveMinor: bigint | null
  increments: Increment[]
  counterSeconds: number
  opensAt: Date
  endsAt: Date
  opened: boolean
  bids: number
  bidders: number
  state: 'open' | 'charged' | 'offered' | 'paid' | 'unsold' | 'cancelled'
  closedAt: Date | null
  hammerMinor: bigint | null
  winnerId: PersonId | null
  offeredTo: PersonId | null
  offeredMinor: bigint | null
  offeredUntil: Date | null
}

type NewAuction = Pick<
  AuctionRow,
  | 'auctionId'
  | 'showId'
  | 'brandId'
  | 'productId'
  | 'variantId'
  | 'currency'
  | 'startMinor'
  | 'reserveMinor'
  | 'increments'
  | 'counterSeconds'
  | 'opensAt'
  | 'endsAt'
>

export const insertAuction = (sql: Sql, one: NewAuction) => sql`
  insert into auctions.auctions (auction_id, show_id, brand_id, product_id, variant_id, currency, start_minor,
    reserve_minor, increments, counter_seconds, opens_at, ends_at)
  values (${one.auctionId}, ${one.showId}, ${one.brandId}, ${one.productId}, ${one.variantId}, ${one.currency},
    ${one.startMinor}, ${one.reserveMinor}, ${json(one.increments)}::jsonb, ${one.counterSeconds}, ${one.opensAt},
    ${one.endsAt})`

export const auctionById = async (sql: Sql, auctionId: string) =>
  first(await sql<AuctionRow>`select * from auctions.auctions where auction_id = ${auctionId}`)

export const lockedAuction = async (sql: Sql, auctionId: string) =>
  first(await sql<AuctionRow>`select * from auctions.auctions where auction_id = ${auctionId} for no key update`)

export const openAuctionsOf = (sql: Sql, showId: string) =>
  sql<AuctionRow>`select * from auctions.auctions where show_id = ${showId} and closed_at is null order by auction_id`

/** Those the clock has to open or end, and offers whose time is over. */
export const dueAuctions = (sql: Sql, now: Date) => sql<{ auctionId: AuctionId }>`
  select auction_id from auctions.auctions
  where (state = 'open' and (ends_at <= ${now} or (not opened and opens_at <= ${now})))
    or (state = 'offered' and offered_until <= ${now})
  order by auction_id limit 200`

export const setOpened = (sql: Sql, auctionId: AuctionId) =>
  sql`update auctions.auctions set opened = true where auction_id = ${auctionId}`

/** What a batch of bids made of an auction. */
export const setBids = (
  sql: Sql,
  {
    auctionId,
    endsAt,
    bids,
    bidders,
    opened,
  }: Pick<AuctionRow, 'auctionId' | 'endsAt' | 'bids' | 'bidders' | 'opened'>,
) => sql`
  update auctions.auctions set ends_at = ${endsAt}, bids = ${bids}, bidders = ${bidders}, opened = ${opened}
  where auction_id = ${auctionId}`

/** The hammer: once. */
export const close = (
  sql: Sql,
  auctionId: AuctionId,
  now: Date,
  one: { state: 'charged' | 'unsold' | 'cancelled'; hammerMinor: bigint | null; winnerId: string | null },
) => sql`
  update auctions.auctions set opened = true, closed_at = ${now}, state = ${one.state},
    hammer_minor = ${one.hammerMinor}, winner_id = ${one.winnerId}
  where auction_id = ${auctionId} and state = 'open'`

export const setState = (sql: Sql, auctionId: AuctionId, state: 'charged' | 'paid' | 'unsold') =>
  sql`update auctions.auctions set state = ${state} where auction_id = ${auctionId}`

export const setOffered = (
  sql: Sql,
  auctionId: AuctionId,
  offer: { personId: string; minor: bigint; until: Date },
) => sql`
  update auctions.auctions set state = 'offered', offered_to = ${offer.personId}, offered_minor = ${offer.minor},
    offered_until = ${offer.until}
  where auction_id = ${auctionId}`

export type SaleRow = { orderId: OrderId; auctionId: AuctionId; personId: PersonId; priceMinor: bigint }

export const insertSale = (sql: Sql, now: Date, sale: SaleRow) => sql`
  insert into auctions.sales (order_id, auction_id, person_id, price_minor, made_at)
  values (${sale.orderId}, ${sale.auctionId}, ${sale.personId}, ${sale.priceMinor}, ${now})`

export const saleOf = async (sql: Sql, orderId: string) =>
  first(
    await sql<SaleRow>`
    select order_id, auction_id, person_id, price_minor from auctions.sales where order_id = ${orderId}`,
  )

/** @returns the sale, the first time that its buyer has to be told */
export const tellOnce = async (sql: Sql, orderId: OrderId) =>
  first(
    await sql<SaleRow>`
    update auctions.sales set told = true where order_id = ${orderId} and not told
    returning order_id, auction_id, person_id, price_minor`,
  )

/** The latest order of each of these auctions. */
export const salesOf = (sql: Sql, auctionIds: readonly string[]) => sql<SaleRow>`
  select distinct on (auction_id) order_id, auction_id, person_id, price_minor from auctions.sales
  where auction_id = any(${auctionIds}::uuid[]) order by auction_id, order_id desc`

export const auctionsOfBrand = (
  sql: Sql,
  brandId: BrandId,
  { showId, after, most }: { showId: ShowId | null; after: string | null; most: number },
) => sql<AuctionRow>`
  select * from auctions.auctions
  where brand_id = ${brandId} and (${showId}::uuid is null or show_id = ${showId})
    and (${after}::uuid is null or auction_id < ${after}::uuid)
  order by auction_id desc limit ${most}`
