import { allPages } from '#lib/console/all-pages.ts'
import { loaded } from '#lib/console/loading.ts'
import { cursorOf } from '#lib/console/pages.ts'
import { lowFrom, stockRows } from '#lib/console/stock-rows.ts'
import type { PageServerLoad } from './$types.js'

const most = 200

/** Variants of a page of products with their levels; all that run low, when the URL asks for those. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { brandId } = (await parent()).brand
  const search = url.searchParams.get('search') || undefined
  const levels = loaded(allPages((after) => locals.api('stock.levels', { brandId, after, most: 1000 })))
  if (url.searchParams.has('low')) {
    const products = await loaded(allPages((after) => locals.api('catalog.products', { brandId, search, after, most })))
    const rows = stockRows(products.items, (await levels).items).filter(({ free }) => free <= lowFrom)
    return { rows: rows.sort((a, b) => a.free - b.free), next: null }
  }
  const [products, { items }] = await Promise.all([
    loaded(locals.api('catalog.products', { brandId, search, after: cursorOf(url), most: 50 })),
    levels,
  ])
  return { rows: stockRows(products.items, items), next: products.next }
}
