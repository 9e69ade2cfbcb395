import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { me } = await parent()
  if (!me.person) return { addresses: [] }
  const { items } = await loaded(locals.api('accounts.addresses', {}))
  return { addresses: items }
}
