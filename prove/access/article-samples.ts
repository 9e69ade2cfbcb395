import type { Api } from '../../src/api.ts'
import type { Sent } from '../../src/lib/contract.ts'

type Of = Extract<keyof Api, `articles.${string}`>

/** One well-shaped input for every route of articles. */
export const articleSamples = (brandId: string, articleId: string): { [Name in Of]: Sent<Api[Name]> } => ({
  'articles.public': { brandId },
  'articles.article': { brandId, slug: 'evening-light' },
  'articles.now': { articleId },
  'articles.read': { articleId, viewer: 'v1' },
  'articles.list': { brandId },
  'articles.create': { brandId, title: { en: 'Evening light' } },
  'articles.draft': { articleId },
  'articles.save': { articleId, version: 1, slug: 'evening', title: {}, summary: {}, coverPictureId: null, blocks: [] },
  'articles.publish': { articleId, version: 1 },
  'articles.withdraw': { articleId },
  'articles.delete': { articleId },
  'articles.preview': { articleId },
})
