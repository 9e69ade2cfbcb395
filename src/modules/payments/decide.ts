import type { PaymentNotice } from '../../doors/doors.ts'
import type { IntentId, OrderId } from '../../lib/ids.ts'
import type { Money } from '../../lib/money.ts'
import type { intentStates } from './contract.ts'

export type IntentState = (typeof intentStates)[number]

/** One attempt to be paid, as far as a notice can concern it. */
export type Intent = {
  intentId: IntentId
  orderId: OrderId
  provider: string
  /** Null until the provider has answered. */
  providerRef: string | null
  state: IntentState
  amount: Money
  /** Minor units given back so far. */
  refundedMinor: bigint
}

/**
 * What becomes of a notice. `captured`, `declined` and `refunded` change the intent; `early` waits for its capture;
 * the others change nothing: `repeated` says what is known, `late` comes after the outcome, the rest are not about
 * this payment at all.
 */
export type Outcome =
  | 'captured'
  | 'declined'
  | 'refunded'
  | 'early'
  | 'repeated'
  | 'late'
  | 'unknownIntent'
  | 'foreignProvider'
  | 'foreignPayment'
  | 'wrongAmount'

/** Judges a notice whose signature was right. Money that was taken is always believed, however late. */
export function judge(intent: Intent | undefined, provider: string, notice: PaymentNotice): Outcome {
  if (!intent) return 'unknownIntent'
  if (intent.provider !== provider) return 'foreignProvider'
  if (intent.providerRef !== null && intent.providerRef !== notice.providerRef) return 'foreignPayment'
  if (notice.amount.currency !== intent.amount.currency) return 'wrongAmount'
  const minor = BigInt(notice.amount.minor)
  if (notice.kind === 'refunded') return judgeRefund(intent, minor)
  if (notice.kind !== 'captured' && notice.kind !== 'declined') return 'repeated'
  if (minor !== intent.amount.minor) return 'wrongAmount'
  if (notice.kind === 'captured') return wasCaptured(intent) ? 'repeated' : 'captured'
  if (intent.state === 'declined') return 'repeated'
  return intent.state === 'created' || intent.state === 'waiting' ? 'declined' : 'late'
}

function judgeRefund(intent: Intent, minor: bigint): Outcome {
  if (minor <= 0n || minor > intent.amount.minor) return 'wrongAmount'
  if (!wasCaptured(intent)) return 'early'
  if (intent.state === 'refunded') return 'repeated'
  return intent.refundedMinor + minor > intent.amount.minor ? 'wrongAmount' : 'refunded'
}

export const wasCaptured = (intent: Pick<Intent, 'state'>) => intent.state === 'captured' || intent.state === 'refunded'

/** May still be withdrawn: nothing has been decided. */
export const isOpen = (intent: Pick<Intent, 'state'>) => intent.state === 'created' || intent.state === 'waiting'

const minute = 60_000
const day = 24 * 60 * minute
/** How long a waiting intent is left to its webhook before the provider is asked. */
export const patienceMs = 15_000

/**
 * When the provider is asked again about an intent that it had nothing to say of: after as long again as it is old,
 * at most every hour, and not any more once it is two days old.
 */
export function askAgainAt(createdAt: Date, now: Date): Date | null {
  const age = now.getTime() - createdAt.getTime()
  if (age > 2 * day) return null
  return new Date(now.getTime() + Math.min(Math.max(age, patienceMs), 60 * minute))
}
