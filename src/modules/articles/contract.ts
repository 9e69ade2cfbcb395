import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { locales } from '../../lib/local-text.ts'
import { done, id, instant, moneyShape, pageByPlace, pageOf, passage, text } from '../../lib/shapes.ts'
import { articleProblems as problem } from './problems.ts'

const brandId = id<'brand'>()
const articleId = id<'article'>()
const productId = id<'product'>()
const showId = id<'show'>()
const pictureId = id<'picture'>()
const count = z.number().int()
const writers = ['owner', 'producer'] as const
const everybody = ['owner', 'producer', 'host', 'moderator', 'support', 'analyst', 'finance'] as const
const states = ['draft', 'scheduled', 'published', 'withdrawn'] as const
const locale = z.enum(locales)
const most = 20_000

/** A text that may not be written yet. How long it may be is said by name. */
const draftText = z.object({
  en: text(most, 0).optional(),
  fr: text(most, 0).optional(),
  'zh-Hans': text(most, 0).optional(),
})
const span = z.object({
  text: passage(most),
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  href: passage(4000).optional(),
})
const spans = z.array(span).max(1000)
const richText = z.object({ en: spans.optional(), fr: spans.optional(), 'zh-Hans': spans.optional() })
const blockId = z.string().regex(/^[\w-]{1,40}$/)

const blockShape = z.discriminatedUnion('type', [
  z.object({ id: blockId, type: z.literal('heading'), text: draftText }),
  z.object({ id: blockId, type: z.literal('paragraph'), text: richText }),
  z.object({
    id: blockId,
    type: z.literal('picture'),
    pictureId: pictureId.nullable(),
    alt: draftText,
    caption: draftText,
  }),
  z.object({ id: blockId, type: z.literal('quote'), text: draftText, by: draftText }),
  z.object({ id: blockId, type: z.literal('product'), productId: productId.nullable() }),
  z.object({ id: blockId, type: z.literal('show'), showId: showId.nullable() }),
  z.object({ id: blockId, type: z.literal('divider') }),
])

const content = {
  slug: z.string().max(200),
  title: draftText,
  summary: draftText,
  coverPictureId: pictureId.nullable(),
  blocks: z.array(blockShape).max(1000),
}

const pictureShape = z.object({ url: z.string(), width: count, height: count })

/** What a product card says now. Without `offer` it is not for sale. */
const productCard = z.object({
  productId,
  title: draftText,
  pictureUrl: z.string().nullable(),
  offer: z.object({ price: moneyShape, formerMinor: z.string().optional(), free: count }).nullable(),
})

/** What the card of a show says now. */
const showCard = z.object({
  showId,
  status: z.enum(['draft', 'scheduled', 'live', 'ended', 'replay', 'cancelled']),
  title: draftText,
  description: draftText,
  startsAt: instant.nullable(),
  coverUrl: z.string().nullable(),
  portraitUrl: z.string().nullable(),
  hostName: z.string(),
})

/** An article as it is read, in one language. */
export const articleView = z.object({
  articleId,
  brandId,
  slug: z.string(),
  /** The language it is told in, and those it could be. */
  locale,
  locales: z.array(locale),
  title: z.string(),
  summary: z.string(),
  cover: pictureShape.nullable(),
  publishedAt: instant.nullable(),
  changedAt: instant,
  blocks: z.array(
    z.discriminatedUnion('type', [
      z.object({ id: blockId, type: z.literal('heading'), text: z.string() }),
      z.object({ id: blockId, type: z.literal('paragraph'), spans }),
      z.object({
        ...{ id: blockId, type: z.literal('picture'), picture: pictureShape },
        ...{ alt: z.string(), caption: z.string() },
      }),
      z.object({ id: blockId, type: z.literal('quote'), text: z.string(), by: z.string() }),
      z.object({ id: blockId, type: z.literal('product'), productId }),
      z.object({ id: blockId, type: z.literal('show'), showId }),
      z.object({ id: blockId, type: z.literal('divider') }),
    ]),
  ),
  products: z.array(productCard),
  shows: z.array(showCard),
})

const tile = z.object({
  ...{ articleId, slug: z.string(), title: draftText, summary: draftText },
  ...{ coverUrl: z.string().nullable(), publishedAt: instant.nullable() },
})

