import type { Ctx } from '../../ctx.ts'
import type { Owner } from '../../lib/access.ts'
import { type BrandId, type IntentId, newId, type OrderId, type PersonId } from '../../lib/ids.ts'
import type { Money } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { isOpen, wasCaptured } from './decide.ts'
import { askForPayment, sendRefund } from './jobs.ts'
import { paymentProblems as problem } from './problems.ts'
import * as store from './store.ts'

export { paymentCaptured, paymentDeclined, paymentRefunded } from './facts.ts'
export { receiveNotice } from './notices.ts'

export type PaymentWish = {
  orderId: OrderId
  personId: PersonId
  brandId: BrandId
  orderNumber: string
  amount: Money
  description: string
  email: string
  locale: string
  /** A path on this install where the buyer comes back to. */
  returnUrl: string
}

/** Begins an attempt to be paid. The page to pay on appears as `redirectUrl` once the provider has answered. */
export async function openIntent(ctx: Ctx, wish: PaymentWish): Promise<IntentId> {
  const intentId = newId<'intent'>(ctx.now)
  await store.addIntent(ctx.sql, ctx.now, { ...wish, intentId, provider: ctx.doors.payments[0]!.name })
  await ctx.later(askForPayment, { intentId })
  return intentId
}

/** One attempt, as its owner may see it. @throws Refusal `payments.unknownIntent` */
export async function readIntent(ctx: Ctx, { intentId }: { intentId: IntentId }) {
  const intent = await store.intentById(ctx.sql, intentId)
  if (!intent) throw refuse(problem.unknownIntent, { intentId })
  return intent
}

/**
 * Takes the locks of every attempt to pay an order. A notice locks its intent first and the order after; whoever will
 * change both calls this before locking the order, so that the two never wait for each other.
 */
export async function lockIntentsOf(sql: Sql, orderId: OrderId): Promise<void> {
  await store.lockedIntentsOf(sql, orderId)
}

/** Withdraws whatever is still open of an order. A capture that comes all the same is told as ever. */
export async function cancelIntentsOf(ctx: Ctx, orderId: OrderId): Promise<void> {
  for (const intent of await store.lockedIntentsOf(ctx.sql, orderId)) {
    if (!isOpen(intent)) continue
    await store.setState(ctx.sql, intent.intentId, { state: 'cancelled', reason: null, providerRef: null })
  }
}

/**
 * Gives back `amount` of a captured payment.
 * @throws Refusal `payments.unknownIntent`; `payments.notRefundable` when more than was captured would go back
 */
export async function refundIntent(
  ctx: Ctx,
  { intentId, amount, reason }: { intentId: IntentId; amount: Money; reason: string },
): Promise<void> {
  const intent = await store.lockedIntent(ctx.sql, intentId)
  if (!intent) throw refuse(problem.unknownIntent, { intentId })
  const asked = await store.refundsAsked(ctx.sql, intentId)
  const fits = amount.currency === intent.amount.currency && amount.minor > 0n
  if (!fits || !wasCaptured(intent) || asked + amount.minor > intent.amount.minor) {
    throw refuse(problem.notRefundable, { intentId })
  }
  const refundId = newId<'refund'>(ctx.now)
  await store.addRefund(ctx.sql, ctx.now, { refundId, intentId, amountMinor: amount.minor, reason })
  await ctx.later(sendRefund, { refundId })
}

/** Hands a guest's payments over to the account the guest became. */
export async function moveIntents(ctx: Ctx, { guestId, personId }: { guestId: PersonId; personId: PersonId }) {
  await store.setPerson(ctx.sql, guestId, personId)
}

/** Whose business an intent is; undefined when there is none. */
export const intentOwner = (sql: Sql, intentId: string): Promise<Owner | undefined> =>
  store.ownerOfIntent(sql, intentId)
