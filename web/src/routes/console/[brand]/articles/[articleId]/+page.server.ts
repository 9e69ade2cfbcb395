import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { brandId } = (await parent()).brand
  const [article, shows] = await Promise.all([
    loaded(locals.api('articles.draft', { articleId: params.articleId })),
    loaded(locals.api('shows.list', { brandId, most: 100 })),
  ])
  if (article.brandId !== brandId) error(404, 'Not found', { code: 'articles.unknownArticle' })
  return { article, shows: shows.items.filter(({ status }) => status !== 'cancelled') }
}
