import { loaded } from '#lib/console/loading.ts'
import { Refused } from '#src/lib/client.ts'
import type { PageServerLoad } from './$types.js'

/** Agreements with hosts, and for whoever pays them what they have earned. */
export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brandId } = (await parent()).brand
  const [contracts, earnings, shows, products] = await Promise.all([
    loaded(locals.api('hosts.contracts', { brandId })),
    locals.api('hosts.earnings', { brandId }).catch(notTold),
    loaded(locals.api('shows.list', { brandId, most: 100 })),
    loaded(locals.api('catalog.products', { brandId, most: 200 })),
  ])
  return {
    ...{ contracts: contracts.items, people: contracts.people, earnings: earnings.items, products: products.items },
    shows: shows.items.filter(({ status }) => status === 'draft' || status === 'scheduled'),
  }
}

/** Who agrees is not always who pays. */
function notTold(refused: unknown) {
  if (refused instanceof Refused && refused.status === 403) return { items: [] }
  throw refused
}
