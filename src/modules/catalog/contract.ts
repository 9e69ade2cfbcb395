import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, localText, moneyShape, page, pageOf, quantity, text } from '../../lib/shapes.ts'
import { personalisation, personalisationView } from './personalisation-shapes.ts'
import { catalogProblems as problem } from './problems.ts'

export { answers, personalView } from './personalisation-shapes.ts'

export const sku = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'letters, digits, dots and dashes, at most 64')
export const weightMostGrams = 1_000_000
const digits = z.string().regex(/^\d{1,16}$/, 'an amount of minor units that is not negative')
const below = (part: string | undefined, minor: string) => part === undefined || BigInt(part) < BigInt(minor)

/** What a variant costs in a currency. */
const listPrice = moneyShape.extend({
  /** For buyers with an account, below the ordinary price; absent: the same. */
  memberMinor: digits.optional(),
  /** For what is bought in a show while it is live, below the ordinary price; absent: the same. */
  liveMinor: digits.optional(),
})
const price = listPrice
  .refine(({ minor }) => !minor.startsWith('-'), 'a price is not negative')
  .refine(
    ({ minor, memberMinor, liveMinor }) => below(memberMinor, minor) && below(liveMinor, minor),
    'a price for some is below the price for all',
  )

export const pictureView = z.object({
  pictureId: id<'picture'>(),
  url: z.string(),
  width: z.number(),
  height: z.number(),
})

/** So many units of a variant in one unit of a bundle. */
const partView = z.object({
  variantId: id<'variant'>(),
  productId: id<'product'>(),
  sku: z.string(),
  title: localText(120),
  options: z.record(z.string(), z.string()),
  pictureUrl: z.string().nullable(),
  quantity: z.number().int(),
  /** What a unit of it costs bought by itself. */
  prices: z.array(listPrice),
})

export const variantView = z.object({
  variantId: id<'variant'>(),
  sku: z.string(),
  /** What makes it different: `{ colour: 'ivory' }`; empty when there is one variant only. */
  options: z.record(z.string(), z.string()),
  /** At most one per currency. */
  prices: z.array(listPrice),
  /** What a bundle is made of; empty for anything else. Its price is for all of them together. */
  parts: z.array(partView),
  /** One unit, packed. Null: nobody has said; a bundle weighs what its parts do. */
  weightGrams: z.number().int().nullable(),
})

export const productView = z.object({
  productId: id<'product'>(),
  brandId: id<'brand'>(),
  title: localText(120),
  description: localText(4000),
  /** Free attributes such as `skin type: dry` (R0.18). */
  attributes: z.record(z.string(), z.string()),
  /** Tax contained in the prices, in basis points: 2000 is 20 %. */
  taxRateBp: z.number().int(),
  state: z.enum(['draft', 'published', 'archived']),
  pictures: z.array(pictureView),
  variants: z.array(variantView),
  personalisation: personalisationView,
})

const variantWish = z.object({
  /** Given: this variant is changed. Absent: a new one. */
  variantId: id<'variant'>().optional(),
  sku,
  options: z.record(text(40), text(60)).default({}),
  /** At most one per currency. */
  prices: z
    .array(price)
    .min(1)
    .max(7)
    .refine(
      (prices) => new Set(prices.map((one) => one.currency)).size === prices.length,
      'two prices in one currency',
    ),
  /** What a bundle is made of. Absent: as it was, and for a new variant nothing. */
  parts: z
    .array(z.object({ variantId: id<'variant'>(), quantity: quantity(99) }))
    .max(20)
    .refine((parts) => new Set(parts.map((one) => one.variantId)).size === parts.length, 'the same part twice')
    .optional(),
  /** One unit, packed. Null: not known. Absent: as it was. */
  weightGrams: z.number().int().min(1).max(weightMostGrams).nullable().optional(),
})

const productWish = {
  title: localText(120),
  description: localText(4000),
  attributes: z.record(text(40), text(200)).default({}),
  taxRateBp: z.number().int().min(0).max(5000).default(2000),
  state: z.enum(['draft', 'published']).default('published'),
  /** The first is the one shown in lists. */
  pictureIds: z
    .array(id<'picture'>())
    .max(20)
    .refine((ids) => new Set(ids).size === ids.length, 'the same picture twice')
    .default([]),
  variants: z.array(variantWish).min(1).max(100),
}

