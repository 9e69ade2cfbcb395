import { loaded } from '#lib/console/loading.ts'
import { cursorOf } from '#lib/console/pages.ts'
import type { PageServerLoad } from './$types.js'

/** What the rules for fair drops refused. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { brandId } = (await parent()).brand
  const { items, next } = await loaded(locals.api('drops.decisions', { brandId, after: cursorOf(url), most: 50 }))
  return { decisions: items, next }
}
