import { loaded } from '#lib/console/loading.ts'
import { orderFilterOf } from '#lib/console/orders/filter.ts'
import type { PageServerLoad } from './$types.js'

/** What waits to be packed, of one show or of all, and what is packed and waits to leave. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { brandId } = (await parent()).brand
  const { showId } = orderFilterOf(url)
  const [list, parcels, shows] = await Promise.all([
    loaded(locals.api('fulfilment.pickList', { brandId, ...(showId && { showId }) })),
    loaded(locals.api('fulfilment.parcels', { brandId, state: 'packed', most: 200 })),
    loaded(locals.api('shows.list', { brandId, most: 100 })),
  ])
  return {
    ...{ list, parcels: parcels.items, showId },
    shows: shows.items.map(({ showId: id, title, startsAt }) => ({ showId: id, title, startsAt })),
  }
}
