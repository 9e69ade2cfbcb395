import type * as z from 'zod'
import type { BrandId, Id } from '../../lib/ids.ts'
import { json, type Sql } from '../../lib/sql.ts'
import type { storeShape } from './stores-contract.ts'

export type StoreId = Id<'store'>
type Said = { [Field in keyof typeof storeShape]: z.output<(typeof storeShape)[Field]> }
/** Where orders are collected. */
export type Store = Said & { storeId: StoreId; brandId: BrandId; archived: boolean }

export const storesOf = (sql: Sql, brandId: BrandId): Promise<Store[]> => sql<Store>`
  select store_id, brand_id, name, address, hours, note, ready_hours, keep_days, archived_at is not null as archived
  from orders.stores where brand_id = ${brandId} order by store_id`

export const storesByIds = (sql: Sql, storeIds: readonly string[]): Promise<Store[]> => sql<Store>`
  select store_id, brand_id, name, address, hours, note, ready_hours, keep_days, archived_at is not null as archived
  from orders.stores where store_id = any(${storeIds}::uuid[])`

/** Adds a store or replaces what is said of it. */
export const saveStore = (sql: Sql, { storeId, brandId, ...said }: Omit<Store, 'archived'>) => sql`
  insert into orders.stores (store_id, brand_id, name, address, hours, note, ready_hours, keep_days)
  values (${storeId}, ${brandId}, ${said.name}, ${json(said.address)}::jsonb, ${json(said.hours)}::jsonb,
    ${json(said.note)}::jsonb, ${said.readyHours}, ${said.keepDays})
  on conflict (store_id) do update set name = excluded.name, address = excluded.address, hours = excluded.hours,
    note = excluded.note, ready_hours = excluded.ready_hours, keep_days = excluded.keep_days`

export const archiveStore = (sql: Sql, storeId: StoreId, at: Date | null) =>
  sql`update orders.stores set archived_at = ${at} where store_id = ${storeId}`
