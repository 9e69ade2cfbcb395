import type { BrandId, OrderId, PersonId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'

/** An order that lies in a store, or did. */
export type Collection = {
  orderId: OrderId
  brandId: BrandId
  storeId: string
  state: 'ready' | 'collected' | 'returned'
  readyAt: Date
  keepUntil: Date
  remindedAt: Date | null
  collectedAt: Date | null
}

export const addCollection = (
  sql: Sql,
  one: Omit<Collection, 'state' | 'collectedAt' | 'remindedAt'> & { codeHash: Buffer },
) => sql`
  insert into fulfilment.collections (order_id, brand_id, store_id, state, code_hash, ready_at, keep_until)
  values (${one.orderId}, ${one.brandId}, ${one.storeId}, 'ready', ${one.codeHash}, ${one.readyAt}, ${one.keepUntil})`

export const collectionsOf = (sql: Sql, orderIds: readonly OrderId[]): Promise<Collection[]> => sql<Collection>`
  select order_id, brand_id, store_id, state, ready_at, keep_until, reminded_at, collected_at
  from fulfilment.collections where order_id = any(${orderIds}::uuid[])`

export const orderByCode = async (sql: Sql, brandId: BrandId, codeHash: Buffer): Promise<OrderId | undefined> =>
  first(
    await sql<{ orderId: OrderId }>`
      select order_id from fulfilment.collections where brand_id = ${brandId} and code_hash = ${codeHash}`,
  )?.orderId

/** @returns whether it was ready until now: of two at one moment, one is told yes */
export const setCollected = async (sql: Sql, now: Date, orderId: OrderId, by: PersonId): Promise<boolean> =>
  (
    await sql`
      update fulfilment.collections set state = 'collected', collected_at = ${now}, collected_by = ${by}
      where order_id = ${orderId} and state = 'ready' returning 1`
  ).length > 0

export const setReturned = (sql: Sql, now: Date, orderId: OrderId) => sql`
  update fulfilment.collections set state = 'returned', returned_at = ${now}
  where order_id = ${orderId} and state = 'ready'`

export const setReminded = (sql: Sql, now: Date, orderId: OrderId) =>
  sql`update fulfilment.collections set reminded_at = ${now} where order_id = ${orderId}`
