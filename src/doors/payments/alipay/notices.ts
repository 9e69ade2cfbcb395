import type { KeyObject } from 'node:crypto'
import * as z from 'zod'
import { refuse } from '../../../lib/problems.ts'
import { paymentProblems as problem } from '../../../modules/payments/problems.ts'
import { fieldsOf } from '../form.ts'
import { beijing } from './beijing.ts'
import { isSignedNotice } from './signing.ts'

/** A notice says when it was sent. Repeats come for 24 h 22 min; and our clock, or theirs, may be a little off. */
const ageMost = 26 * 3_600_000
const earlyMost = 15 * 60_000

const noticeShape = z.object({
  app_id: z.string(),
  seller_id: z.string().optional(),
  notify_time: z.string(),
  out_trade_no: z.string().min(1).max(64),
  trade_no: z.string().min(1).max(64),
  trade_status: z.enum(['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED']),
  total_amount: z.string(),
  /** Of a refund: everything given back so far, and the number of this refund. */
  refund_fee: z.string().optional(),
  out_biz_no: z.string().optional(),
})
export type TradeNotice = z.infer<typeof noticeShape>

/**
 * Reads a notice: the signature, its age, whose it is, and its shape.
 * @param ours our app and, when set, our seller
 * @returns undefined for a notice that is well signed and not about a trade of ours
 * @throws Refusal `payments.forgedNotice`, `payments.staleNotice` or `payments.brokenNotice`
 */
export function readTradeNotice(
  ours: { alipayKeys: readonly KeyObject[]; appId: string; sellerId: string | undefined },
  raw: Uint8Array,
  now: Date,
): TradeNotice | undefined {
  const fields = fieldsOf(raw)
  if (!ours.alipayKeys.some((key) => isSignedNotice(key, fields))) throw refuse(problem.forgedNotice)
  const sentAt = beijing(fields.notify_time ?? '')
  if (sentAt === undefined) throw refuse(problem.brokenNotice)
  const age = now.getTime() - sentAt.getTime()
  if (age > ageMost || age < -earlyMost) throw refuse(problem.staleNotice)
  if (fields.notify_type !== 'trade_status_sync' || fields.app_id !== ours.appId) return undefined
  if (ours.sellerId !== undefined && fields.seller_id !== ours.sellerId) return undefined
  const parsed = noticeShape.safeParse(fields)
  if (!parsed.success) throw refuse(problem.brokenNotice)
  return parsed.data
}
