import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import { mayAs } from '#lib/console/may.ts'
import type { PageServerLoad } from './$types.js'

/** A form nobody may send is not opened. */
export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brand, roles } = await parent()
  if (!mayAs(roles).changeShows) error(403, 'Not allowed', { code: 'edge.notAllowed' })
  const { items } = await loaded(locals.api('catalog.products', { brandId: brand.brandId, most: 200 }))
  return { products: items }
}
