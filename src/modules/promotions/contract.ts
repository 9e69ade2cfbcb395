import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, moneyShape, page, pageOf } from '../../lib/shapes.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { whyNots } from './apply.ts'
import { promotionProblems as problem } from './problems.ts'

export { whyNots }

const brandId = id<'brand'>()
const promotionId = id<'promotion'>()
const amount = moneyShape.refine(({ minor }) => /^[1-9]\d{0,11}$/.test(minor), 'above nothing, and at most 12 digits')

/** As a buyer types it: letters, digits and dashes; small letters are the same as capitals. */
export const codeShape = z
  .string()
  .max(60)
  .transform((typed) => typed.normalize('NFKC').trim().toUpperCase())
  .pipe(z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,29}$/, 'letters, digits and dashes, 2 to 30'))

const effect = z.discriminatedUnion('kind', [
  /** Basis points: 1500 is 15 %. */
  z.object({ kind: z.literal('percentage'), rateBp: z.number().int().min(1).max(10_000) }),
  z.object({ kind: z.literal('amount'), off: amount }),
  z.object({ kind: z.literal('gift'), variantId: id<'variant'>() }),
])

/** What a brand says of a promotion. */
const promotionWish = {
  /** What buyers read. */
  title: localText(80),
  effect,
  /** It counts for these products only; empty: for all. */
  productIds: z.array(id<'product'>()).max(200).default([]),
  /** For lines too that have a live price or a drop's. */
  alsoReduced: z.boolean().default(false),
  /** From this much of the goods it counts for. */
  least: amount.nullable().default(null),
  newBuyersOnly: z.boolean().default(false),
  /** Only while a show is on air: `showId`, or any of the brand. It is switched by the show itself. */
  duringLive: z.boolean().default(false),
  showId: id<'show'>().nullable().default(null),
  startsAt: instant.nullable().default(null),
  endsAt: instant.nullable().default(null),
  /** Null: it applies by itself. */
  code: codeShape.nullable().default(null),
  /** It goes together with others of which the same is said; if not, the buyer gets the better. */
  combines: z.boolean().default(false),
  /** How often in all, how often for one buyer, and how much in all it may take off. Null: without end. */
  usesMost: z.number().int().min(1).max(10_000_000).nullable().default(null),
  perBuyer: z.number().int().min(1).max(1000).nullable().default(null),
  budget: amount.nullable().default(null),
}
const isWhole = (wish: {
  startsAt: string | null
  endsAt: string | null
  showId: string | null
  duringLive: boolean
}) =>
  (!wish.startsAt || !wish.endsAt || Date.parse(wish.startsAt) < Date.parse(wish.endsAt)) &&
  (wish.showId === null || wish.duringLive)
const hint = 'it ends after it starts, and a show is named only for what goes with a show'

const promotionView = z.object({
  promotionId,
  ...promotionWish,
  code: z.string().nullable(),
  isOn: z.boolean(),
  /** Whether a show it goes with is on air; null when it goes with none. */
  onAir: z.boolean().nullable(),
  uses: z.number().int(),
  /** What it has taken off in orders that stand. */
  spent: moneyShape,
})

export const promotionsContract = {
  'promotions.list': route({
    path: 'GET /brands/{brandId}/promotions',
    summary: 'Promotions of a brand with their use, the newest first',
    access: { staff: ['owner', 'producer', 'host', 'support', 'analyst', 'finance'], of: 'brandId' },
    input: z.object({ brandId, ...page }),
    output: pageOf(promotionView),
  }),
  'promotions.create': route({
    path: 'POST /brands/{brandId}/promotions',
    summary: 'Add a promotion; it is on from the start unless said otherwise',
    access: { staff: ['owner', 'producer'], of: 'brandId' },
    input: z.object({ brandId, isOn: z.boolean().default(true), ...promotionWish }).refine(isWhole, hint),
    output: promotionView,
    problems: [
      problem.codeTaken,
      problem.otherCurrency,
      catalogProblems.unknownProduct,
      catalogProblems.unknownVariant,
    ],
  }),
  'promotions.change': route({
    path: 'PUT /brands/{brandId}/promotions/{promotionId}',
    summary: 'Replace what is said of a promotion; orders keep what they got',
    access: { staff: ['owner', 'producer'], of: 'brandId' },
    input: z.object({ brandId, promotionId, ...promotionWish }).refine(isWhole, hint),
    output: promotionView,
    problems: [
      problem.unknownPromotion,
      problem.codeTaken,
      problem.belowUse,
      problem.otherCurrency,
      catalogProblems.unknownProduct,
      catalogProblems.unknownVariant,
    ],
  }),
  'promotions.turn': route({
    path: 'PUT /brands/{brandId}/promotions/{promotionId}/on',
    summary: 'Switch a promotion on or off, at once',
    access: { staff: ['owner', 'producer', 'host'], of: 'brandId' },
    input: z.object({ brandId, promotionId, isOn: z.boolean() }),
    output: done,
    problems: [problem.unknownPromotion],
  }),
  'promotions.uses': route({
    path: 'GET /brands/{brandId}/promotions/{promotionId}/uses',
    summary: 'The orders that used a promotion, the latest first',
    access: { staff: ['owner', 'producer', 'support', 'analyst', 'finance'], of: 'brandId' },
    input: z.object({ brandId, promotionId, ...page }),
    output: pageOf(
      z.object({
        redemptionId: id<'redemption'>(),
        orderId: id<'order'>(),
        at: instant,
        amount: moneyShape,
        /** `released`: the order was not paid or was called off, and the use is free again. */
        state: z.enum(['active', 'released']),
      }),
    ),
    problems: [problem.unknownPromotion],
  }),
} as const
