import type { Sql } from '../../src/lib/sql.ts'

/**
 * What must be true of a drop at every instant, read in one statement and so at one instant: the pool's units, the
 * holds, the claims, the bags and the orders tell the same story. One row a fault.
 */
export const faultsOf = (sql: Sql, dropId: string, units: number, perBuyer: number) => sql<{ fault: string }>`
  with pool as (select * from stock.pools where pool_id = ${dropId}),
    hold as (select * from stock.holds where pool_id = ${dropId}),
    claim as (select * from drops.claims where drop_id = ${dropId}),
    ordered as (
      select line.hold_id, line.quantity, o.state from orders.lines line join orders.orders o using (order_id)
      where line.drop_id = ${dropId})
  select format('sold %s + held %s + free %s is not %s', sold, held, free, ${units}::int) as fault
    from pool where sold + held + free <> ${units}::int or least(sold, held, free) < 0
  union all
  select format('the pool says held %s, sold %s; its holds %s, %s', p.held, p.sold, h.held, h.sold)
    from pool p, (select coalesce(sum(quantity) filter (where state = 'held'), 0) as held,
      coalesce(sum(quantity) filter (where state = 'sold'), 0) as sold from hold) h
    where p.held <> h.held or p.sold <> h.sold
  union all
  select format('claim %s of %s and its hold differ', claim.hold_id, claim.person_id)
    from claim full join hold using (hold_id)
    where claim.hold_id is null or hold.hold_id is null
      or claim.person_id <> hold.person_id or claim.quantity <> hold.quantity
  union all
  select format('hold %s is held and not in one bag or one unpaid order', hold_id) from hold
    where state = 'held' and 1 <> (
      (select count(*) from orders.bag_lines line where line.hold_id = hold.hold_id and line.quantity = hold.quantity)
      + (select count(*) from ordered where ordered.hold_id = hold.hold_id and ordered.state = 'unpaid'))
  union all
  select format('hold %s is sold and not in one paid order', hold_id) from hold
    where state = 'sold' and 1 <> (
      select count(*) from ordered where ordered.hold_id = hold.hold_id and ordered.state = 'paid')
  union all
  select format('a paid order has hold %s, which is %s', hold_id, hold.state)
    from ordered join hold using (hold_id) where ordered.state = 'paid' and hold.state <> 'sold'
  union all
  select format('%s has %s units, above the limit', person_id, sum(quantity))
    from hold where state in ('held', 'sold') group by person_id having sum(quantity) > ${perBuyer}::int`

/** What the room was told of the units of a drop that does not add up. */
export const falseNews = (sql: Sql, dropId: string, units: number) => sql<{ fault: string }>`
  select format('the room was told %s', body) as fault from log.events
  where type = 'drop.stockChanged' and body ->> 'dropId' = ${dropId}
    and (body ->> 'free')::int + (body ->> 'held')::int + (body ->> 'sold')::int <> ${units}::int`

export async function unitsOf(sql: Sql, dropId: string): Promise<{ free: number; held: number; sold: number }> {
  const [pool] = await sql<{ free: number; held: number; sold: number }>`
    select free, held, sold from stock.pools where pool_id = ${dropId}`
  return pool!
}

export const claimsOf = (sql: Sql, dropId: string) =>
  sql<{ personId: string; key: string; holdId: string; quantity: number }>`
    select person_id, key, hold_id, quantity from drops.claims where drop_id = ${dropId}`

/** The time of these holds is over; `undefined` means all that are still in a bag or an order. */
export const endTime = (sql: Sql, dropId: string, holdId?: string) => sql`
  update stock.holds set expires_at = now() - interval '1 second'
  where pool_id = ${dropId} and state = 'held' and (${holdId ?? null}::uuid is null or hold_id = ${holdId ?? null})`

/** How many who waited were given a unit. */
export const served = async (sql: Sql, dropId: string) => {
  const rows = await sql<{ count: bigint }>`
    select count(*) as count from drops.tickets where drop_id = ${dropId} and hold_id is not null`
  return Number(rows[0]!.count)
}

export const setsSold = async (sql: Sql, setId: string) => {
  const rows = await sql<{ count: bigint }>`
    select coalesce(sum((bundle ->> 'quantity')::int), 0)::bigint as count from (
      select distinct order_id, bundle from orders.lines join orders.orders o using (order_id)
      where bundle ->> 'variantId' = ${setId} and o.state = 'paid') as sets`
  return Number(rows[0]!.count)
}
