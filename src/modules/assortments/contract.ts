import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, moneyShape, text } from '../../lib/shapes.ts'
import { productView } from '../catalog/contract.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { assortmentProblems as problem } from './problems.ts'

const brandId = id<'brand'>()
const setId = id<'set'>()
const popUpId = id<'popUp'>()
const productIds = (least: number) =>
  z
    .array(id<'product'>())
    .min(least)
    .max(100)
    .refine((ids) => new Set(ids).size === ids.length, 'the same product twice')
const everybody = ['owner', 'producer', 'host', 'moderator', 'support', 'analyst', 'finance'] as const
const producers = { staff: ['owner', 'producer'], of: 'brandId' } as const

const setWish = { name: text(80), productIds: productIds(1) }
const setView = z.object({ setId, ...setWish })

const popUpWish = {
  /** In its address: `/maison-alma/pop-up/{slug}`. */
  slug: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/, 'lower-case letters, digits and dashes, at most 60'),
  title: localText(80),
  text: localText(1000),
  pictureId: id<'picture'>().nullable().default(null),
  /** What it sells: a set as it stands, or products of its own. */
  setId: setId.nullable().default(null),
  productIds: productIds(0).default([]),
  opensAt: instant,
  closesAt: instant,
}
const fits = ({
  setId,
  productIds,
  opensAt,
  closesAt,
}: {
  setId: unknown
  productIds: unknown[]
  opensAt: string
  closesAt: string
}) => (setId === null) === productIds.length > 0 && Date.parse(closesAt) > Date.parse(opensAt)
const fitsText = 'a pop-up shop sells a set or products, and closes after it opens'

const popUpStates = z.enum(['before', 'open', 'closed'])
const popUpView = z.object({ popUpId, ...popUpWish, pictureUrl: z.string().nullable(), state: popUpStates })

const rule = z.object({
  /** Null: of the product; a variant's own stands before it. */
  variantId: id<'variant'>().nullable().default(null),
  /** Only in a show that is on air. */
  liveOnly: z.boolean().default(false),
  /** Only in these shows. */
  showIds: z.array(id<'show'>()).max(50).default([]),
  /** Only in these pop-up shops while they are open, or in the shows. */
  popUpIds: z.array(popUpId).max(50).default([]),
  /** Only to people with an account. */
  membersOnly: z.boolean().default(false),
})

export const assortmentsContract = {
  'assortments.sets': route({
    path: 'GET /brands/{brandId}/product-sets',
    summary: 'The product sets of a brand, by name',
    access: { staff: everybody, of: 'brandId' },
    input: z.object({ brandId }),
    output: z.object({ items: z.array(setView) }),
  }),
  'assortments.addSet': route({
    path: 'POST /brands/{brandId}/product-sets',
    summary: 'Keep products together under a name, to be used again; at most 50 sets of 100 products',
    access: producers,
    input: z.object({ brandId, ...setWish }),
    output: z.object({ setId }),
    problems: [problem.tooManySets, problem.nameTaken, catalogProblems.unknownProduct],
  }),
  'assortments.changeSet': route({
    path: 'PUT /brands/{brandId}/product-sets/{setId}',
    summary: 'Another name or other products; a pop-up shop that sells the set follows',
    access: producers,
    input: z.object({ brandId, setId, ...setWish }),
    output: done,
    problems: [problem.unknownSet, problem.nameTaken, catalogProblems.unknownProduct],
  }),
  'assortments.removeSet': route({
    path: 'DELETE /brands/{brandId}/product-sets/{setId}',
    summary: 'Forget a set; where it was used everything stays',
    access: producers,
    input: z.object({ brandId, setId }),
    output: done,
    problems: [problem.unknownSet, problem.setInUse],
  }),
  'assortments.popUps': route({
    path: 'GET /brands/{brandId}/pop-ups',
    summary: 'The pop-up shops of a brand, the latest to open first',
    access: { staff: everybody, of: 'brandId' },
    input: z.object({ brandId }),
    output: z.object({ items: z.array(popUpView) }),
  }),
  'assortments.addPopUp': route({
    path: 'POST /brands/{brandId}/pop-ups',
    summary: 'Plan a pop-up shop: its address, what it sells, when it opens and closes',
    access: producers,
    input: z.object({ brandId, ...popUpWish }).refine(fits, fitsText),
    output: z.object({ popUpId }),
    problems: [
      problem.tooManyPopUps,
      problem.slugTaken,
      problem.unknownSet,
      catalogProblems.unknownProduct,
      catalogProblems.unknownPicture,
    ],
  }),
  'assortments.changePopUp': route({
    path: 'PUT /brands/{brandId}/pop-ups/{popUpId}',
    summary: 'Replace what is said of a pop-up shop; other hours count at once',
    access: producers,
    input: z.object({ brandId, popUpId, ...popUpWish }).refine(fits, fitsText),
    output: done,
    problems: [
      problem.unknownPopUp,
      problem.slugTaken,
      problem.unknownSet,
      catalogProblems.unknownProduct,
      catalogProblems.unknownPicture,
    ],
  }),
  'assortments.removePopUp': route({
    path: 'DELETE /brands/{brandId}/pop-ups/{popUpId}',
    summary: 'Take a pop-up shop away; orders keep that they came from it',
    access: producers,
    input: z.object({ brandId, popUpId }),
    output: done,
    problems: [problem.unknownPopUp, problem.popUpInUse],
  }),
  'assortments.popUp': route({
    path: 'GET /brands/{brandId}/pop-ups/by-slug/{slug}',
    summary: 'A pop-up shop as its visitors see it: what it sells is told while it is open',
    access: 'anyone',
    input: z.object({ brandId, slug: z.string().max(60) }),
    output: z.object({
      ...{ popUpId, slug: z.string(), title: localText(80), text: localText(1000), pictureUrl: z.string().nullable() },
      ...{ opensAt: instant, closesAt: instant, state: popUpStates },
      /** How many products there are. */
      count: z.number().int(),
      products: z.array(
        z.object({
          ...{ productId: id<'product'>(), title: productView.shape.title, pictureUrl: z.string().nullable() },
          /** The lowest ordinary price of its variants, and whether there is more than one. */
          ...{ price: moneyShape, from: z.boolean() },
        }),
      ),
    }),
    problems: [problem.unknownPopUp],
  }),
  'assortments.rules': route({
    path: 'GET /products/{productId}/sale-rules',
    summary: 'Where a product and its variants are sold; none: everywhere',
    access: { staff: everybody, of: 'productId' },
    input: z.object({ productId: id<'product'>() }),
    output: z.object({ items: z.array(rule) }),
  }),
  'assortments.setRules': route({
    path: 'PUT /products/{productId}/sale-rules',
    summary: 'Keep a product or variants for live shows, for chosen shows, for pop-up shops or for members',
    access: { staff: ['owner', 'producer'], of: 'productId' },
    input: z.object({
      productId: id<'product'>(),
      rules: z
        .array(rule)
        .max(101)
        .refine((rules) => new Set(rules.map((one) => one.variantId)).size === rules.length, 'two rules for the same'),
    }),
    output: done,
    problems: [problem.unknownPopUp, catalogProblems.unknownVariant],
  }),
} as const
