import * as z from 'zod'
import type { PaymentNotice } from '../../doors.ts'
import { minorOf } from '../decimal.ts'
import { fullId } from '../own-ids.ts'

/** A trade, as `alipay.trade.query` answers. */
export const tradeShape = z.object({
  out_trade_no: z.string(),
  trade_no: z.string(),
  trade_status: z.enum(['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED']),
  total_amount: z.string(),
  /** When it was paid: a closed trade that has it was given back, one without was never paid. */
  send_pay_date: z.string().optional(),
})
export type Trade = Pick<z.infer<typeof tradeShape>, 'out_trade_no' | 'trade_no' | 'trade_status' | 'total_amount'> & {
  wasPaid: boolean
}

/** A refund, as `alipay.trade.fastpay.refund.query` answers. Old sandboxes leave the status out. */
export const refundShape = z.object({
  out_trade_no: z.string().optional(),
  out_request_no: z.string().optional(),
  refund_amount: z.string().optional(),
  refund_status: z.string().optional(),
})
export type Refund = z.infer<typeof refundShape>

/** What a trade says of our payment; the mainland gateway counts in yuan only. */
export function tradeNews(trade: Trade): PaymentNotice[] {
  const minor = minorOf(trade.total_amount, 'CNY')
  if (minor === undefined || trade.trade_status === 'WAIT_BUYER_PAY') return []
  const about = {
    intentId: fullId(trade.out_trade_no),
    providerRef: trade.out_trade_no,
    amount: { minor: String(minor), currency: 'CNY' },
  }
  if (trade.trade_status === 'TRADE_CLOSED' && !trade.wasPaid) {
    return [{ eventId: `closed.${trade.trade_no}`, ...about, kind: 'declined', reason: 'expired' }]
  }
  return [{ eventId: `paid.${trade.trade_no}.${minor}`, ...about, kind: 'captured' }]
}

/** What a refund says: nothing until its money moved. */
export function refundNews(tradeNumber: string, requestNumber: string, refund: Refund): PaymentNotice[] {
  const minor = refund.refund_amount === undefined ? undefined : minorOf(refund.refund_amount, 'CNY')
  const done = refund.refund_status === 'REFUND_SUCCESS' || refund.refund_status === undefined
  if (!done || minor === undefined || minor <= 0n) return []
  return [refundedNotice(tradeNumber, requestNumber, minor)]
}

export const refundedNotice = (tradeNumber: string, requestNumber: string, minor: bigint): PaymentNotice => ({
  eventId: `refund.${tradeNumber}.${requestNumber}`,
  intentId: fullId(tradeNumber),
  providerRef: tradeNumber,
  refundId: fullId(requestNumber),
  kind: 'refunded',
  amount: { minor: String(minor), currency: 'CNY' },
})
