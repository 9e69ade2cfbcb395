import { loaded } from '#lib/console/loading.ts'
import { cursorOf } from '#lib/console/pages.ts'
import type { PageServerLoad } from './$types.js'

/** What the brand told people outside of rooms, and how often it lets itself. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { brandId } = (await parent()).brand
  const [rules, told] = await Promise.all([
    loaded(locals.api('messaging.rules', { brandId })),
    loaded(locals.api('messaging.ofBrand', { brandId, after: cursorOf(url), most: 20 })),
  ])
  return { rules, told }
}
