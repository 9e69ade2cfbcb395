import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

/** The trial balance, and whether all of it holds. */
export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brandId } = (await parent()).brand
  const [{ items }, audit] = await Promise.all([
    loaded(locals.api('ledger.accounts', { brandId })),
    loaded(locals.api('ledger.audit', { brandId })),
  ])
  return { accounts: items, audit }
}
