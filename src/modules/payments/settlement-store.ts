import type { BrandId, Id, IntentId, OrderId } from '../../lib/ids.ts'
import { type Currency, money } from '../../lib/money.ts'
import type { Sql } from '../../lib/sql.ts'
import type { Booked } from './reconcile.ts'

type Row = {
  intentId: IntentId
  orderNumber: string
  providerRef: string
  refundId: Id<'refund'> | null
  foreignId: string | null
  amountMinor: bigint
  currency: Currency
}
export type BookedOrder = Booked & { orderNumber: string }

/**
 * What a brand has from a provider by our books: what was received and given back in a span of time, and whatever else
 * belongs to the payments with these ids. The moment is that of the provider's notice.
 */
export async function bookedWith(
  sql: Sql,
  brandId: BrandId,
  provider: string,
  { from, to, intentIds }: { from: Date; to: Date; intentIds: readonly string[] },
): Promise<BookedOrder[]> {
  const captures = await sql<Row>`
    select intent_id, order_number, provider_ref, null as refund_id, null as foreign_id, amount_minor, currency
    from payments.intents i
    where brand_id = ${brandId} and provider = ${provider} and state in ('captured', 'refunded')
      and (intent_id = any(${intentIds}::uuid[]) or exists (
        select from payments.inbox where inbox.provider = i.provider and inbox.intent_id = i.intent_id::text
          and outcome = 'captured' and received_at between ${from} and ${to}))`
  const refunds = await sql<Row>`
    select i.intent_id, order_number, provider_ref, r.refund_id, r.foreign_id, r.amount_minor, currency
    from payments.refunds r join payments.intents i using (intent_id)
    where brand_id = ${brandId} and provider = ${provider} and r.state = 'done'
      and (i.intent_id = any(${intentIds}::uuid[]) or r.asked_at between ${from} and ${to})`
  return [...captures.map((row) => bookedOf('capture', row)), ...refunds.map((row) => bookedOf('refund', row))]
}

const bookedOf = (kind: Booked['kind'], row: Row): BookedOrder => ({
  ...{ kind, intentId: row.intentId, providerRef: row.providerRef, orderNumber: row.orderNumber },
  ...(row.refundId && { refundId: row.foreignId ?? row.refundId }),
  amount: money(row.amountMinor, row.currency),
})

/** What was received for these orders and given back of it, by every provider. */
export async function bookedOfOrders(
  sql: Sql,
  orderIds: readonly OrderId[],
): Promise<(BookedOrder & { provider: string })[]> {
  const captures = await sql<Row & { provider: string }>`
    select provider, intent_id, order_number, provider_ref, null as refund_id, null as foreign_id, amount_minor, currency
    from payments.intents where order_id = any(${orderIds}::uuid[]) and state in ('captured', 'refunded')`
  const refunds = await sql<Row & { provider: string }>`
    select i.provider, i.intent_id, order_number, provider_ref, r.refund_id, r.foreign_id, r.amount_minor, currency
    from payments.refunds r join payments.intents i using (intent_id)
    where order_id = any(${orderIds}::uuid[]) and r.state = 'done'`
  const all = [...captures.map((row) => ['capture', row] as const), ...refunds.map((row) => ['refund', row] as const)]
  return all.map(([kind, row]) => ({ ...bookedOf(kind, row), provider: row.provider }))
}

/** Whose payments these are, by our ids and by the provider's. */
export const ordersOfPayments = (
  sql: Sql,
  brandId: BrandId,
  provider: string,
  { intentIds, providerRefs }: { intentIds: readonly string[]; providerRefs: readonly string[] },
) => sql<{ intentId: IntentId; providerRef: string; orderId: OrderId | null }>`
  select intent_id, provider_ref, order_id from payments.intents
  where brand_id = ${brandId} and provider = ${provider}
    and (intent_id = any(${intentIds}::uuid[]) or provider_ref = any(${providerRefs}::text[]))`
