import type { Sql } from '../../src/lib/sql.ts'

/** A set of one cup and two plates, each sold alone too, and a coupon for some of those who buy any of them. */
export type Shelf = {
  cup: string
  plate: string
  set: string
  code: string
  cups: number
  plates: number
  uses: number
}

/**
 * What must be true of the shelf at every instant, read in one statement: its units are all there, orders keep what the
 * pools say, a set is sold with all its parts or not at all, and the coupon is used as often as it may be. One row a fault.
 */
export const shelfFaults = (sql: Sql, { cup, plate, set, code, cups, plates, uses }: Shelf) => sql<{ fault: string }>`
  with pool as (
      select p.*, case p.variant_id when ${cup}::uuid then ${cups}::int else ${plates}::int end as units
      from stock.pools p where variant_id in (${cup}, ${plate})),
    line as (
      select l.*, o.state from orders.lines l join orders.orders o using (order_id)
      where l.variant_id in (${cup}, ${plate})),
    hold as (select * from stock.holds where pool_id in (${cup}, ${plate})),
    coupon as (select * from promotions.promotions where code = ${code})
  select format('%s: sold %s + held %s + free %s is not %s', variant_id, sold, held, free, units) as fault
    from pool where sold + held + free <> units or least(sold, held, free) < 0
  union all
  select format('the set has units of its own: %s', free + held + sold) from stock.pools
    where variant_id = ${set} and free + held + sold <> 0
  union all
  select format('hold %s is %s in an order that is %s', hold_id, hold.state, line.state) from hold full join line using (hold_id)
    where hold.hold_id is null or line.hold_id is null or not case hold.state
      when 'held' then line.state = 'unpaid' when 'sold' then line.state = 'paid'
      else line.state in ('cancelled', 'refunded') end
  union all
  select format('order %s has %s cups and %s plates for %s sets', order_id, cups, plates, sets) from (
    select order_id, bundle ->> 'lineId', max((bundle ->> 'quantity')::int) as sets,
      coalesce(sum(quantity) filter (where variant_id = ${cup}), 0) as cups,
      coalesce(sum(quantity) filter (where variant_id = ${plate}), 0) as plates
    from line where bundle is not null group by 1, 2) as bought
    where cups <> sets or plates <> 2 * sets
  union all
  select format('the coupon says %s uses, and %s orders have it', c.uses, r.uses) from coupon c, lateral (
      select count(*) as uses from promotions.redemptions where promotion_id = c.promotion_id and state = 'active') r
    where c.uses <> r.uses or c.uses > ${uses}::int
  union all
  select format('order %s costs %s and its parts %s', order_id, o.total_minor, sum(l.unit_minor * l.quantity - l.off_minor))
    from orders.orders o join orders.lines l using (order_id)
    where order_id in (select order_id from line)
    group by order_id, o.total_minor, o.delivery_minor
    having o.total_minor - o.delivery_minor <> sum(l.unit_minor * l.quantity - l.off_minor)`

export const shelfLeft = async (sql: Sql, { cup, plate }: Shelf) => {
  const [left] = await sql<{ cups: number; plates: number; held: number; sold: number }>`
    select (sum(free) filter (where variant_id = ${cup}))::int as cups,
      (sum(free) filter (where variant_id = ${plate}))::int as plates, sum(held)::int as held, sum(sold)::int as sold
    from stock.pools where variant_id in (${cup}, ${plate})`
  return left!
}

/** The time to pay is over: of one order, or of all of the shelf. */
export const endOrders = (sql: Sql, { cup, plate }: Shelf, orderId?: string) => sql`
  with late as (
    update orders.orders set pay_before = now() - interval '1 second'
    where state = 'unpaid' and (${orderId ?? null}::uuid is null or order_id = ${orderId ?? null})
      and order_id in (select order_id from orders.lines where variant_id in (${cup}, ${plate}))
    returning order_id)
  select count(*) from late`
