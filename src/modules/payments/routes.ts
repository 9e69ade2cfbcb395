import type { Handlers } from '../../lib/contract.ts'
import { wire } from '../../lib/money.ts'
import type { paymentsContract } from './contract.ts'
import { readIntent } from './payments.ts'

export const paymentsRoutes: Handlers<typeof paymentsContract> = {
  'payments.intent': async (ctx, input) => {
    const { intentId, orderId, state, redirectUrl, reason, amount } = await readIntent(ctx, input)
    return { intentId, orderId, state, redirectUrl, reason, amount: wire(amount) }
  },
}
