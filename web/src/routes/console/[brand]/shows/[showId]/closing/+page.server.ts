import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

/** All that a show brought in, cost and owes, and whether the providers say the same. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { showId } = params
  const [{ brand }, show] = await Promise.all([parent(), loaded(locals.api('shows.show', { showId }))])
  if (show.brandId !== brand.brandId) error(404, 'Not found', { code: 'shows.unknownShow' })
  return { show, sheet: await loaded(locals.api('books.sheet', { showId })) }
}
