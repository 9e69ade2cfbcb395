import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, moneyShape, quantity } from '../../lib/shapes.ts'
import { dropProblems as problem } from './problems.ts'

const dropId = id<'drop'>()

export const dropsContract = {
  'drops.create': route({
    path: 'POST /shows/{showId}/drops',
    summary: 'Announce a timed sale: its units are set aside now, and nobody can claim before it opens',
    access: { staff: ['owner', 'producer', 'host'], of: 'showId' },
    input: z.object({
      showId: id<'show'>(),
      variantId: id<'variant'>(),
      quantity: quantity(100_000),
      price: moneyShape,
      perBuyer: quantity(99).default(1),
      /** From now; 0 opens at once. */
      opensInSeconds: z.number().int().min(0).max(86_400).default(30),
      /** How long a claimed unit is kept for its buyer. */
      holdSeconds: z.number().int().min(30).max(3600).default(300),
    }),
    output: z.object({ dropId, opensAt: instant }),
    problems: [
      problem.showNotLive,
      problem.notInRunOfShow,
      problem.notEnoughStock,
      problem.priceTooHigh,
      problem.tooManyOpen,
    ],
  }),
  'drops.close': route({
    path: 'POST /drops/{dropId}/close',
    summary: 'End a drop; what is not claimed goes back to stock, what is held stays held',
    access: { staff: ['owner', 'producer', 'host'], of: 'dropId' },
    input: z.object({ dropId }),
    output: done,
    problems: [problem.closed],
  }),
  'drops.claim': route({
    path: 'POST /drops/{dropId}/claims',
    summary: 'Claim units: whoever wins has them in the bag, held until `expiresAt` at the live price',
    access: 'person',
    limit: { calls: 120, seconds: 60 },
    batched: true,
    input: z.object({ dropId, quantity: quantity(99).default(1) }),
    output: z.object({
      lineId: id<'line'>(),
      holdId: id<'hold'>(),
      quantity: z.number().int(),
      expiresAt: instant,
      price: moneyShape,
    }),
    problems: [problem.unknownDrop, problem.notOpenYet, problem.soldOut, problem.limitReached, problem.closed],
  }),
} as const
