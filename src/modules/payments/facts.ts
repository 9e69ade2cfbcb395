import { fact } from '../../lib/facts.ts'
import type { BrandId, Id, IntentId, OrderId, PersonId, TopUpId } from '../../lib/ids.ts'
import type { Money } from '../../lib/money.ts'

/** The provider has the money. Told once per intent, even when it was cancelled or declined before. */
export const paymentCaptured = fact<{ intentId: IntentId; orderId: OrderId; provider: string; amount: Money }>(
  'payments.captured',
)

/**
 * Any attempt was decided, of an order or a top-up, before anybody acts on it. `instrument`: what was paid with, as the
 * provider knows it again; null where it does not say.
 */
export const paymentSettled = fact<{
  intentId: IntentId
  brandId: BrandId
  personId: PersonId
  orderId: OrderId | null
  topUpId: TopUpId | null
  instrument: string | null
  became: 'captured' | 'declined'
}>('payments.settled')

export const paymentDeclined = fact<{ intentId: IntentId; orderId: OrderId; reason: string }>('payments.declined')

/** The buyer has done their part; the money is expected before `until`. */
export const paymentPending = fact<{ intentId: IntentId; orderId: OrderId; until: Date }>('payments.pending')

/** `amount` went back to the buyer; `whole` when nothing of the payment is left. */
export const paymentRefunded = fact<{
  intentId: IntentId
  orderId: OrderId
  provider: string
  refundId: Id<'refund'>
  amount: Money
  whole: boolean
}>('payments.refunded')

/** A refund that was told as done has failed after all: the money is with the provider again. */
export const paymentRefundUndone = fact<{
  intentId: IntentId
  orderId: OrderId
  provider: string
  refundId: Id<'refund'>
  amount: Money
}>('payments.refundUndone')

/**
 * What an operator has to see to: money came that is not what was asked for, a refund failed, a buyer's bank asks, took
 * money back, or decided about that. `detail` is for people: an amount, a stable word.
 */
export const paymentNeedsCare = fact<{
  intentId: IntentId
  orderId: OrderId
  what: 'underReview' | 'refundFailed' | 'disputeAsked' | 'disputed' | 'disputeWon' | 'disputeLost'
  detail: string
}>('payments.needsCare')

/** The provider has the money of a top-up of coins. Told once. */
export const topUpCaptured = fact<{ topUpId: TopUpId; provider: string; amount: Money }>('payments.topUpCaptured')

/**
 * A refund of a top-up: `done`, the money is with the buyer; `undone`, it was and is back; `failed`, it never left.
 * @NOTE one that was made at the provider's desk is told with an id that nobody asked for
 */
export const topUpRefund = fact<{
  intentId: IntentId
  topUpId: TopUpId
  provider: string
  refundId: Id<'refund'>
  amount: Money
  became: 'done' | 'undone' | 'failed'
}>('payments.topUpRefund')

type Disputed = {
  intentId: IntentId
  orderId: OrderId | null
  topUpId: TopUpId | null
  brandId: BrandId
  provider: string
}

/** A bank took money of a payment back (`opened`), gave it to us again (`won`), or keeps it (`lost`). Each told once. */
export const paymentDisputed = fact<
  Disputed & { disputeId: Id<'dispute'>; amount: Money; became: 'opened' | 'won' | 'lost' }
>('payments.disputed')

/** What a provider keeps for a dispute, by the line of its settlement file; below zero when it gives it back. */
export const disputeFeeKept = fact<Disputed & { rowId: string; fee: Money }>('payments.disputeFeeKept')
