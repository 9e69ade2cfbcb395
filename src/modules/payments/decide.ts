import type { PaymentNotice } from '../../doors/doors.ts'
import type { IntentId } from '../../lib/ids.ts'
import type { Money } from '../../lib/money.ts'
import type { intentStates } from './contract.ts'

export type IntentState = (typeof intentStates)[number]

/** One attempt to be paid, as far as a notice can concern it. */
export type Intent = {
  intentId: IntentId
  provider: string
  /** Null until the provider has answered. */
  providerRef: string | null
  state: IntentState
  amount: Money
  /** Minor units given back so far: the sum of the refunds that are done. */
  refundedMinor: bigint
  dispute: 'open' | 'won' | 'lost' | null
}

/** The refund that a notice is about, as we know it. */
export type KnownRefund = { state: 'asked' | 'done' | 'failed'; amountMinor: bigint }

/**
 * What becomes of a notice. The first seven change the intent (`review`: money came that is not what was asked for);
 * `early` waits for its capture; the others change nothing: `repeated` says what is known, `late` comes after the
 * outcome, the rest are not about this payment at all.
 */
export type Outcome =
  | PaymentNotice['kind']
  | 'review'
  | 'early'
  | 'repeated'
  | 'late'
  | 'unknownIntent'
  | 'foreignProvider'
  | 'foreignPayment'
  | 'wrongAmount'

/** Judges a notice whose signature was right. Money that was taken is always believed, however late. */
export function judge(
  intent: Intent | undefined,
  provider: string,
  notice: PaymentNotice,
  refund?: KnownRefund,
): Outcome {
  if (!intent) return 'unknownIntent'
  if (intent.provider !== provider) return 'foreignProvider'
  if (intent.providerRef !== null && intent.providerRef !== notice.providerRef) return 'foreignPayment'
  const minor = BigInt(notice.amount.minor)
  const right = notice.amount.currency === intent.amount.currency && minor === intent.amount.minor
  switch (notice.kind) {
    case 'captured':
      return judgeCapture(intent, right)
    case 'declined':
    case 'pending':
      return right ? judgeWord(intent, notice.kind) : 'wrongAmount'
    case 'refunded':
    case 'refundFailed':
      if (notice.amount.currency !== intent.amount.currency) return 'wrongAmount'
      return judgeRefund(intent, notice.kind, minor, refund)
    case 'disputed':
    case 'disputeClosed':
      return judgeDispute(intent, notice.kind)
  }
}

/** An amount or a currency that was not asked for is never a payment, and never forgotten: somebody looks at it. */
function judgeCapture(intent: Intent, right: boolean): Outcome {
  if (wasCaptured(intent)) return right ? 'repeated' : 'wrongAmount'
  if (right) return 'captured'
  return intent.state === 'review' ? 'repeated' : 'review'
}

function judgeWord({ state }: Intent, kind: 'declined' | 'pending'): Outcome {
  if (state === kind) return 'repeated'
  return isOpen({ state }) ? kind : 'late'
}

/** A refund ends done or failed; one that failed after it was done takes its money out again, and stays failed. */
function judgeRefund(
  intent: Intent,
  kind: 'refunded' | 'refundFailed',
  minor: bigint,
  refund: KnownRefund | undefined,
): Outcome {
  if (minor <= 0n || minor > intent.amount.minor) return 'wrongAmount'
  if (refund && refund.amountMinor !== minor) return 'wrongAmount'
  if (!wasCaptured(intent)) return 'early'
  if (kind === 'refundFailed') return refund?.state === 'failed' ? 'repeated' : 'refundFailed'
  if (refund?.state === 'done') return 'repeated'
  if (refund?.state === 'failed') return 'late'
  return intent.refundedMinor + minor > intent.amount.minor ? 'wrongAmount' : 'refunded'
}

function judgeDispute(intent: Intent, kind: 'disputed' | 'disputeClosed'): Outcome {
  if (!wasCaptured(intent)) return 'early'
  if (kind === 'disputed') return intent.dispute === null ? 'disputed' : 'repeated'
  return intent.dispute === 'won' || intent.dispute === 'lost' ? 'repeated' : 'disputeClosed'
}

export const wasCaptured = (intent: Pick<Intent, 'state'>) => intent.state === 'captured' || intent.state === 'refunded'

/** May still be withdrawn: nothing has been decided. */
export const isOpen = ({ state }: Pick<Intent, 'state'>) =>
  state === 'created' || state === 'waiting' || state === 'pending'

const minute = 60_000
const day = 24 * 60 * minute
/** How long a waiting intent is left to its webhook before the provider is asked. */
export const patienceMs = 15_000

/**
 * When the provider is asked again about an intent that it had nothing to say of: after as long again as it is old,
 * at most every hour, and not any more once it is two days old, or two weeks when money is on its way.
 */
export function askAgainAt(createdAt: Date, now: Date, state: IntentState = 'waiting'): Date | null {
  const age = now.getTime() - createdAt.getTime()
  if (age > (state === 'pending' ? 14 : 2) * day) return null
  return new Date(now.getTime() + Math.min(Math.max(age, patienceMs), 60 * minute))
}

/** How long an order waits for money on its way: minutes for most, days for a debit or a slip paid at a till. */
export const underWayMs = (method: { slow?: boolean } | undefined) => (method?.slow ? 7 * day : 30 * minute)
