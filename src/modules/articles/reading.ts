import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { inLocale, type Locale, type LocalText } from '../../lib/local-text.ts'
import { refuse } from '../../lib/problems.ts'
import { pageFrom } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { personsByIds } from '../accounts/accounts.ts'
import { picturesOfBrand, pictureUrl } from '../catalog/catalog.ts'
import { cardsIn } from './cards.ts'
import type { articlesContract } from './contract.ts'
import { articleProblems as problem } from './problems.ts'
import { type Block, type Content, isSaid, plainText, stateOf, versionFor, versionsOf } from './state.ts'
import * as store from './store.ts'

type Api = typeof articlesContract
type View = Output<Api['articles.article']>

export const isPublic = (article: store.Article, now: Date): boolean => stateOf(article, now) === 'published'
const hasPending = ({ version, liveVersion }: store.Article) => liveVersion !== version

/** @throws Refusal articles.unknownArticle for what is not public (any more) */
export async function readArticle(ctx: Ctx, wish: Input<Api['articles.article']>): Promise<View> {
  const article = await store.articleBySlug(ctx.sql, wish.brandId, wish.slug)
  if (!article?.live || !isPublic(article, ctx.now)) throw refuse(problem.unknownArticle)
  return viewOf(ctx.sql, article, article.live, wish.locale)
}

/** What is written, as readers would see it. */
export async function previewArticle(ctx: Ctx, { articleId, locale }: Input<Api['articles.preview']>): Promise<View> {
  const article = (await store.articleById(ctx.sql, articleId))!
  return viewOf(ctx.sql, article, article.draft, locale, true)
}

/** @throws Refusal articles.unknownArticle for what is not public (any more) */
export async function cardsNow(ctx: Ctx, { articleId }: { articleId: string }): Promise<Output<Api['articles.now']>> {
  const article = await store.articleById(ctx.sql, articleId)
  if (!article?.live || !isPublic(article, ctx.now)) throw refuse(problem.unknownArticle)
  const cards = await cardsIn(ctx.sql, article.brandId, article.live)
  return { at: ctx.now.toISOString(), ...cards } as Output<Api['articles.now']>
}

async function viewOf(
  sql: Sql,
  article: store.Article,
  content: Content,
  wanted: Locale,
  staff = false,
): Promise<View> {
  const locale = versionFor(content, wanted)
  const cards = await cardsIn(sql, article.brandId, content, staff)
  const here = new Set<string>([
    ...cards.products.map(({ productId }) => productId),
    ...cards.shows.map(({ showId }) => showId),
  ])
  const pictures = await picturesIn(sql, article, content)
  const blocks = content.blocks.flatMap((block) => blockView(block, locale, pictures, here) ?? [])
  const { articleId, brandId, slug, publishedAt, changedAt } = article
  return {
    ...{ articleId, brandId, slug, locale, locales: versionsOf(content), ...cards, blocks },
    title: inLocale(content.title, locale),
    summary: content.summary[locale] || firstWords(content, locale),
    cover: (content.coverPictureId && pictures.get(content.coverPictureId)) || null,
    ...{ publishedAt: publishedAt?.toISOString() ?? null, changedAt: changedAt.toISOString() },
  } as View
}

/** What is said of an article whose summary is not written. */
function firstWords({ blocks }: Content, locale: Locale): string {
  for (const block of blocks) {
    const text = block.type === 'paragraph' ? plainText(block.text[locale]).replace(/\s+/g, ' ').trim() : ''
    if (text) return text.length > 200 ? `${text.slice(0, 199)}…` : text
  }
  return ''
}

type Pictures = ReadonlyMap<string, { url: string; width: number; height: number }>

async function picturesIn(sql: Sql, { brandId }: store.Article, content: Content): Promise<Pictures> {
  const ids = content.blocks.flatMap((block) => (block.type === 'picture' && block.pictureId) || [])
  const all = content.coverPictureId ? [...ids, content.coverPictureId] : ids
  const found = await picturesOfBrand(sql, brandId, all)
  return new Map(found.map(({ pictureId, url, width, height }) => [pictureId, { url, width, height }]))
}

