import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brand } = await parent()
  const [shows, articles, series] = await Promise.all([
    loaded(locals.api('shows.public', { brandId: brand.brandId })),
    loaded(locals.api('articles.public', { brandId: brand.brandId })),
    loaded(locals.api('programme.publicSeries', { brandId: brand.brandId })),
  ])
  return { shows: shows.items, articles: articles.items, series: series.items }
}
