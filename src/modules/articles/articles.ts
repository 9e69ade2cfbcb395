import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type BrandId, cryptoRandom, newId, type PersonId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { picturesOfBrand, productOwner } from '../catalog/catalog.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { showOwner } from '../shows/shows.ts'
import { productIdsOf, showIdsOf } from './cards.ts'
import type { articlesContract } from './contract.ts'
import { type No, publishAt, whyNotKeep, whyNotPublish, whyNotSlug, written } from './decide.ts'
import { articleProblems as problem } from './problems.ts'
import { nameOf } from './reading.ts'
import { type Block, type Content, stateOf } from './state.ts'
import * as store from './store.ts'

type Api = typeof articlesContract

/** Each time that a person read an article with the card of a show: for its report. */
export const readsOfShow = (sql: Sql, showId: string): Promise<store.ShowRead[]> => store.readsWithShow(sql, showId)

/** Who came to a show over an article. */
export const followersOf = (sql: Sql, showId: string): Promise<store.Follower[]> => store.followersTo(sql, showId)

/** Notes who came to a show over an article, by its address; the first counts, and only what is the brand's own. */
export async function noteFollowed(sql: Sql, now: Date, rows: readonly store.Followed[]): Promise<void> {
  if (rows.length > 0) await store.addFollowed(sql, now, rows)
}

/** Whose business an article is. */
export const articleOwner = (sql: Sql, articleId: string) => store.brandOfArticle(sql, articleId)

const articlesMost = 2000
const nobodyOr = ({ who }: Ctx): PersonId | null => (who.kind === 'person' ? callerId({ who }) : null)

function must(no: No | undefined): void {
  if (no) throw refuse(no.problem, no.details)
}

/** @throws Refusal articles.tooManyArticles | textTooLong | unknownShow */
export async function createArticle(
  ctx: Ctx,
  wish: Input<Api['articles.create']>,
): Promise<{ articleId: store.ArticleId }> {
  if ((await store.countArticles(ctx.sql, wish.brandId)) >= articlesMost) throw refuse(problem.tooManyArticles)
  const articleId = newId<'article'>(ctx.now)
  const card: Block[] = wish.showId ? [{ id: 'show', type: 'show', showId: wish.showId }] : []
  const draft = {
    ...{ title: written(wish.title), summary: {}, coverPictureId: null },
    blocks: [{ id: 'first', type: 'paragraph' as const, text: {} }, ...card],
  }
  must(whyNotKeep(draft))
  await assertAllOurs(ctx.sql, wish.brandId, draft)
  const by = nobodyOr(ctx)
  for (;;) {
    if (
      await store.insertArticle(ctx.sql, ctx.now, { articleId, brandId: wish.brandId, slug: freshSlug(), draft, by })
    ) {
      return { articleId }
    }
  }
}

/** An address until somebody chooses one. */
const freshSlug = () =>
  `article-${[...cryptoRandom(new Uint8Array(4))].map((byte) => (byte % 36).toString(36)).join('')}`

/**
 * Keeps what is written; readers see it once it is published.
 * @throws Refusal articles.staleVersion with who saved it since, and every limit by its name
 */
export async function saveArticle(ctx: Ctx, wish: Input<Api['articles.save']>): Promise<Output<Api['articles.save']>> {
  const article = await locked(ctx.sql, wish.articleId, wish.version)
  const draft = contentOf(wish)
  must(whyNotKeep(draft))
  await assertAllOurs(ctx.sql, article.brandId, draft)
  await assertSlug(ctx.sql, article, wish.slug)
  await store.saveDraft(ctx.sql, ctx.now, { articleId: article.articleId, slug: wish.slug, draft, by: nobodyOr(ctx) })
  return { version: article.version + 1, changedAt: ctx.now.toISOString() }
}

function contentOf({ title, summary, coverPictureId, blocks }: Input<Api['articles.save']>): Content {
  return { title: written(title), summary: written(summary), coverPictureId, blocks: blocks as readonly Block[] }
}

async function locked(sql: Sql, articleId: string, version: number): Promise<store.Article> {
  const article = await store.lockedArticle(sql, articleId)
  if (!article) throw refuse(problem.unknownArticle)
  if (article.version === version) return article
  const { version: now, changedAt } = article
  const details = { version: now, changedAt: changedAt.toISOString(), changedBy: await nameOf(sql, article) }
  throw refuse(problem.staleVersion, details)
}

async function assertSlug(sql: Sql, article: store.Article, slug: string): Promise<void> {
  if (slug === article.slug) return
  if (article.live) throw refuse(problem.slugFixed)
  must(whyNotSlug(slug))
  if (await store.articleBySlug(sql, article.brandId, slug)) throw refuse(problem.slugTaken)
}

/** What belongs to another brand is as good as not there. */
async function assertAllOurs(sql: Sql, brandId: BrandId, draft: Content): Promise<void> {
  for (const productId of productIdsOf(draft)) {
    if ((await productOwner(sql, productId))?.brandId !== brandId) throw refuse(problem.unknownProduct, { productId })
  }
  for (const showId of showIdsOf(draft)) {
    if ((await showOwner(sql, showId))?.brandId !== brandId) throw refuse(problem.unknownShow, { showId })
  }
  const pictures = draft.blocks.flatMap((block) => (block.type === 'picture' && block.pictureId) || [])
  const wanted = new Set(draft.coverPictureId ? [...pictures, draft.coverPictureId] : pictures)
  if ((await picturesOfBrand(sql, brandId, [...wanted])).length < wanted.size) {
    throw refuse(catalogProblems.unknownPicture)
  }
}

/** @throws Refusal articles.staleVersion | timePassed | publicAlready and what is missing, by its name */
export async function publishArticle(
  ctx: Ctx,
  { articleId, version, at }: Input<Api['articles.publish']>,
): Promise<{ publishedAt: string }> {
  const article = await locked(ctx.sql, articleId, version)
  must(whyNotPublish(article.draft))
  const decision = publishAt(article, at === null ? null : new Date(at), ctx.now)
  if ('refused' in decision) throw refuse(decision.refused.problem)
  await store.publishDraft(ctx.sql, article.articleId, decision.at)
  return { publishedAt: decision.at.toISOString() }
}

/** @throws Refusal articles.notPublished */
export async function withdrawArticle(ctx: Ctx, { articleId }: Input<Api['articles.withdraw']>): Promise<void> {
  const article = await store.lockedArticle(ctx.sql, articleId)
  const state = article && stateOf(article, ctx.now)
  if (state !== 'published' && state !== 'scheduled') throw refuse(problem.notPublished)
  await store.withdrawArticle(ctx.sql, article!.articleId, ctx.now)
}

/** Deletes what nobody ever saw. @throws Refusal articles.sharedAlready */
export async function deleteArticle(ctx: Ctx, { articleId }: Input<Api['articles.delete']>): Promise<void> {
  const article = await store.lockedArticle(ctx.sql, articleId)
  if (article?.live) throw refuse(problem.sharedAlready)
  if (article) await store.deleteArticle(ctx.sql, article.articleId)
}
