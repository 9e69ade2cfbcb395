import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id } from '../../lib/shapes.ts'

/** `home`: at the seller's own rates; `oss`, `uk`: at the destination's; `export`: without. */
export const taxRegimes = ['home', 'oss', 'uk', 'export'] as const

/** What leaves for where no tax of ours is charged: as at home; at the same price; without the tax in it. */
export const exportWays = ['taxed', 'same', 'net'] as const

const rateBp = z.number().int().min(0).max(5000)
const country = z.string().regex(/^[A-Z]{2}$/)
const rate = z.object({ country, homeRateBp: rateBp, rateBp })

const settings = {
  /** Registered for the One Stop Shop: within the EU the rate of the destination counts. */
  oss: z.boolean(),
  /** Collects the United Kingdom's VAT when it sells there. */
  ukVat: z.boolean(),
  exports: z.enum(exportWays),
  /** Where a country has another rate than its standard one for goods that have `homeRateBp` at home. */
  rates: z
    .array(rate)
    .max(200)
    .refine(
      (rates) => new Set(rates.map((one) => `${one.country} ${one.homeRateBp}`)).size === rates.length,
      'two rates for the same',
    ),
}

export const taxContract = {
  'orders.taxSettings': route({
    path: 'GET /brands/{brandId}/tax',
    summary: 'How a brand taxes what it sends abroad',
    access: { staff: ['owner', 'finance'], of: 'brandId' },
    input: z.object({ brandId: id<'brand'>() }),
    output: z.object(settings),
  }),
  'orders.changeTaxSettings': route({
    path: 'PUT /brands/{brandId}/tax',
    summary: 'Change how a brand taxes what it sends abroad; orders keep what they were taxed as',
    access: { staff: ['owner', 'finance'], of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), ...settings }),
    output: done,
  }),
} as const
