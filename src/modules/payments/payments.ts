import type { Ctx } from '../../ctx.ts'
import type { Device } from '../../doors/doors.ts'
import { offers } from '../../doors/payments/methods.ts'
import type { Owner } from '../../lib/access.ts'
import {
  type BrandId,
  type Id,
  type IntentId,
  newId,
  type OrderId,
  type PersonId,
  type TopUpId,
} from '../../lib/ids.ts'
import type { Money } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { askForPayment, learnPayer, withdrawPayment } from './asking.ts'
import { isOpen, wasCaptured } from './decide.ts'
import { disputedMinor } from './dispute-store.ts'
import { sendRefund } from './jobs.ts'
import { keptAmong, keptOf } from './keeping-store.ts'
import { movePayers } from './payer-store.ts'
import { paymentProblems as problem } from './problems.ts'
import * as refunds from './refund-store.ts'
import * as store from './store.ts'

export { endReview, listGivenBack } from './caring.ts'
export {
  disputeFeeKept,
  paymentCaptured,
  paymentDeclined,
  paymentDisputed,
  paymentNeedsCare,
  paymentPending,
  paymentRefunded,
  paymentRefundUndone,
  paymentSettled,
  topUpCaptured,
  topUpRefund,
} from './facts.ts'
export { forgetKept, readKept } from './keeping.ts'
export { receiveNotice } from './notices.ts'
export { readIntent, readMethods, readPaymentsOf, readReviews } from './reading.ts'
export { type Difference, reconcile } from './reconcile.ts'
export { refundedOf } from './refund-store.ts'
export { checkSettlement, readSettlement } from './settlement.ts'
export { type BookedOrder, bookedOfOrders, ordersOfPayments } from './settlement-store.ts'

export type PaymentWish = ({ orderId: OrderId; topUpId?: undefined } | { topUpId: TopUpId; orderId?: undefined }) & {
  personId: PersonId
  brandId: BrandId
  orderNumber: string
  amount: Money
  description: string
  email: string
  locale: string
  /** A path on this install where the buyer comes back to. */
  returnUrl: string
  /** The buyer's country. */
  country: string
  /** The id of a method; without one, the first that fits. */
  method?: string | undefined
  /** A phone unless told otherwise. */
  device?: Device | undefined
  /** Something the provider keeps for the caller, instead of a method. */
  keptId?: Id<'kept'> | undefined
  /** The buyer agreed before and is not there: a bank that wants to see them says no. */
  offSession?: boolean | undefined
}

/**
 * Begins an attempt to be paid. How to go on appears as `step` once the provider has answered.
 * @throws Refusal `payments.methodNotOffered` for a method that does not fit this buyer and amount
 */
export async function openIntent(
  ctx: Ctx,
  { country, device = 'phone', keptId, offSession = false, ...wish }: PaymentWish,
) {
  const { amount } = wish
  const offered = offers(ctx.doors.payments, { country, currency: amount.currency, minor: amount.minor, device })
  const kept = keptId && (await keptOf(ctx.sql, wish.personId)).find((one) => one.keptId === keptId)
  const wanted = kept?.method ?? wish.method
  const offer = wanted === undefined ? offered[0] : offered.find(({ method }) => method.id === wanted)
  const misses = (keptId && !kept) || (kept && kept.provider !== offer?.provider)
  if (!offer || misses) throw refuse(problem.methodNotOffered, { offered: offered.map(({ method }) => method.id) })
  const intentId = newId<'intent'>(ctx.now)
  const taker = { provider: offer.provider, method: offer.method.id, providerMethod: offer.word }
  const buyerAddress = (ctx.who.kind === 'person' && ctx.who.address) || null
  // A guest has nobody to keep anything for.
  const keeps = offSession || isAccount(ctx, wish.personId)
  const keeping = { keeps, keptRef: kept?.providerRef ?? null, offSession }
  await store.addIntent(ctx.sql, ctx.now, {
    ...{ ...wish, ...taker, ...keeping, device, intentId, buyerAddress },
    ...{ orderId: wish.orderId ?? null, topUpId: wish.topUpId ?? null },
  })
  await ctx.later(askForPayment, { intentId })
  return intentId
}

const isAccount = ({ who }: Ctx, personId: PersonId) => who.kind === 'person' && !who.guest && who.personId === personId

