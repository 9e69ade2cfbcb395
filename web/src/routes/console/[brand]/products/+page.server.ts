import { allPages } from '#lib/console/all-pages.ts'
import { loaded } from '#lib/console/loading.ts'
import { mayAs } from '#lib/console/may.ts'
import { cursorOf } from '#lib/console/pages.ts'
import type { PageServerLoad } from './$types.js'

const states = ['draft', 'published', 'archived'] as const

/** A page of products as the URL filters them, with the free units of each. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { brand, roles } = await parent()
  const { brandId } = brand
  const search = url.searchParams.get('search') || undefined
  const state = states.find((one) => one === url.searchParams.get('state'))
  const [products, levels] = await Promise.all([
    loaded(locals.api('catalog.products', { brandId, search, state, after: cursorOf(url), most: 50 })),
    mayAs(roles).seeStock
      ? loaded(allPages((after) => locals.api('stock.levels', { brandId, after, most: 1000 })))
      : { items: [] },
  ])
  const free = new Map(levels.items.map((level) => [level.variantId as string, level.free]))
  const rows = products.items.map(({ description, attributes, ...product }) => ({
    ...product,
    free: product.variants.reduce((sum, { variantId }) => sum + (free.get(variantId) ?? 0), 0),
  }))
  return { rows, next: products.next }
}
