import * as z from 'zod'
import { refuse } from '../../../lib/problems.ts'
import { paymentProblems as problem } from '../../../modules/payments/problems.ts'
import { sealedShape, unseal } from './encryption.ts'
import type { PlatformKeys } from './platform-keys.ts'
import { isSigned } from './signing.ts'

/** How far the time of a callback or an answer may be from ours, in ms. */
const ageMost = 5 * 60_000

export type Signs = { serial: string; timestamp: string; nonce: string; signature: string }

/** The signature of a message, as its headers say it. Names of headers are lower case. */
export const signsOf = (header: (name: string) => string | null | undefined): Signs => ({
  serial: header('wechatpay-serial') ?? '',
  timestamp: header('wechatpay-timestamp') ?? '',
  nonce: header('wechatpay-nonce') ?? '',
  signature: header('wechatpay-signature') ?? '',
})

/** What is wrong with the signature of a message; undefined when the platform signed these bytes just now. */
export function wrongWith(
  keys: PlatformKeys,
  signs: Signs,
  raw: Uint8Array,
  now: Date,
): 'forged' | 'stale' | undefined {
  const key = keys.keyOf(signs.serial, now)
  if (!key) {
    keys.miss(signs.serial)
    return 'forged'
  }
  if (!/^\d{1,12}$/.test(signs.timestamp) || !isSigned(key, signs, raw)) return 'forged'
  return Math.abs(now.getTime() - Number(signs.timestamp) * 1000) > ageMost ? 'stale' : undefined
}

const callbackShape = z.object({
  id: z.string().min(1).max(100),
  event_type: z.string().max(64),
  resource: sealedShape.extend({ original_type: z.string().max(64).optional() }),
})

export type Callback = {
  id: string
  eventType: string
  /** What the resource is; more to be trusted than the event type: profit sharing calls itself TRANSACTION.SUCCESS too. */
  originalType: string
  resource: unknown
}

/**
 * Reads a callback: the signature over the raw bytes, its age, then the shape, then the sealed resource.
 * @param headers by lower-case names
 * @throws Refusal `payments.forgedNotice`, `payments.staleNotice` or `payments.brokenNotice`
 */
export function readCallback(
  { keys, apiV3Key }: { keys: PlatformKeys; apiV3Key: string },
  headers: Record<string, string | undefined>,
  raw: Uint8Array,
  now: Date,
): Callback {
  const wrong = wrongWith(
    keys,
    signsOf((name) => headers[name]),
    raw,
    now,
  )
  if (wrong) throw refuse(wrong === 'stale' ? problem.staleNotice : problem.forgedNotice)
  try {
    const { id, event_type, resource } = callbackShape.parse(JSON.parse(new TextDecoder().decode(raw)))
    const opened: unknown = JSON.parse(unseal(apiV3Key, resource))
    return { id, eventType: event_type, originalType: resource.original_type ?? '', resource: opened }
  } catch {
    throw refuse(problem.brokenNotice)
  }
}
