import type { BrandId, OrderId, PersonId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { OrderState } from './decide.ts'

/** A whole day until the brand says otherwise. */
export const usualHours = 24

export async function togetherHours(sql: Sql, brandId: BrandId): Promise<number> {
  const rows = await sql<{ togetherHours: number }>`
    select together_hours from orders.settings where brand_id = ${brandId}`
  return first(rows)?.togetherHours ?? usualHours
}

export const saveTogetherHours = (sql: Sql, brandId: BrandId, hours: number) => sql`
  insert into orders.settings (brand_id, together_hours) values (${brandId}, ${hours})
  on conflict (brand_id) do update set together_hours = excluded.together_hours`

/** Paid orders of somebody that go by themselves, the latest first. */
export async function headsOf(sql: Sql, personId: PersonId, brandId: BrandId, since: Date): Promise<OrderId[]> {
  const rows = await sql<{ orderId: OrderId }>`
    select order_id from orders.orders
    where person_id = ${personId} and brand_id = ${brandId} and state = 'paid' and ships_with is null
      and paid_at > ${since} order by order_id desc limit 20`
  return rows.map(({ orderId }) => orderId)
}

/** Keeps the order as it is until the transaction ends: whoever calls it off waits. */
export const keepAsIs = (sql: Sql, orderId: OrderId) =>
  sql`select 1 from orders.orders where order_id = ${orderId} for share`

/** An order that goes in the same parcel as another. */
export type Companion = { orderId: OrderId; otherId: OrderId; number: string; state: OrderState; isHead: boolean }

/** The other orders that go with each of these, the first first; without those that were called off. */
export const companionsOf = (sql: Sql, orderIds: readonly OrderId[]): Promise<Companion[]> => sql<Companion>`
  select o.order_id, m.order_id as other_id, m.number, m.state, m.ships_with is null as is_head
  from orders.orders o join orders.orders m on m.order_id <> o.order_id
    and (m.ships_with = coalesce(o.ships_with, o.order_id) or m.order_id = o.ships_with)
  where o.order_id = any(${orderIds}::uuid[]) and m.state not in ('cancelled', 'refunded')
  order by m.order_id`

export const setDeliveryKept = (sql: Sql, orderId: OrderId, kept: boolean) =>
  sql`update orders.orders set delivery_kept = ${kept} where order_id = ${orderId}`
