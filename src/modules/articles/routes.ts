import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import * as articles from './articles.ts'
import type { articlesContract } from './contract.ts'
import * as reading from './reading.ts'

/** @param read writes down that a person read an article */
export const articlesRoutes = (
  read: (one: { articleId: string; viewer: string }) => Promise<unknown>,
): Handlers<typeof articlesContract> => ({
  'articles.public': reading.readPublic,
  'articles.article': reading.readArticle,
  'articles.now': reading.cardsNow,
  'articles.read': (_, wish) => read(wish).then(() => ok),
  'articles.list': reading.listArticles,
  'articles.create': articles.createArticle,
  'articles.draft': reading.readDraft,
  'articles.save': articles.saveArticle,
  'articles.publish': articles.publishArticle,
  'articles.withdraw': (ctx, wish) => articles.withdrawArticle(ctx, wish).then(() => ok),
  'articles.delete': (ctx, wish) => articles.deleteArticle(ctx, wish).then(() => ok),
  'articles.preview': reading.previewArticle,
})
