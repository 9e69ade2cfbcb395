import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { id, instant, moneyShape } from '../../lib/shapes.ts'
import { creditProblems as problem } from './problems.ts'

export const creditContract = {
  'credit.purses': route({
    path: 'GET /credit',
    summary: 'What the caller can spend, and in which shops',
    access: 'person',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          ...{ brandId: id<'brand'>(), name: z.string(), slug: z.string(), free: moneyShape, held: moneyShape },
          /** What was taken out of it and comes off the next order by itself. */
          ready: moneyShape,
        }),
      ),
    }),
  }),
  'credit.use': route({
    path: 'POST /brands/{brandId}/credit/use',
    summary: 'Take all credit with a brand out of the purse: it comes off the next order of goods for at least as much',
    access: 'account',
    input: z.object({ brandId: id<'brand'>() }),
    output: z.object({ off: moneyShape }),
    problems: [problem.nothing],
  }),
  'credit.mine': route({
    path: 'GET /brands/{brandId}/credit',
    summary: 'What the caller can spend in a brand’s shop, and where it came from and went, the latest first',
    access: 'person',
    input: z.object({ brandId: id<'brand'>() }),
    output: z.object({
      /** What can be spent now. */
      free: moneyShape,
      /** Set aside for orders that are not paid yet. */
      held: moneyShape,
      items: z.array(
        z.object({
          at: instant,
          /** What happened: `giveaway.given`, `credit.used` … */
          kind: z.string(),
          amount: moneyShape,
          showId: id<'show'>().nullable(),
          orderId: id<'order'>().nullable(),
        }),
      ),
    }),
  }),
} as const
