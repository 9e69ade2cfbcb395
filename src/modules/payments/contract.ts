import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { id, moneyShape } from '../../lib/shapes.ts'

export const intentStates = ['created', 'waiting', 'captured', 'declined', 'cancelled', 'refunded'] as const

export const paymentsContract = {
  'payments.intent': route({
    path: 'GET /intents/{intentId}',
    summary: 'One attempt to be paid: its state, and the page to pay on once the provider has given it',
    access: { own: 'intentId', or: ['owner', 'support', 'finance'] },
    input: z.object({ intentId: id<'intent'>() }),
    output: z.object({
      intentId: id<'intent'>(),
      orderId: id<'order'>(),
      /** created → waiting (for the buyer, see redirectUrl) → captured | declined | cancelled; captured → refunded. */
      state: z.enum(intentStates),
      /** Absolute, or a path on this install. */
      redirectUrl: z.string().nullable(),
      reason: z.string().nullable(),
      amount: moneyShape,
    }),
  }),
} as const
