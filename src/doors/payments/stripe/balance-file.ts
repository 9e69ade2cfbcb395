import { parse } from 'csv-parse/sync'
import type { SettlementRow } from '../../doors.ts'
import { minorOf } from '../decimal.ts'
import { ProviderTrouble } from '../provider-trouble.ts'

/*
 * The balance transactions that Stripe's dashboard exports ("Balance", "Export", all columns), and the itemised
 * balance-change report: the same things under names with spaces or with underscores.
 */
const names = {
  id: ['id', 'balance_transaction_id'],
  type: ['type', 'reporting_category'],
  source: ['source', 'source_id'],
  amount: ['customer facing amount', 'customer_facing_amount', 'amount', 'gross'],
  currency: ['customer facing currency', 'customer_facing_currency', 'currency'],
  fee: ['fee'],
  feeCurrency: ['currency'],
  at: ['created (utc)', 'created_utc', 'created'],
  intentId: ['intentid (metadata)', 'payment_metadata[intentid]'],
  refundId: ['refundid (metadata)', 'refund_metadata[refundid]'],
} as const
type Column = keyof typeof names
const needed: readonly Column[] = ['id', 'type', 'source', 'amount', 'currency', 'fee', 'at']

const kinds: Record<string, SettlementRow['kind']> = {
  ...{ charge: 'capture', payment: 'capture' },
  ...{ refund: 'refund', payment_refund: 'refund' },
  ...{ adjustment: 'dispute', dispute: 'dispute' },
}

/**
 * Reads a file of balance transactions. Amounts stand in whole units; a payment is named by our id where its metadata
 * were exported, and by Stripe's in any case.
 * @throws ProviderTrouble `unreadable`
 */
export function readBalanceFile(bytes: Uint8Array): SettlementRow[] {
  const text = new TextDecoder('utf-8').decode(bytes)
  const options = { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true }
  const [header = [], ...lines]: string[][] = parse(text, options)
  const titles = header.map((title) => title.toLowerCase())
  const places = Object.fromEntries(
    Object.entries(names).map(([name, wanted]) => [
      name,
      wanted.map((title) => titles.indexOf(title)).filter((place) => place >= 0),
    ]),
  ) as Record<Column, number[]>
  const missing = needed.filter((name) => places[name].length === 0)
  if (missing.length > 0) throw unreadable(`no column ${missing.join(', ')}`)
  // A payout has no customer: what is empty in the first column is in the next.
  return lines.map((line) => rowOf((name) => places[name].map((place) => line[place]).find(Boolean) ?? ''))
}

function rowOf(field: (name: Column) => string): SettlementRow {
  const kind = kinds[field('type')] ?? 'other'
  const currency = field('currency').toUpperCase()
  const feeCurrency = (field('feeCurrency') || currency).toUpperCase()
  const minor = minorOf(field('amount'), currency)
  const fee = minorOf(field('fee') || '0', feeCurrency)
  const at = new Date(`${field('at').replace(' ', 'T')}Z`)
  if (minor === undefined || fee === undefined || Number.isNaN(at.getTime()))
    throw unreadable(`the line ${field('id')}`)
  return {
    ...{ rowId: field('id'), kind, at },
    intentId: field('intentId') || undefined,
    providerRef: field('source') || undefined,
    ...(kind === 'refund' && { refundId: field('refundId') || field('source') }),
    amount: { minor: String(minor < 0n ? -minor : minor), currency },
    fee: { minor: String(fee), currency: feeCurrency },
  }
}

const unreadable = (what: string) => new ProviderTrouble('stripe', 'unreadable', 'balance file', what)
