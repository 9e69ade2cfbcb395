import * as z from 'zod'
import { refuse } from '../lib/problems.ts'
import { moneyShape } from '../lib/shapes.ts'
import { paymentProblems as problem } from '../modules/payments/problems.ts'
import type { PaymentNotice } from './doors.ts'
import { assertSigned } from './payments/timestamped-signature.ts'

/** Where the signature travels. */
export const signatureHeader = 'estrade-fake-signature'

const stages = ['inquiry', 'dropped', 'needsResponse', 'underReview', 'won', 'lost'] as const

const noticeShape = z.object({
  eventId: z.string().min(1).max(200),
  intentId: z.string().min(1).max(100),
  providerRef: z.string().min(1).max(200),
  kind: z.enum(['pending', 'captured', 'declined', 'refunded', 'refundFailed', 'disputed', 'disputeClosed']),
  amount: moneyShape.extend({ currency: z.string().regex(/^[A-Z]{3}$/) }),
  refundId: z.string().max(100).optional(),
  reason: z.string().max(100).optional(),
  instrument: z.string().max(200).optional(),
  dispute: z
    .object({
      id: z.string().min(1).max(100),
      stage: z.enum(stages),
      dueAt: z.iso.datetime().optional(),
      fees: z
        .array(z.object({ rowId: z.string().min(1).max(100), minor: moneyShape.shape.minor, currency: z.string() }))
        .max(4)
        .optional(),
    })
    .optional(),
})

/**
 * Checks the signature over the raw bytes in constant time, then its age, then the shape.
 * @throws Refusal `payments.forgedNotice`, `payments.staleNotice` or `payments.brokenNotice`
 */
export function readSignedNotice(
  secret: string,
  header: string | undefined,
  raw: Uint8Array,
  now: Date,
): PaymentNotice {
  assertSigned([secret], header, raw, now)
  return readShape(raw)
}

function readShape(raw: Uint8Array): PaymentNotice {
  let body: unknown
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw))
  } catch {
    throw refuse(problem.brokenNotice)
  }
  const parsed = noticeShape.safeParse(body)
  if (!parsed.success) throw refuse(problem.brokenNotice)
  return parsed.data
}
