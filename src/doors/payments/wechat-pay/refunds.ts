import * as z from 'zod'
import type { PaymentNotice } from '../../doors.ts'
import { fullId } from '../own-ids.ts'

/** A refund as the API answers (`status`) and as a callback brings it (`refund_status`). */
export const refundShape = z
  .object({
    mchid: z.string().optional(),
    out_trade_no: z.string(),
    out_refund_no: z.string(),
    refund_id: z.string(),
    status: z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']).optional(),
    refund_status: z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']).optional(),
    amount: z.object({ refund: z.int().nonnegative(), currency: z.string().default('CNY') }),
  })
  .transform(({ status, refund_status, ...refund }, context) => {
    const said = status ?? refund_status
    if (said) return { ...refund, status: said }
    context.addIssue('a refund has a status')
    return z.NEVER
  })
export type Refund = z.infer<typeof refundShape>

/** `ABNORMAL`: the money bounced (a card that was closed) and waits for the merchant; `CLOSED`: it was not given. */
const reasons = { ABNORMAL: 'refund_bounced', CLOSED: 'refund_closed' } as const

/** What a refund says; nothing while it is under way. */
export function refundNews(refund: Refund): PaymentNotice[] {
  if (refund.status === 'PROCESSING') return []
  const about = {
    eventId: `refund.${refund.refund_id}.${refund.status}`,
    intentId: fullId(refund.out_trade_no),
    providerRef: refund.out_trade_no,
    refundId: fullId(refund.out_refund_no),
    amount: { minor: String(refund.amount.refund), currency: refund.amount.currency },
  }
  if (refund.status === 'SUCCESS') return [{ ...about, kind: 'refunded' }]
  return [{ ...about, kind: 'refundFailed', reason: reasons[refund.status] }]
}
