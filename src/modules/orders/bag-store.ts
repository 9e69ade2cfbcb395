import type { BrandId, DropId, HoldId, Id, PersonId, ProductId, ShowId, VariantId } from '../../lib/ids.ts'
import { type Currency, type Money, money } from '../../lib/money.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { Answer } from '../catalog/state.ts'

export type LineId = Id<'line'>

/** A line of a bag. `held` is what a claim gave it: a reservation and a frozen price. */
export type BagLine = {
  lineId: LineId
  personId: PersonId
  brandId: BrandId
  productId: ProductId
  variantId: VariantId
  quantity: number
  showId: ShowId | null
  /** The pop-up shop it was found in. */
  popUpId: Id<'popUp'> | null
  dropId: DropId | null
  /** What is asked to be made of it. */
  personal: Answer[]
  held: { holdId: HoldId; expiresAt: Date; unitPrice: Money; compareAt: Money | null } | null
}

type Row = Omit<BagLine, 'held'> & {
  holdId: HoldId | null
  holdExpiresAt: Date | null
  unitMinor: bigint | null
  compareMinor: bigint | null
  currency: Currency | null
}

function fromRow({ holdId, holdExpiresAt, unitMinor, compareMinor, currency, ...line }: Row): BagLine {
  if (holdId === null) return { ...line, held: null }
  const compareAt = compareMinor === null ? null : money(compareMinor, currency!)
  return { ...line, held: { holdId, expiresAt: holdExpiresAt!, unitPrice: money(unitMinor!, currency!), compareAt } }
}

export async function bagOf(sql: Sql, personId: PersonId, brandId: BrandId): Promise<BagLine[]> {
  const rows = await sql<Row>`
    select * from orders.bag_lines where person_id = ${personId} and brand_id = ${brandId} order by line_id`
  return rows.map(fromRow)
}

/** Of two checkouts of one bag the second waits here, and finds it empty. */
export async function lockedBag(sql: Sql, personId: PersonId, brandId: BrandId): Promise<BagLine[]> {
  const rows = await sql<Row>`
    select * from orders.bag_lines where person_id = ${personId} and brand_id = ${brandId} order by line_id for update`
  return rows.map(fromRow)
}

export async function lockedLine(sql: Sql, lineId: LineId, personId: PersonId): Promise<BagLine | undefined> {
  const rows = await sql<Row>`
    select * from orders.bag_lines where line_id = ${lineId} and person_id = ${personId} for update`
  return rows.map(fromRow)[0]
}

export type NewLine = Omit<BagLine, 'held' | 'dropId'>

/** Adds an open line; the same variant made in the same way again adds up, to 99 at most. @returns the line that holds it now */
export async function putInBag(sql: Sql, now: Date, line: NewLine): Promise<LineId> {
  const rows = await sql<{ lineId: LineId }>`
    insert into orders.bag_lines as bag (line_id, person_id, brand_id, product_id, variant_id, quantity, show_id, pop_up_id,
      personal, added_at)
    values (${line.lineId}, ${line.personId}, ${line.brandId}, ${line.productId}, ${line.variantId}, ${line.quantity},
      ${line.showId}, ${line.popUpId}, ${json(line.personal)}::jsonb, ${now})
    on conflict (person_id, variant_id, md5(personal::text)) where hold_id is null
      do update set quantity = least(99, bag.quantity + excluded.quantity), show_id = coalesce(excluded.show_id, bag.show_id),
        pop_up_id = coalesce(excluded.pop_up_id, bag.pop_up_id)
    returning line_id`
  return rows[0]!.lineId
}

export async function countLines(sql: Sql, personId: PersonId, brandId: BrandId): Promise<number> {
  const row = first(
    await sql<{ lines: bigint }>`
      select count(*) as lines from orders.bag_lines where person_id = ${personId} and brand_id = ${brandId}`,
  )
  return Number(row!.lines)
}

/** A line as a claim puts it in the bag. */
export type HeldLine = Omit<NewLine, 'personal' | 'popUpId'> & {
  unitPrice: Money
  compareAt: Money
  holdId: HoldId
  holdExpiresAt: Date
  showId: ShowId
  dropId: DropId
}

export async function insertHeldLines(sql: Sql, now: Date, lines: readonly HeldLine[]): Promise<void> {
  await sql`
    insert into orders.bag_lines (line_id, person_id, brand_id, product_id, variant_id, quantity, show_id, drop_id,
      hold_id, hold_expires_at, unit_minor, compare_minor, currency, added_at)
    select l.*, ${now} from unnest(
      ${lines.map((line) => line.lineId)}::uuid[], ${lines.map((line) => line.personId)}::uuid[],
      ${lines.map((line) => line.brandId)}::uuid[], ${lines.map((line) => line.productId)}::uuid[],
      ${lines.map((line) => line.variantId)}::uuid[], ${lines.map((line) => line.quantity)}::int[],
      ${lines.map((line) => line.showId)}::uuid[], ${lines.map((line) => line.dropId)}::uuid[],
      ${lines.map((line) => line.holdId)}::uuid[], ${lines.map((line) => line.holdExpiresAt)}::timestamptz[],
      ${lines.map((line) => line.unitPrice.minor)}::bigint[], ${lines.map((line) => line.compareAt.minor)}::bigint[],
      ${lines.map((line) => line.unitPrice.currency)}::text[]
    ) as l`
}

export async function setQuantity(sql: Sql, lineId: LineId, quantity: number): Promise<void> {
  await sql`update orders.bag_lines set quantity = ${quantity} where line_id = ${lineId}`
}

export async function removeLines(sql: Sql, lineIds: readonly LineId[]): Promise<void> {
  await sql`delete from orders.bag_lines where line_id = any(${lineIds}::uuid[])`
}

/** Lines whose reservation ended before `before`: their buyers have had time to see that it did. */
export async function forgetExpired(sql: Sql, before: Date): Promise<void> {
  await sql`delete from orders.bag_lines where hold_expires_at < ${before}`
}

/** Adds a guest's open lines to those of the same variant, made in the same way, in the account's bag. */
export async function addUpBags(sql: Sql, guestId: PersonId, personId: PersonId): Promise<void> {
  await sql`
    with theirs as (
      delete from orders.bag_lines guest using orders.bag_lines own
      where guest.person_id = ${guestId} and own.person_id = ${personId} and own.variant_id = guest.variant_id
        and guest.hold_id is null and own.hold_id is null and own.personal = guest.personal
      returning guest.variant_id, guest.personal, guest.quantity, guest.show_id, guest.pop_up_id)
    update orders.bag_lines own
    set quantity = least(99, own.quantity + theirs.quantity), show_id = coalesce(theirs.show_id, own.show_id),
      pop_up_id = coalesce(theirs.pop_up_id, own.pop_up_id)
    from theirs where own.person_id = ${personId} and own.variant_id = theirs.variant_id and own.hold_id is null
      and own.personal = theirs.personal`
}

/** Everything a person has set aside or bought: by their bag and by their orders. */
export async function holdIdsOf(sql: Sql, personId: PersonId): Promise<HoldId[]> {
  const rows = await sql<{ holdId: HoldId }>`
    select hold_id from orders.bag_lines where person_id = ${personId} and hold_id is not null
    union select hold_id from orders.lines join orders.orders using (order_id) where person_id = ${personId}`
  return rows.map(({ holdId }) => holdId)
}

export async function moveBag(sql: Sql, guestId: PersonId, personId: PersonId): Promise<void> {
  await sql`update orders.bag_lines set person_id = ${personId} where person_id = ${guestId}`
}
