import type Stripe from 'stripe'
import type { SettlementRow } from '../../doors.ts'
import { fromStripe } from './amounts.ts'

/** Every balance transaction of a span of time. What was paid is in the buyer's currency, the fee in the account's. */
export async function settledBetween(stripe: Stripe, from: Date, to: Date): Promise<SettlementRow[]> {
  const created = { gte: Math.floor(from.getTime() / 1000), lt: Math.floor(to.getTime() / 1000) }
  const rows: SettlementRow[] = []
  const all = stripe.balanceTransactions.list({ created, limit: 100, expand: ['data.source'] })
  for await (const one of all) rows.push(rowOf(one))
  return rows
}

function rowOf(transaction: Stripe.BalanceTransaction): SettlementRow {
  const { id, fee, currency, created, amount } = transaction
  const source = typeof transaction.source === 'string' ? null : transaction.source
  const row = { rowId: id, fee: fromStripe(fee, currency), at: new Date(created * 1000) }
  if (source?.object === 'charge') {
    const intentId = source.metadata.intentId
    return { ...row, kind: 'capture', intentId, amount: fromStripe(source.amount, source.currency) }
  }
  if (source?.object === 'refund') {
    const { intentId, refundId } = source.metadata ?? {}
    const about = { intentId, refundId: refundId ?? source.id }
    return { ...row, ...about, kind: 'refund', amount: fromStripe(source.amount, source.currency) }
  }
  const kind = source?.object === 'dispute' ? 'dispute' : 'other'
  return { ...row, kind, amount: fromStripe(Math.abs(amount), currency) }
}
