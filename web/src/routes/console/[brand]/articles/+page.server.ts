import { loaded } from '#lib/console/loading.ts'
import { cursorOf } from '#lib/console/pages.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { brandId } = (await parent()).brand
  const { items, next } = await loaded(locals.api('articles.list', { brandId, after: cursorOf(url), most: 50 }))
  return { articles: items, next }
}
