import { error } from '@sveltejs/kit'
import { allPages } from '#lib/console/all-pages.ts'
import { loaded } from '#lib/console/loading.ts'
import { mayAs } from '#lib/console/may.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brand, roles } = await parent()
  if (!mayAs(roles).seePromotions) error(403, 'Not allowed', { code: 'edge.notAllowed' })
  const { brandId } = brand
  const page = (after: string | undefined) => ({ brandId, most: 200, ...(after && { after }) })
  const [promotions, products, shows] = await loaded(
    Promise.all([
      allPages((after) => locals.api('promotions.list', page(after))),
      allPages((after) => locals.api('catalog.products', page(after)), { pagesMost: 5 }),
      allPages((after) => locals.api('shows.list', page(after)), { pagesMost: 1 }),
    ]),
  )
  const open = ['draft', 'scheduled', 'live']
  return {
    promotions: promotions.items,
    products: products.items.map(({ productId, title, variants }) => ({ productId, title, variants })),
    shows: shows.items.filter(({ status }) => open.includes(status)).map(({ showId, title }) => ({ showId, title })),
  }
}
