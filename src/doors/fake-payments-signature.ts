import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { refuse } from '../lib/problems.ts'
import { moneyShape } from '../lib/shapes.ts'
import { paymentProblems as problem } from '../modules/payments/problems.ts'
import type { PaymentNotice } from './doors.ts'

/** Where the signature travels: `t=<seconds>,v1=<hex of HMAC-SHA256 over "<t>.<raw body>">`. */
export const signatureHeader = 'estrade-fake-signature'

/** How far the time of a signature may be from ours, in ms. */
const ageMost = 5 * 60_000

const hmac = (secret: string, seconds: string, raw: Uint8Array) =>
  createHmac('sha256', secret).update(`${seconds}.`).update(raw).digest()

/** The header's value for `raw`, signed at `at`. */
export function signatureOf(secret: string, raw: Uint8Array, at: Date): string {
  const seconds = String(Math.floor(at.getTime() / 1000))
  return `t=${seconds},v1=${hmac(secret, seconds, raw).toString('hex')}`
}

const noticeShape = z.object({
  eventId: z.string().min(1).max(200),
  intentId: z.string().min(1).max(100),
  providerRef: z.string().min(1).max(200),
  kind: z.enum(['pending', 'captured', 'declined', 'refunded', 'refundFailed', 'disputed', 'disputeClosed']),
  amount: moneyShape.extend({ currency: z.string().regex(/^[A-Z]{3}$/) }),
  refundId: z.string().max(100).optional(),
  reason: z.string().max(100).optional(),
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
  const parts = (header ?? '').split(',').map((part) => part.split('=') as [string, string?])
  const seconds = parts.find(([name]) => name === 't')?.[1] ?? ''
  const signatures = parts.filter(([name]) => name === 'v1').map(([, hex]) => Buffer.from(hex ?? '', 'hex'))
  if (!/^\d{1,12}$/.test(seconds)) throw refuse(problem.forgedNotice)
  const expected = hmac(secret, seconds, raw)
  const right = signatures.some((given) => given.length === expected.length && timingSafeEqual(given, expected))
  if (!right) throw refuse(problem.forgedNotice)
  if (Math.abs(now.getTime() - Number(seconds) * 1000) > ageMost) throw refuse(problem.staleNotice)
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
