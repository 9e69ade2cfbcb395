import type { BrandId, OrderId, PersonId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { type Currency, type Money, money } from '../../lib/money.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { PromotionId } from '../promotions/promotions.ts'

/** A promotion that an order got, as it was called then. */
export type Discount = { promotionId: PromotionId; title: LocalText; code: string | null; amount: Money }

export async function addDiscounts(sql: Sql, orderId: OrderId, discounts: readonly Discount[]): Promise<void> {
  await sql`
    insert into orders.discounts (order_id, promotion_id, title, code, minor, position)
    select ${orderId}::uuid, d.* from unnest(
      ${discounts.map((one) => one.promotionId)}::uuid[], ${discounts.map((one) => json(one.title))}::jsonb[],
      ${discounts.map((one) => one.code)}::text[], ${discounts.map((one) => one.amount.minor)}::bigint[]
    ) with ordinality as d`
}

/** The promotions that these orders got, in the order in which they were applied. */
export async function discountsOf(
  sql: Sql,
  orderIds: readonly OrderId[],
): Promise<(Discount & { orderId: OrderId })[]> {
  const rows = await sql<Omit<Discount, 'amount'> & { orderId: OrderId; minor: bigint; currency: Currency }>`
    select d.order_id, d.promotion_id, d.title, d.code, d.minor, o.currency
    from orders.discounts d join orders.orders o using (order_id)
    where d.order_id = any(${orderIds}::uuid[]) order by d.order_id, d.position`
  return rows.map(({ minor, currency, ...row }) => ({ ...row, amount: money(minor, currency) }))
}

/** Whether somebody has an order of the brand that was not called off, by person or by address. */
export const hasOrdered = async (sql: Sql, brandId: BrandId, personId: PersonId, email: string | null) =>
  first(
    await sql`
      select order_id from orders.orders
      where brand_id = ${brandId} and state <> 'cancelled'
        and (person_id = ${personId} or lower(email) = lower(${email}::text)) limit 1`,
  ) !== undefined

/** Units of a show that are paid for, and what they cost; one row at most, since a show sells in one currency. */
export async function soldInShow(sql: Sql, showId: string): Promise<{ units: number; revenue: Money } | undefined> {
  const rows = await sql<{ units: bigint; minor: bigint; currency: Currency }>`
    select sum(l.quantity)::bigint as units, sum(l.quantity * l.unit_minor - l.off_minor)::bigint as minor, o.currency
    from orders.lines l join orders.orders o using (order_id)
    where l.show_id = ${showId} and o.state in ('paid', 'sent') group by o.currency`
  return rows.map(({ units, minor, currency }) => ({ units: Number(units), revenue: money(minor, currency) }))[0]
}