const importedRow = z.object({
  line: z.number().int(),
  sku: z.string(),
  outcome: z.enum(['created', 'changed', 'unchanged', 'refused']),
  /** Why a row is refused, in English. */
  reason: z.string().optional(),
  /** The same as a code, and what fills it in: to be said in the reader's language. */
  code: z.string().optional(),
  params: z.record(z.string(), z.string()).optional(),
})

export const catalogContract = {
  'catalog.products': route({
    path: 'GET /brands/{brandId}/products',
    summary: 'Products of a brand for its staff, the newest first; archived ones only when asked for',
    access: { staff: ['owner', 'producer', 'host', 'moderator', 'support', 'analyst', 'finance'], of: 'brandId' },
    input: z.object({
      brandId: id<'brand'>(),
      search: z.string().max(100).optional(),
      state: z.enum(['draft', 'published', 'archived']).optional(),
      ...page,
    }),
    output: pageOf(productView),
  }),
  'catalog.product': route({
    path: 'GET /products/{productId}',
    summary: 'A published product; for staff of its brand, any',
    access: 'anyone',
    input: z.object({ productId: id<'product'>() }),
    output: productView.extend({
      /** The lowest ordinary price of each variant in the last thirty days: stands beside a reduced one. */
      lowest: z.array(z.object({ variantId: id<'variant'>(), price: moneyShape })),
    }),
    problems: [problem.unknownProduct],
  }),
  'catalog.createProduct': route({
    path: 'POST /brands/{brandId}/products',
    summary: 'Add a product with its variants and prices',
    access: { staff: ['owner', 'producer'], of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), ...productWish }),
    output: productView,
    problems: [problem.skuTaken, problem.sameOptions, problem.unknownPicture, problem.unknownPart],
  }),
  'catalog.changeProduct': route({
    path: 'PUT /products/{productId}',
    summary: 'Replace what is said of a product; variants left out are archived',
    access: { staff: ['owner', 'producer'], of: 'productId' },
    input: z.object({ productId: id<'product'>(), ...productWish }),
    output: productView,
    problems: [
      problem.skuTaken,
      problem.sameOptions,
      problem.unknownPicture,
      problem.unknownVariant,
      problem.archived,
      problem.unknownPart,
      problem.bundleForGood,
    ],
  }),
  'catalog.setPersonalisation': route({
    path: 'PUT /products/{productId}/personalisation',
    summary: 'Say what may be engraved on a product or chosen for it, and at what price; no fields: nothing',
    access: { staff: ['owner', 'producer'], of: 'productId' },
    input: z.object({ productId: id<'product'>(), ...personalisation }),
    output: done,
    problems: [problem.unknownProduct, problem.archived, problem.bundleAsIs, problem.pieceOfBundle],
  }),
  'catalog.archiveProduct': route({
    path: 'POST /products/{productId}/archive',
    summary: 'Take a product out of sale; orders keep it',
    access: { staff: ['owner', 'producer'], of: 'productId' },
    input: z.object({ productId: id<'product'>() }),
    output: done,
  }),
  'catalog.importProducts': route({
    path: 'POST /brands/{brandId}/products/import',
    summary: 'Read products from a CSV file: row by row, each row tells what became of it',
    access: { staff: ['owner', 'producer'], of: 'brandId' },
    limit: { calls: 30, seconds: 60 },
    input: z.object({
      brandId: id<'brand'>(),
      /** Columns: sku, title, title_fr, title_zh, description, price, currency, stock, tax_rate, option:NAME, attribute:NAME. */
      csv: z.string().min(1).max(5_000_000),
      /** Reports without changing anything. */
      dryRun: z.boolean().default(false),
    }),
    output: z.object({
      rows: z.array(importedRow),
      created: z.number().int(),
      changed: z.number().int(),
      unchanged: z.number().int(),
      refused: z.number().int(),
    }),
    problems: [problem.brokenCsv, problem.tooManyRows],
  }),
} as const
