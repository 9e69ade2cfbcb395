import type { SettlementRow } from '../../doors/doors.ts'
import type { BrandId, OrderId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'

export type Settled = SettlementRow & { provider: string; orderId: OrderId | null }

/** Keeps the lines of a file: a line that is there already stays as it was. */
export const keepSettled = (sql: Sql, now: Date, brandId: BrandId, rows: readonly Settled[]) => sql`
  insert into books.settled (brand_id, provider, row_id, kind, intent_id, provider_ref, refund_id, order_id, amount_minor,
    currency, fee_minor, fee_currency, at, kept_at)
  select ${brandId}::uuid, one.*, ${now}::timestamptz from unnest(${rows.map((one) => one.provider)}::text[],
    ${rows.map((one) => one.rowId)}::text[], ${rows.map((one) => one.kind)}::text[],
    ${rows.map((one) => one.intentId ?? null)}::text[], ${rows.map((one) => one.providerRef ?? null)}::text[],
    ${rows.map((one) => one.refundId ?? null)}::text[], ${rows.map((one) => one.orderId)}::uuid[],
    ${rows.map((one) => one.amount.minor)}::bigint[], ${rows.map((one) => one.amount.currency)}::text[],
    ${rows.map((one) => one.fee.minor)}::bigint[], ${rows.map((one) => one.fee.currency)}::text[],
    ${rows.map((one) => one.at)}::timestamptz[]) as one
  on conflict do nothing`

type Row = {
  provider: string
  rowId: string
  kind: SettlementRow['kind']
  intentId: string | null
  providerRef: string | null
  refundId: string | null
  orderId: OrderId
  amountMinor: bigint
  currency: string
  feeMinor: bigint
  feeCurrency: string
  at: Date
}

/** The lines of all files that are about these orders. */
export async function settledOfOrders(sql: Sql, orderIds: readonly OrderId[]): Promise<Settled[]> {
  const rows = await sql<Row>`
    select provider, row_id, kind, intent_id, provider_ref, refund_id, order_id, amount_minor, currency, fee_minor,
      fee_currency, at
    from books.settled where order_id = any(${orderIds}::uuid[]) order by at, row_id`
  return rows.map((row) => ({
    ...{ provider: row.provider, rowId: row.rowId, kind: row.kind, orderId: row.orderId, at: row.at },
    ...{ intentId: row.intentId ?? undefined, providerRef: row.providerRef ?? undefined },
    refundId: row.refundId ?? undefined,
    amount: { minor: row.amountMinor.toString(), currency: row.currency },
    fee: { minor: row.feeMinor.toString(), currency: row.feeCurrency },
  }))
}
