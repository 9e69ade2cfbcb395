import { createHmac, timingSafeEqual } from 'node:crypto'
import { refuse } from '../../lib/problems.ts'
import { paymentProblems as problem } from '../../modules/payments/problems.ts'

/** How far the time of a signature may be from ours, in ms. */
const ageMost = 5 * 60_000

const hmac = (secret: string, seconds: string, raw: Uint8Array) =>
  createHmac('sha256', secret).update(`${seconds}.`).update(raw).digest()

/** `t=<seconds>,v1=<hex of HMAC-SHA256 over "<t>.<raw body>">`: how Stripe signs, and our fake after it. */
export function signatureOf(secret: string, raw: Uint8Array, at: Date): string {
  const seconds = String(Math.floor(at.getTime() / 1000))
  return `t=${seconds},v1=${hmac(secret, seconds, raw).toString('hex')}`
}

/**
 * Checks such a header over the raw bytes in constant time, then its age, into the past and into the future. There may
 * be several `v1` and several secrets while one is being exchanged: one that fits is enough; other schemes are ignored.
 * @throws Refusal `payments.forgedNotice` or `payments.staleNotice`
 */
export function assertSigned(secrets: readonly string[], header: string | undefined, raw: Uint8Array, now: Date): void {
  const parts = (header ?? '').split(',').map((part) => part.split('=') as [string, string?])
  const seconds = parts.find(([name]) => name === 't')?.[1] ?? ''
  const given = parts.filter(([name]) => name === 'v1').map(([, hex]) => Buffer.from(hex ?? '', 'hex'))
  if (!/^\d{1,12}$/.test(seconds)) throw refuse(problem.forgedNotice)
  const expected = secrets.map((secret) => hmac(secret, seconds, raw))
  const right = given.some((one) => expected.some((want) => one.length === want.length && timingSafeEqual(one, want)))
  if (!right) throw refuse(problem.forgedNotice)
  if (Math.abs(now.getTime() - Number(seconds) * 1000) > ageMost) throw refuse(problem.staleNotice)
}
