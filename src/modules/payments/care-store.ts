import type { BrandId, Id, IntentId } from '../../lib/ids.ts'
import type { Currency } from '../../lib/money.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { cares } from './care-contract.ts'

export type CareId = Id<'care'>
export type Care = {
  careId: CareId
  brandId: BrandId | null
  intentId: IntentId | null
  what: (typeof cares)[number]
  provider: string
  providerRef: string
  cameMinor: bigint
  cameCurrency: string
  detail: string
  refundId: string | null
  at: Date
}

export const addCare = (sql: Sql, one: Care) => sql`
  insert into payments.cares (care_id, brand_id, intent_id, what, provider, provider_ref, came_minor, came_currency,
    detail, refund_id, at)
  values (${one.careId}, ${one.brandId}, ${one.intentId}, ${one.what}, ${one.provider}, ${one.providerRef},
    ${one.cameMinor}, ${one.cameCurrency}, ${one.detail}, ${one.refundId}, ${one.at})`

export type CareRow = Care & {
  orderId: string | null
  orderNumber: string | null
  state: string | null
  askedMinor: bigint | null
  currency: Currency | null
  refundMinor: bigint | null
  refundState: 'asked' | 'done' | 'failed' | null
  /** Given back, asked back, or taken by a bank. */
  goneMinor: bigint
  seenAt: Date | null
  seenBy: string | null
  note: string | null
}

/** Money that went back by itself needs no look any more, once it has arrived. */
export const caresOf = (sql: Sql, brandId: BrandId, which: 'open' | 'seen', most: number) => sql<CareRow>`
  select c.*, i.order_id, i.order_number, i.state, i.amount_minor as asked_minor, i.currency,
    r.amount_minor as refund_minor, r.state as refund_state,
    coalesce((select sum(amount_minor) from payments.refunds one
      where one.intent_id = c.intent_id and one.state <> 'failed'), 0)::bigint
    + coalesce((select sum(amount_minor) from payments.disputes one
      where one.intent_id = c.intent_id and one.withdrawn and one.stage <> 'won'), 0)::bigint as gone_minor
  from payments.cares c left join payments.intents i using (intent_id) left join payments.refunds r using (refund_id)
  where (c.brand_id = ${brandId} or c.brand_id is null) and (${which}::text = 'seen') =
    (c.seen_at is not null or (c.what in ('late', 'second') and coalesce(r.state = 'done', false)))
  order by c.at desc limit ${most}`

export const countCares = async (sql: Sql, brandId: BrandId) =>
  first(
    await sql<{ count: number }>`
      select count(*)::int as count from payments.cares c left join payments.refunds r using (refund_id)
      where (c.brand_id = ${brandId} or c.brand_id is null) and c.seen_at is null
        and not (c.what in ('late', 'second') and coalesce(r.state = 'done', false))`,
  )!.count

/** Nothing comes back when there is none, or somebody has seen to it. */
export const setSeen = async (
  sql: Sql,
  now: Date,
  one: { brandId: BrandId; careId: CareId; by: string; note: string },
) =>
  first(
    await sql<{ what: Care['what']; intentId: IntentId | null }>`
      update payments.cares set seen_at = ${now}, seen_by = ${one.by}, note = ${one.note}
      where care_id = ${one.careId} and (brand_id = ${one.brandId} or brand_id is null) and seen_at is null
      returning what, intent_id`,
  )

/** Every care of a payment of another amount. */
export const setReviewSeen = (sql: Sql, now: Date, intentId: IntentId, by: string, note: string) => sql`
  update payments.cares set seen_at = ${now}, seen_by = ${by}, note = ${note}
  where intent_id = ${intentId} and what = 'wrongAmount' and seen_at is null`