/** A block in one language; nothing where it says nothing in it, or what it shows is gone. */
function blockView(block: Block, locale: Locale, pictures: Pictures, here: ReadonlySet<string>) {
  if (!isSaid(block, locale)) return undefined
  const { id, type } = block
  const said = (text: LocalText) => text[locale] ?? ''
  if (type === 'heading') return { id, type, text: said(block.text) }
  if (type === 'quote') return { id, type, text: said(block.text), by: inLocale(block.by, locale) }
  if (type === 'paragraph') return { id, type, spans: block.text[locale] }
  if (type === 'product') return here.has(block.productId!) ? { id, type, productId: block.productId } : undefined
  if (type === 'show') return here.has(block.showId!) ? { id, type, showId: block.showId } : undefined
  if (type === 'divider') return { id, type }
  const picture = pictures.get(block.pictureId!)
  return picture && { id, type, picture, alt: inLocale(block.alt, locale), caption: said(block.caption) }
}

const shownOnPage = 12

const tileOf = ({ articleId, slug, publishedAt }: store.Article, { title, summary, coverPictureId }: Content) => ({
  ...{ articleId, slug, title, summary, publishedAt: publishedAt?.toISOString() ?? null },
  coverUrl: coverPictureId && pictureUrl(coverPictureId),
})

export async function readPublic(ctx: Ctx, { brandId }: { brandId: string }): Promise<Output<Api['articles.public']>> {
  const rows = await store.publicArticles(ctx.sql, brandId, ctx.now, shownOnPage)
  return { items: rows.map((row) => tileOf(row, row.live!)) as Output<Api['articles.public']>['items'] }
}

export async function listArticles(ctx: Ctx, wish: Input<Api['articles.list']>): Promise<Output<Api['articles.list']>> {
  const rows = await store.articlesOf(ctx.sql, wish.brandId, cursorIn(wish.after), wish.most + 1)
  const items = rows.map((row) => ({
    ...{ ...tileOf(row, row.draft), state: stateOf(row, ctx.now), changedAt: row.changedAt.toISOString() },
    ...{ pending: hasPending(row), reads: Number(row.reads) },
  }))
  const page = pageFrom(items, wish.most, ({ changedAt, articleId }) => `${changedAt}_${articleId}`)
  return page as Output<Api['articles.list']>
}

function cursorIn(after: string | undefined): store.Cursor | undefined {
  const [, at, articleId] = /^([\d.:TZ-]{24})_([0-9a-f-]{36})$/.exec(after ?? '') ?? []
  return at && articleId && !Number.isNaN(Date.parse(at)) ? { at: new Date(at), articleId } : undefined
}

/** All that is written, for whoever goes on writing. */
export async function readDraft(
  ctx: Ctx,
  { articleId }: { articleId: string },
): Promise<Output<Api['articles.draft']>> {
  const article = (await store.articleById(ctx.sql, articleId))!
  const { brandId, slug, draft, version, publishedAt, changedAt } = article
  return {
    ...{ articleId, brandId, slug, ...draft, version, state: stateOf(article, ctx.now) },
    ...{ publishedAt: publishedAt?.toISOString() ?? null, changedAt: changedAt.toISOString() },
    ...{ changedBy: await nameOf(ctx.sql, article), slugFixed: article.live !== null, pending: hasPending(article) },
    reads: await store.countReads(ctx.sql, articleId),
    ...(await cardsIn(ctx.sql, brandId, draft, true)),
  } as unknown as Output<Api['articles.draft']>
}

export async function nameOf(sql: Sql, { changedBy }: store.Article): Promise<string | null> {
  return (changedBy && (await personsByIds(sql, [changedBy])).get(changedBy)?.name) || null
}
