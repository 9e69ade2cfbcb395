import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import { mayAs } from '#lib/console/may.ts'
import type { PageServerLoad } from './$types.js'

/** What is announced of a show, for those who may change it. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const [{ brand, roles }, show] = await Promise.all([
    parent(),
    loaded(locals.api('shows.show', { showId: params.showId })),
  ])
  if (show.brandId !== brand.brandId) error(404, 'Not found', { code: 'shows.unknownShow' })
  if (!mayAs(roles).changeShows) error(403, 'Not allowed', { code: 'edge.notAllowed' })
  const [admission, { items }] = await Promise.all([
    loaded(locals.api('shows.admission', { showId: params.showId })),
    loaded(locals.api('catalog.products', { brandId: brand.brandId, most: 200 })),
  ])
  return { show, admission, products: items }
}
