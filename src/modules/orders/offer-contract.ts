import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { id, moneyShape } from '../../lib/shapes.ts'
import { answers } from '../catalog/contract.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { answerFaults } from '../catalog/state.ts'
import { whyNotBuy } from './order-shapes.ts'
import { origins } from './price-contract.ts'

/** Answers as JSON, as they stand in an address. */
const answersInAddress = z
  .string()
  .max(4000)
  .transform((text, at) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      at.issues.push({ code: 'custom', message: 'not JSON', input: text })
      return z.NEVER
    }
  })
  .pipe(answers)

export const offerContract = {
  'orders.offer': route({
    path: 'GET /brands/{brandId}/variants/{variantId}/offer',
    summary:
      'What one unit of a variant costs the caller here and now, made as they ask for; and why it cannot be bought',
    access: 'anyone',
    input: z.object({
      brandId: id<'brand'>(),
      variantId: id<'variant'>(),
      showId: id<'show'>().optional(),
      popUpId: id<'popUp'>().optional(),
      /** A JSON array, as `personal` of `orders.addToBag`. */
      personal: answersInAddress.optional(),
    }),
    output: z.object({
      unitPrice: moneyShape,
      /** The ordinary price, when it has another. */
      compareAt: moneyShape.nullable(),
      origin: z.enum(origins),
      /** What of the unit price is for making it as it was asked for. */
      surcharge: moneyShape,
      /** What cannot be made so. */
      faults: z.array(z.object({ fieldId: z.string(), why: z.enum(answerFaults) })),
      whyNot: z.enum(whyNotBuy).nullable(),
    }),
    problems: [catalogProblems.unknownVariant],
  }),
} as const
