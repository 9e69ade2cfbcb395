import { type KeyObject, verify, X509Certificate } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { refuse } from '../../../lib/problems.ts'
import { paymentProblems as problem } from '../../../modules/payments/problems.ts'
import { certificatesIn, leadsTo } from '../chain.ts'
import type { PayPalSettings } from './settings.ts'

type Headers = Readonly<Record<string, string | undefined>>

/** Repeats of a webhook come for three days and keep the time of the first. */
const ageMost = 4 * 86_400_000
const earlyMost = 10 * 60_000

/** What PayPal signs: the id and time of the sending, our webhook's id, and the CRC-32 of the raw body in decimal. */
export const signedText = (headers: Headers, webhookId: string, raw: Uint8Array): string =>
  [headers['paypal-transmission-id'], headers['paypal-transmission-time'], webhookId, crc32(raw)].join('|')

/** Whether `key` signed this body for our webhook. */
export function isSigned(key: KeyObject, headers: Headers, webhookId: string, raw: Uint8Array): boolean {
  if (headers['paypal-auth-algo'] !== 'SHA256withRSA') return false
  const signature = Buffer.from(headers['paypal-transmission-sig'] ?? '', 'base64')
  return verify('sha256', Buffer.from(signedText(headers, webhookId, raw)), key, signature)
}

/** Only PayPal's own hosts, by https, without anything that could make it mean another. */
export function isPayPalUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, port, username, password } = new URL(text)
  const own = hostname === 'paypal.com' || hostname.endsWith('.paypal.com')
  return protocol === 'https:' && own && port === '' && username === '' && password === ''
}

/** Gets certificates and keeps those that lead to a trusted one; a handful, since anybody may name addresses. */
export function signingKeys({ roots }: Pick<PayPalSettings, 'roots'>, get: (url: string) => Promise<string>) {
  const kept = new Map<string, X509Certificate>()
  const most = 20
  let trusted: X509Certificate[] | undefined
  return async (url: string, now: Date): Promise<KeyObject | undefined> => {
    if (!isPayPalUrl(url)) return undefined
    const known = kept.get(url)
    if (known && now < known.validToDate) return known.publicKey
    const [leaf, ...between] = certificatesIn(await get(url))
    trusted ??= roots.map((pem) => new X509Certificate(pem))
    if (!leaf || !isPayPals(leaf) || !leadsTo(trusted, leaf, between, now)) return undefined
    if (kept.size >= most) kept.clear()
    kept.set(url, leaf)
    return leaf.publicKey
  }
}

const isPayPals = (leaf: X509Certificate): boolean => {
  const names = [
    /(?:^|\n)CN=([^\n]+)/.exec(leaf.subject)?.[1] ?? '',
    ...(leaf.subjectAltName ?? '').split(', ').map((name) => name.replace(/^DNS:/, '')),
  ]
  return names.some((name) => /^(?:[a-z0-9-]+\.)*paypal\.com$/i.test(name))
}

/**
 * Checks who sent a webhook, and when.
 * @throws Refusal `payments.forgedNotice` or `payments.staleNotice`; what `keyOf` throws when PayPal cannot be reached
 */
export async function checkWebhook(
  webhookId: string,
  keyOf: (url: string, now: Date) => Promise<KeyObject | undefined>,
  headers: Headers,
  raw: Uint8Array,
  now: Date,
): Promise<void> {
  const time = headers['paypal-transmission-time'] ?? ''
  const sentAt = Date.parse(time)
  // Whoever has no signature at all is not worth asking PayPal for a certificate.
  if (!headers['paypal-transmission-sig'] || Number.isNaN(sentAt)) throw refuse(problem.forgedNotice)
  const key = await keyOf(headers['paypal-cert-url'] ?? '', now)
  if (!key || !isSigned(key, headers, webhookId, raw)) throw refuse(problem.forgedNotice)
  const age = now.getTime() - sentAt
  if (age > ageMost || age < -earlyMost) throw refuse(problem.staleNotice)
}
