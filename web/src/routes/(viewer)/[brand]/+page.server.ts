import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brand } = await parent()
  const [shows, articles] = await Promise.all([
    loaded(locals.api('shows.public', { brandId: brand.brandId })),
    loaded(locals.api('articles.public', { brandId: brand.brandId })),
  ])
  return { shows: shows.items, articles: articles.items }
}
