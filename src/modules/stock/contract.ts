import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { id, page, pageOf, text } from '../../lib/shapes.ts'
import { stockProblems as problem } from './problems.ts'

/** `free` can be bought, `held` is reserved for somebody, `sold` has been paid. */
export const levelView = z.object({
  variantId: id<'variant'>(),
  free: z.number().int(),
  held: z.number().int(),
  sold: z.number().int(),
  /** Set aside for drops and not yet claimed there. */
  inDrops: z.number().int(),
})

export const stockContract = {
  'stock.levels': route({
    path: 'GET /brands/{brandId}/stock',
    summary: 'Stock of every variant of a brand',
    access: { staff: ['owner', 'producer', 'host', 'support', 'analyst', 'finance'], of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), ...page, most: z.coerce.number().int().min(1).max(1000).default(500) }),
    output: pageOf(levelView),
  }),
  'stock.adjust': route({
    path: 'POST /variants/{variantId}/stock/adjustments',
    summary: 'Units that came in or went missing; never below what is free',
    access: { staff: ['owner', 'producer', 'support'], of: 'variantId' },
    input: z.object({
      variantId: id<'variant'>(),
      by: z
        .number()
        .int()
        .min(-1_000_000)
        .max(1_000_000)
        .refine((n) => n !== 0, 'not zero'),
      reason: text(200),
    }),
    output: levelView,
    problems: [problem.notEnough, problem.tooMany, problem.unknownPool, problem.bundleHasNone],
  }),
} as const
