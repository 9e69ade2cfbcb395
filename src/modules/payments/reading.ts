import type { Ctx } from '../../ctx.ts'
import { offers } from '../../doors/payments/methods.ts'
import type { Input, Output } from '../../lib/contract.ts'
import type { IntentId } from '../../lib/ids.ts'
import { money, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import type { paymentsContract } from './contract.ts'
import { paymentProblems as problem } from './problems.ts'
import * as refunds from './refund-store.ts'
import * as store from './store.ts'

type Api = typeof paymentsContract
type PaymentView = Output<Api['payments.ofOrder']>['items'][number]

/** Ways to pay that fit the buyer, the likeliest first. */
export function readMethods(ctx: Ctx, { country, currency, minor, device }: Input<Api['payments.methods']>) {
  const offered = offers(ctx.doors.payments, { country, currency, minor: BigInt(minor), device })
  return {
    items: offered.map(({ method: { id, name, kind, slow } }) => ({ method: id, name, kind, slow: slow ?? false })),
  }
}

/** One attempt, as its owner may see it. @throws Refusal `payments.unknownIntent` */
export async function readIntent(ctx: Ctx, { intentId }: { intentId: IntentId }) {
  const intent = await store.intentById(ctx.sql, intentId)
  if (!intent) throw refuse(problem.unknownIntent, { intentId })
  const { step } = intent
  return { ...intent, redirectUrl: step?.kind === 'redirect' ? step.url : null }
}

/** Every attempt to pay an order, the first first. */
export const readPaymentsOf = async (ctx: Ctx, { orderId }: Input<Api['payments.ofOrder']>) => ({
  items: await viewsOf(ctx, await store.intentsOf(ctx.sql, orderId)),
})

/** What a brand has to look at. */
export const readReviews = async (ctx: Ctx, { brandId }: Input<Api['payments.reviews']>) => ({
  items: await viewsOf(ctx, await store.intentsUnderReview(ctx.sql, brandId)),
})

async function viewsOf(ctx: Ctx, intents: readonly store.StoredIntent[]): Promise<PaymentView[]> {
  const ids = intents.map(({ intentId }) => intentId)
  const given = Map.groupBy(await refunds.refundsOf(ctx.sql, ids), ({ intentId }) => intentId)
  return intents.map((intent) => {
    const { intentId, orderId, orderNumber, provider, providerRef, method, state, reason, amount, dispute } = intent
    const inCurrency = (minor: bigint) => wire(money(minor, amount.currency))
    return {
      ...{ intentId, orderId, orderNumber, provider, providerRef, method, state, reason, dispute },
      amount: wire(amount),
      refunded: inCurrency(intent.refundedMinor),
      createdAt: intent.createdAt.toISOString(),
      refunds: (given.get(intentId) ?? []).map(({ refundId, amountMinor, askedAt, ...refund }) => ({
        ...{ refundId, reason: refund.reason, state: refund.state, askedAt: askedAt.toISOString() },
        amount: inCurrency(amountMinor),
      })),
    }
  })
}
