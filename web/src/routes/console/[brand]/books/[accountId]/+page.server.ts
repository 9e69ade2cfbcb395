import { loaded } from '#lib/console/loading.ts'
import { cursorOf } from '#lib/console/pages.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { brandId } = (await parent()).brand
  const { accountId } = params
  return loaded(locals.api('ledger.statement', { brandId, accountId, before: cursorOf(url), most: 50 }))
}
