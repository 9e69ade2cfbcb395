import * as z from 'zod'
import type { SettlementRow } from '../../doors.ts'
import { minorOf } from '../decimal.ts'
import { ProviderTrouble } from '../provider-trouble.ts'
import type { PayPalClient } from './client.ts'
import { moneyShape, readTag } from './orders.ts'

/*
 * What PayPal booked, by its Transaction Search API. A transaction appears within three hours.
 * developer.paypal.com/docs/api/transaction-search/v1
 */

const pageShape = z.object({
  transaction_details: z.array(
    z.object({
      transaction_info: z.object({
        transaction_id: z.string(),
        transaction_event_code: z.string(),
        transaction_initiation_date: z.string(),
        transaction_status: z.string().optional(),
        transaction_amount: moneyShape,
        fee_amount: moneyShape.optional(),
        custom_field: z.string().optional(),
      }),
    }),
  ),
  total_pages: z.number().optional(),
})
type Booked = z.infer<typeof pageShape>['transaction_details'][number]['transaction_info']

/** One call covers 31 days at most; we ask for 30. */
const spanMs = 30 * 86_400_000

/** @throws ProviderTrouble `credentials` when the app may not search transactions */
export async function bookedRows(client: PayPalClient, from: Date, to: Date): Promise<SettlementRow[]> {
  const rows: SettlementRow[] = []
  for (let start = from.getTime(); start < to.getTime(); start += spanMs) {
    const end = Math.min(start + spanMs, to.getTime())
    for (let page = 1, pages = 1; page <= pages; page++) {
      const query = new URLSearchParams({
        ...{ start_date: new Date(start).toISOString(), end_date: new Date(end).toISOString() },
        ...{ fields: 'transaction_info', page_size: '500', page: String(page) },
      })
      const found = await client.get(`/v1/reporting/transactions?${query}`, pageShape)
      pages = found.total_pages ?? 1
      rows.push(...found.transaction_details.flatMap(({ transaction_info }) => rowOf(transaction_info)))
    }
  }
  return rows.filter(({ at }) => at >= from && at < to)
}

/** T00.. payments received, T11.. reversals of them (T1107 a refund by us, T1106 and T1201 a bank's), T02.. and others. */
function kindOf(code: string, minor: bigint): SettlementRow['kind'] {
  if (code.startsWith('T00') && minor >= 0n) return 'capture'
  if (code === 'T1107') return 'refund'
  return code === 'T1106' || code === 'T1201' ? 'dispute' : 'other'
}

/** A denied or pending line moved no money. */
function rowOf(booked: Booked): SettlementRow[] {
  if (booked.transaction_status === 'D' || booked.transaction_status === 'P') return []
  const { value, currency_code: currency } = booked.transaction_amount
  const minor = minorOf(value, currency)
  const fee = minorOf(booked.fee_amount?.value ?? '0', currency)
  // Written `+0000`, without the colon that RFC 3339 has.
  const at = new Date(booked.transaction_initiation_date.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  if (minor === undefined || fee === undefined || Number.isNaN(at.getTime())) {
    throw new ProviderTrouble('paypal', 'unreadable', 'transaction', booked.transaction_id)
  }
  const tag = readTag(booked.custom_field)
  const row = {
    rowId: booked.transaction_id,
    kind: kindOf(booked.transaction_event_code, minor),
    ...(tag ?? (booked.custom_field !== undefined && { intentId: booked.custom_field })),
    amount: { minor: String(minor < 0n ? -minor : minor), currency },
    // Written as money that leaves: negative for what PayPal kept.
    fee: { minor: String(-fee), currency },
    at,
  }
  return [row]
}
