import type { BrandId, Id, OrderId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { Part } from './decide.ts'

export type ParcelId = Id<'parcel'>
export type Parcel = {
  parcelId: ParcelId
  brandId: BrandId
  orderId: OrderId
  number: number
  /** Of several orders that go together. */
  boxId: ParcelId | null
  state: 'packed' | 'sent'
  carrier: string
  tracking: string
  packedAt: Date
  sentAt: Date | null
}

/** @returns the parcel's number: the next of its order, which the caller has locked */
export async function addParcel(
  sql: Sql,
  now: Date,
  parcel: { parcelId: ParcelId; brandId: BrandId; orderId: OrderId },
  parts: readonly Part[],
): Promise<void> {
  const { parcelId, brandId, orderId } = parcel
  await sql`
    insert into fulfilment.parcels (parcel_id, brand_id, order_id, number, state, packed_at)
    select ${parcelId}, ${brandId}, ${orderId}, coalesce(max(number), 0) + 1, 'packed', ${now}
    from fulfilment.parcels where order_id = ${orderId}`
  await sql`
    insert into fulfilment.parcel_lines (parcel_id, line_id, quantity)
    select ${parcelId}::uuid, * from unnest(${parts.map(({ lineId }) => lineId)}::uuid[],
      ${parts.map(({ quantity }) => quantity)}::int[])`
}

export const parcelsByIds = (sql: Sql, parcelIds: readonly string[]): Promise<Parcel[]> => sql<Parcel>`
  select * from fulfilment.parcels where parcel_id = any(${parcelIds}::uuid[]) order by parcel_id`

export const parcelsOfOrder = (sql: Sql, orderId: OrderId): Promise<Parcel[]> => sql<Parcel>`
  select * from fulfilment.parcels where order_id = ${orderId} order by number`

export const parcelsOfBrand = (
  sql: Sql,
  brandId: BrandId,
  { state, after, most }: { state: string | null; after: string | null; most: number },
): Promise<Parcel[]> => sql<Parcel>`
  select * from fulfilment.parcels
  where brand_id = ${brandId} and (${state}::text is null or state = ${state})
    and (${after}::uuid is null or parcel_id < ${after}::uuid)
  order by parcel_id desc limit ${most}`

/** These parcels, and those that go in one box with them, the first order first. */
export const parcelsInBoxes = (sql: Sql, parcelIds: readonly string[]): Promise<Parcel[]> => sql<Parcel>`
  select * from fulfilment.parcels
  where parcel_id = any(${parcelIds}::uuid[]) or box_id in (
    select box_id from fulfilment.parcels where parcel_id = any(${parcelIds}::uuid[]) and box_id is not null)
  order by order_id, parcel_id`

export const setBox = (sql: Sql, parcelIds: readonly ParcelId[], boxId: ParcelId) =>
  sql`update fulfilment.parcels set box_id = ${boxId} where parcel_id = any(${parcelIds}::uuid[])`

/** What is in these parcels. */
export const partsOf = (sql: Sql, parcelIds: readonly ParcelId[]): Promise<(Part & { parcelId: ParcelId })[]> => sql<
  Part & { parcelId: ParcelId }
>`
  select parcel_id, line_id, quantity from fulfilment.parcel_lines where parcel_id = any(${parcelIds}::uuid[])`

export async function removeParcel(sql: Sql, parcelId: ParcelId): Promise<void> {
  await sql`delete from fulfilment.parcels where parcel_id = ${parcelId}`
}

/** @param sentAt the first time it left; a correction leaves that as it is */
export async function setShipment(
  sql: Sql,
  parcelId: ParcelId,
  { carrier, tracking, sentAt }: { carrier: string; tracking: string; sentAt: Date },
): Promise<void> {
  await sql`
    update fulfilment.parcels set state = 'sent', carrier = ${carrier}, tracking = ${tracking},
      sent_at = coalesce(sent_at, ${sentAt})
    where parcel_id = ${parcelId}`
}

export const ownerOfParcel = async (sql: Sql, parcelId: string) =>
  first(await sql<{ brandId: BrandId }>`select brand_id from fulfilment.parcels where parcel_id = ${parcelId}`)
