import type { PaymentNotice } from '../../doors/doors.ts'
import type { DisputeStage } from '../../doors/payments/dispute-desk.ts'
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
  { refund, dispute }: { refund?: KnownRefund | undefined; dispute?: KnownDispute | undefined } = {},
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
      if (notice.amount.currency !== intent.amount.currency || minor <= 0n) return 'wrongAmount'
      return wasCaptured(intent) ? judgeDispute(notice, dispute) : 'early'
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

function judgeDispute(notice: PaymentNotice, known: KnownDispute | undefined): Outcome {
  const { moves, isNews } = learnDispute(known, saidOf(notice))
  if (isNews) return moves.includes('won') || moves.includes('lost') ? 'disputeClosed' : 'disputed'
  return known && isDecided(known.stage) && known.stage !== saidOf(notice).stage ? 'late' : 'repeated'
}

/** A dispute as we know it. */
export type KnownDispute = {
  stage: DisputeStage
  /** Its money was taken from us. */
  withdrawn: boolean
  dueAt: Date | null
  fees: Readonly<Record<string, unknown>>
}
export type SaidOfDispute = { stage: DisputeStage; dueAt: Date | null; feeIds: readonly string[] }

/** What a notice says of a dispute; a provider that says no more than won or lost says it as its reason. */
export function saidOf({ kind, reason, dispute }: PaymentNotice): SaidOfDispute {
  const said = kind === 'disputed' ? 'needsResponse' : reason === 'lost' ? 'lost' : 'won'
  return {
    stage: dispute?.stage ?? said,
    dueAt: dispute?.dueAt ? new Date(dispute.dueAt) : null,
    feeIds: (dispute?.fees ?? []).map(({ rowId }) => rowId),
  }
}

const isDecided = (stage: DisputeStage) => stage === 'won' || stage === 'lost'
/** How far a dispute has come: it never goes back, so that notices may come in any order. */
const steps: Record<DisputeStage, number> = {
  ...{ inquiry: 0, dropped: 1, needsResponse: 2, underReview: 3 },
  ...{ won: 4, lost: 4 },
}

/**
 * What becomes of a dispute, and which money moves with it: `opened` it is taken from us, `won` it is back, `lost` it is
 * gone. The same notices in any order, any number of times, lead to the same.
 */
export function learnDispute(known: KnownDispute | undefined, said: SaidOfDispute) {
  const stage = known && steps[known.stage] >= steps[said.stage] ? known.stage : said.stage
  const dueAt = latest(known?.dueAt ?? null, said.dueAt)
  const withdrawn = steps[stage] >= steps.needsResponse
  const moves: ('opened' | 'won' | 'lost')[] = []
  if (withdrawn && !known?.withdrawn) moves.push('opened')
  if ((stage === 'won' || stage === 'lost') && stage !== known?.stage) moves.push(stage)
  const newFees = said.feeIds.some((one) => !(known && one in known.fees))
  const isNews = !known || stage !== known.stage || newFees || dueAt?.getTime() !== known.dueAt?.getTime()
  return { stage, dueAt, withdrawn, moves, isNews }
}

const latest = (one: Date | null, other: Date | null) => (!one || (other && other > one) ? other : one)

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
