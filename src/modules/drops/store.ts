import type { BrandId, DropId, HoldId, Id, PersonId, ProductId, ShowId, VariantId } from '../../lib/ids.ts'
import type { Currency } from '../../lib/money.ts'
import { first, type Sql } from '../../lib/sql.ts'

export type DropRow = {
  dropId: DropId
  showId: ShowId
  brandId: BrandId
  productId: ProductId
  variantId: VariantId
  quantity: number
  priceMinor: bigint
  compareAtMinor: bigint
  currency: Currency
  perBuyer: number
  opensAt: Date
  holdSeconds: number
  closedAt: Date | null
  soldOutAt: Date | null
  /** For so long after the opening everybody is in the same draw. */
  fairSeconds: number
  seed: string | null
  drawnAt: Date | null
  /** Numbers given in its line. */
  tickets: number
  toldTickets: number
  toldWaiting: number
}

/** `line`: somebody waits in it. `watched`: a rule against abuse has found somebody in this drop. */
export type DropToClaim = DropRow & { line: boolean; watched: boolean }

export type ClaimRow = {
  dropId: DropId
  personId: PersonId
  key: string
  holdId: HoldId
  lineId: Id<'line'>
  quantity: number
  expiresAt: Date
}

export const dropById = async (sql: Sql, dropId: string) =>
  first(await sql<DropRow>`select * from drops.drops where drop_id = ${dropId}`)

export const dropToClaim = async (sql: Sql, dropId: string) =>
  first(
    await sql<DropToClaim>`
      select d.*, exists (select from drops.tickets t where t.drop_id = d.drop_id and t.state = 'waiting') as line,
        exists (select from drops.decisions x where x.drop_id = d.drop_id) as watched
      from drops.drops d where drop_id = ${dropId}`,
  )

export const lockedDrop = async (sql: Sql, dropId: string) =>
  first(await sql<DropRow>`select * from drops.drops where drop_id = ${dropId} for no key update`)

export const openDropsOf = (sql: Sql, showId: string) =>
  sql<DropRow>`select * from drops.drops where show_id = ${showId} and closed_at is null order by drop_id`

export type NewDrop = Omit<
  DropRow,
  'closedAt' | 'soldOutAt' | 'drawnAt' | 'tickets' | 'toldTickets' | 'toldWaiting' | 'seed'
> & { seed: string }

export const insertDrop = (sql: Sql, drop: NewDrop) => sql`
  insert into drops.drops (drop_id, show_id, brand_id, product_id, variant_id, quantity, price_minor, compare_at_minor,
    currency, per_buyer, opens_at, hold_seconds, fair_seconds, seed)
  values (${drop.dropId}, ${drop.showId}, ${drop.brandId}, ${drop.productId}, ${drop.variantId}, ${drop.quantity},
    ${drop.priceMinor}, ${drop.compareAtMinor}, ${drop.currency}, ${drop.perBuyer}, ${drop.opensAt}, ${drop.holdSeconds},
    ${drop.fairSeconds}, ${drop.seed})`

export const closeDrop = async (sql: Sql, dropId: DropId, now: Date) =>
  first(
    await sql<DropRow>`
      update drops.drops set closed_at = ${now} where drop_id = ${dropId} and closed_at is null returning *`,
  )

/** The first time only. */
export const noteSoldOut = async (sql: Sql, dropId: DropId, now: Date) =>
  (await sql`update drops.drops set sold_out_at = ${now} where drop_id = ${dropId} and sold_out_at is null returning 1`)
    .length > 0

export const claimsWithKeys = (sql: Sql, dropId: string, personIds: readonly string[], keys: readonly string[]) =>
  sql<ClaimRow>`
    select claims.* from drops.claims
    join unnest(${personIds}::uuid[], ${keys}::text[]) as wish (person_id, key) using (person_id, key)
    where drop_id = ${dropId}`

/** Their time was over, unpaid. @returns how many of each person's claims of a drop have lapsed by now */
export const noteLapsed = (sql: Sql, holdIds: readonly string[]) => sql<{
  dropId: DropId
  brandId: BrandId
  personId: PersonId
  lapsed: number
}>`
  with now_lapsed as (
    update drops.claims set lapsed = true where hold_id = any(${holdIds}::uuid[]) and not lapsed
    returning drop_id, person_id)
  select drop_id, brand_id, person_id, (count(*) + (
      select count(*) from drops.claims c
      where c.drop_id = n.drop_id and c.person_id = n.person_id and c.lapsed))::int as lapsed
  from now_lapsed n join drops.drops using (drop_id) group by drop_id, brand_id, person_id`

export const insertClaims = (sql: Sql, dropId: DropId, claims: readonly ClaimRow[]) => sql`
  insert into drops.claims (drop_id, person_id, key, hold_id, line_id, quantity, expires_at)
  select ${dropId}::uuid, * from unnest(${claims.map((c) => c.personId)}::uuid[], ${claims.map((c) => c.key)}::text[],
    ${claims.map((c) => c.holdId)}::uuid[], ${claims.map((c) => c.lineId)}::uuid[],
    ${claims.map((c) => c.quantity)}::int[], ${claims.map((c) => c.expiresAt)}::timestamptz[])`