export const articlesContract = {
  'articles.public': route({
    path: 'GET /brands/{brandId}/articles/public',
    summary: 'The articles of a brand that everybody can read, the latest first',
    access: 'anyone',
    input: z.object({ brandId }),
    output: z.object({ items: z.array(tile) }),
  }),
  'articles.article': route({
    path: 'GET /brands/{brandId}/articles/public/{slug}',
    summary: 'An article to read, in the reader’s language or the first there is',
    access: 'anyone',
    input: z.object({ brandId, slug: z.string().regex(/^[a-z0-9-]{1,80}$/), locale: locale.default('en') }),
    output: articleView,
    problems: [problem.unknownArticle],
  }),
  'articles.now': route({
    path: 'GET /articles/{articleId}/now',
    summary: 'What the cards of a public article say now: prices, what is left, whether a show is live',
    access: 'anyone',
    // Whole offices and mobile networks share an address.
    limit: { calls: 6000, seconds: 60 },
    input: z.object({ articleId }),
    output: z.object({ at: instant, products: z.array(productCard), shows: z.array(showCard) }),
    problems: [problem.unknownArticle],
  }),
  'articles.read': route({
    path: 'POST /articles/{articleId}/reads',
    summary: 'Tell that a person read an article. Who asks not to be measured is not: nothing is written of them',
    access: 'anyone',
    limit: { calls: 1200, seconds: 60 },
    batched: true,
    input: z.object({ articleId, viewer: z.string().regex(/^[\w-]{1,64}$/) }),
    output: done,
  }),
  'articles.list': route({
    path: 'GET /brands/{brandId}/articles',
    summary: 'All articles of a brand with how often they were read, the latest change first',
    access: { staff: everybody, of: 'brandId' },
    input: z.object({ brandId, ...pageByPlace }),
    output: pageOf(tile.extend({ state: z.enum(states), changedAt: instant, pending: z.boolean(), reads: count })),
  }),
  'articles.create': route({
    path: 'POST /brands/{brandId}/articles',
    summary: 'Begin an article; with a show, one that carries its card',
    access: { staff: writers, of: 'brandId' },
    input: z.object({ brandId, title: draftText.default({}), showId: showId.optional() }),
    output: z.object({ articleId }),
    problems: [problem.tooManyArticles, problem.textTooLong, problem.unknownShow],
  }),
  'articles.draft': route({
    path: 'GET /articles/{articleId}',
    summary: 'An article as it is written, in all its languages',
    access: { staff: everybody, of: 'articleId' },
    input: z.object({ articleId }),
    output: z.object({
      ...{ articleId, brandId, ...content, version: count, state: z.enum(states) },
      publishedAt: instant.nullable(),
      changedAt: instant,
      changedBy: z.string().nullable(),
      /** It was published before: its address is kept. */
      slugFixed: z.boolean(),
      /** What is written differs from what is published. */
      pending: z.boolean(),
      reads: count,
      products: z.array(productCard),
      shows: z.array(showCard),
    }),
  }),
  'articles.save': route({
    path: 'PUT /articles/{articleId}',
    summary: 'Keep what is written. Readers see it once it is published. `version` is that of what was changed',
    access: { staff: writers, of: 'articleId' },
    input: z.object({ articleId, version: count, ...content }),
    output: z.object({ version: count, changedAt: instant }),
    problems: [
      problem.staleVersion,
      problem.tooManyBlocks,
      problem.tooManyCards,
      problem.doubledBlock,
      problem.textTooLong,
      problem.unsafeLink,
      problem.unknownProduct,
      problem.unknownShow,
      problem.badSlug,
      problem.slugTaken,
      problem.slugFixed,
    ],
  }),
  'articles.publish': route({
    path: 'POST /articles/{articleId}/publication',
    summary: 'Show everybody what is written: at once, or from a time on',
    access: { staff: writers, of: 'articleId' },
    input: z.object({ articleId, version: count, at: instant.nullable().default(null) }),
    output: z.object({ publishedAt: instant }),
    problems: [
      problem.staleVersion,
      problem.titleMissing,
      problem.coverMissing,
      problem.versionEmpty,
      problem.altMissing,
      problem.cardEmpty,
      problem.timePassed,
      problem.publicAlready,
    ],
  }),
  'articles.withdraw': route({
    path: 'DELETE /articles/{articleId}/publication',
    summary: 'Take an article back: it is read no more until it is published again',
    access: { staff: writers, of: 'articleId' },
    input: z.object({ articleId }),
    output: done,
    problems: [problem.notPublished],
  }),
  'articles.delete': route({
    path: 'DELETE /articles/{articleId}',
    summary: 'Delete an article that was never published',
    access: { staff: writers, of: 'articleId' },
    input: z.object({ articleId }),
    output: done,
    problems: [problem.sharedAlready],
  }),
  'articles.preview': route({
    path: 'GET /articles/{articleId}/preview',
    summary: 'An article as readers would see what is written now',
    access: { staff: everybody, of: 'articleId' },
    input: z.object({ articleId, locale: locale.default('en') }),
    output: articleView,
  }),
} as const
