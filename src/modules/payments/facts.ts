import { fact } from '../../lib/facts.ts'
import type { IntentId, OrderId } from '../../lib/ids.ts'
import type { Money } from '../../lib/money.ts'

/** The provider has the money. Told once per intent, even when it was cancelled or declined before. */
export const paymentCaptured = fact<{ intentId: IntentId; orderId: OrderId; amount: Money }>('payments.captured')

export const paymentDeclined = fact<{ intentId: IntentId; orderId: OrderId; reason: string }>('payments.declined')

/** `amount` went back to the buyer; `whole` when nothing of the payment is left. */
export const paymentRefunded = fact<{ intentId: IntentId; orderId: OrderId; amount: Money; whole: boolean }>(
  'payments.refunded',
)
