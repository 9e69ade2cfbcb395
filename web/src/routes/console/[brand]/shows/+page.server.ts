import { loaded } from '#lib/console/loading.ts'
import { cursorOf } from '#lib/console/pages.ts'
import { statuses } from '#lib/console/shows/statuses.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { brandId } = (await parent()).brand
  const status = statuses.find((one) => one === url.searchParams.get('status'))
  const { items, next } = await loaded(locals.api('shows.list', { brandId, status, after: cursorOf(url), most: 50 }))
  return { shows: items, next }
}