/** The buyer's bank is asked to look at its customer. Before the provider was asked: in the transaction that opened it. */
export async function askStepUp(ctx: Ctx, intentId: IntentId): Promise<void> {
  await store.setStepUp(ctx.sql, intentId)
}

/** Which of these ways to pay are still kept, and can be charged here. */
export async function stillKept(
  ctx: Pick<Ctx, 'doors'>,
  sql: Sql,
  keptIds: readonly Id<'kept'>[],
): Promise<Set<string>> {
  const rows = await keptAmong(sql, keptIds)
  const here = rows.filter(({ provider }) => ctx.doors.payments.some(({ name, keeper }) => name === provider && keeper))
  return new Set(here.map(({ keptId }) => keptId))
}

/**
 * The buyer is back from the page that names them to the wallet, with its code. Told twice, or too late, it changes
 * nothing.
 */
export async function namePayer(ctx: Ctx, { intentId, code }: { intentId: IntentId; code: string }): Promise<void> {
  const intent = await store.lockedIntent(ctx.sql, intentId)
  if (intent?.state !== 'created' || intent.step === null) return
  await store.setPayerStep(ctx.sql, intentId, null)
  await ctx.later(learnPayer, { intentId, code })
}

/**
 * Takes the locks of every attempt to pay an order. A notice locks its intent first and the order after; whoever will
 * change both calls this before locking the order, so that the two never wait for each other.
 */
export async function lockIntentsOf(sql: Sql, orderId: OrderId): Promise<void> {
  await store.lockedIntentsOf(sql, orderId)
}

/** What is left of payments of top-ups, the latest first: captured, and not asked back. Locks them. */
export async function refundableOf(sql: Sql, topUpIds: readonly TopUpId[]) {
  const intents = (await store.intentsOfTopUps(sql, topUpIds)).filter(wasCaptured)
  const left = []
  for (const { intentId, topUpId, amount } of intents) {
    const minor = amount.minor - (await refunds.refundsAsked(sql, intentId)) - (await disputedMinor(sql, intentId))
    if (minor > 0n) left.push({ intentId, topUpId: topUpId!, left: { ...amount, minor } })
  }
  return left
}

/** Withdraws whatever is still open of an order. A capture that comes all the same is told as ever. */
export async function cancelIntentsOf(ctx: Ctx, orderId: OrderId): Promise<void> {
  for (const intent of await store.lockedIntentsOf(ctx.sql, orderId)) {
    if (!isOpen(intent)) continue
    await store.setState(ctx.sql, intent.intentId, { state: 'cancelled', reason: null, providerRef: null })
    await ctx.later(withdrawPayment, { intentId: intent.intentId })
  }
}

/**
 * Gives back `amount` of a captured payment.
 * @throws Refusal `payments.unknownIntent`; `payments.notRefundable` when more than was captured would go back
 */
export async function refundIntent(
  ctx: Ctx,
  { intentId, amount, reason }: { intentId: IntentId; amount: Money; reason: string },
): Promise<Id<'refund'>> {
  const intent = await store.lockedIntent(ctx.sql, intentId)
  if (!intent) throw refuse(problem.unknownIntent, { intentId })
  // What a bank has taken back goes to the same buyer.
  const asked = (await refunds.refundsAsked(ctx.sql, intentId)) + (await disputedMinor(ctx.sql, intentId))
  const fits = amount.currency === intent.amount.currency && amount.minor > 0n
  if (!fits || !wasCaptured(intent) || asked + amount.minor > intent.amount.minor) {
    throw refuse(problem.notRefundable, { intentId })
  }
  const refundId = newId<'refund'>(ctx.now)
  await refunds.addRefund(ctx.sql, ctx.now, { refundId, intentId, amountMinor: amount.minor, reason })
  await ctx.later(sendRefund, { refundId })
  return refundId
}

/** Hands a guest's payments over to the account the guest became. */
export async function moveIntents(ctx: Ctx, { guestId, personId }: { guestId: PersonId; personId: PersonId }) {
  await store.setPerson(ctx.sql, guestId, personId)
  await movePayers(ctx.sql, guestId, personId)
}

/** Whose business an intent is; undefined when there is none. */
export const intentOwner = (sql: Sql, intentId: string): Promise<Owner | undefined> =>
  store.ownerOfIntent(sql, intentId)
