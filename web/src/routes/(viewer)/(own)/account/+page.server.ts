import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { me } = await parent()
  if (!me.person) return { addresses: [], recipients: [], methods: [], purses: [] }
  const [{ items: addresses, recipients }, { items: methods }, { items: purses }] = await Promise.all([
    loaded(locals.api('accounts.addresses', {})),
    loaded(locals.api('payments.kept', {})),
    loaded(locals.api('credit.purses', {})),
  ])
  return { addresses, recipients, methods, purses }
}
