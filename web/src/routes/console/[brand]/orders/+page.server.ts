import { loaded } from '#lib/console/loading.ts'
import { orderFilterOf } from '#lib/console/orders/filter.ts'
import { cursorOf } from '#lib/console/pages.ts'
import type { PageServerLoad } from './$types.js'

/** A page of orders as the URL filters them, and the shows they may come from. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { brandId } = (await parent()).brand
  const [orders, shows] = await Promise.all([
    loaded(locals.api('orders.list', { brandId, ...orderFilterOf(url), after: cursorOf(url), most: 50 })),
    loaded(locals.api('shows.list', { brandId, most: 100 })),
  ])
  return {
    orders: orders.items,
    next: orders.next,
    shows: shows.items.map(({ showId, title, startsAt }) => ({ showId, title, startsAt })),
  }
}
