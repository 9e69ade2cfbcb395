import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

/** What can be paid to hosts, batches of payouts, and how the brand pays. */
export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brandId } = (await parent()).brand
  const [payable, payouts, settings] = await Promise.all([
    loaded(locals.api('hosts.payable', { brandId })),
    loaded(locals.api('hosts.payouts', { brandId })),
    loaded(locals.api('hosts.payoutSettings', { brandId })),
  ])
  return { payable: payable.items, batches: payouts.items, settings }
}
