import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

/** The trial balance. */
export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brandId } = (await parent()).brand
  const { items } = await loaded(locals.api('ledger.accounts', { brandId }))
  return { accounts: items }
}
