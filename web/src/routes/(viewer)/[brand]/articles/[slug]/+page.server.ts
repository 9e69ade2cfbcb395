import { error } from '@sveltejs/kit'
import { isLocale } from '#lib/locale.ts'
import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { brand } = await parent()
  const asked = url.searchParams.get('lang') ?? undefined
  const locale = isLocale(asked) ? asked : locals.locale
  const draft = url.searchParams.get('draft')
  const article = await loaded(
    draft
      ? locals.api('articles.preview', { articleId: draft, locale })
      : locals.api('articles.article', { brandId: brand.brandId, slug: params.slug, locale }),
  )
  if (article.brandId !== brand.brandId) error(404, 'Not of this brand', { code: 'articles.unknownArticle' })
  return { article, draft: draft !== null, renderedAt: Date.now() }
}
