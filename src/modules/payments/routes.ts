import type { Handlers } from '../../lib/contract.ts'
import { unwire, wire } from '../../lib/money.ts'
import { ok } from '../../lib/shapes.ts'
import { endCare, readCares } from './caring.ts'
import type { paymentsContract } from './contract.ts'
import { answerDispute, keepEvidence, readDisputes } from './disputes.ts'
import * as payments from './payments.ts'

export const paymentsRoutes: Handlers<typeof paymentsContract> = {
  'payments.methods': async (ctx, input) => payments.readMethods(ctx, input),
  'payments.kept': async (ctx) => payments.readKept(ctx),
  'payments.forgetKept': async (ctx, input) => {
    await payments.forgetKept(ctx, input)
    return ok
  },
  'payments.intent': async (ctx, input) => {
    const { intentId, orderId, state, method, step, redirectUrl, reason, ...intent } = await payments.readIntent(
      ctx,
      input,
    )
    const { amount, returnUrl: returnTo } = intent
    return { intentId, orderId, state, method, step, redirectUrl, reason, amount: wire(amount), returnTo }
  },
  'payments.namePayer': async (ctx, input) => {
    await payments.namePayer(ctx, input)
    return ok
  },
  'payments.ofOrder': payments.readPaymentsOf,
  'payments.refund': async (ctx, { intentId, amount, reason }) => ({
    refundId: await payments.refundIntent(ctx, { intentId, amount: unwire(amount), reason }),
  }),
  'payments.cares': readCares,
  'payments.endCare': endCare,
  'payments.disputes': readDisputes,
  'payments.keepEvidence': keepEvidence,
  'payments.answerDispute': answerDispute,
  'payments.checkSettlement': payments.checkSettlement,
  'payments.reviews': payments.readReviews,
  'payments.endReview': async (ctx, input) => {
    await payments.endReview(ctx, input)
    return ok
  },
}
