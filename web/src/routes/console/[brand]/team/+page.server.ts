import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brandId } = (await parent()).brand
  const { items } = await loaded(locals.api('accounts.members', { brandId }))
  return { members: items }
}
