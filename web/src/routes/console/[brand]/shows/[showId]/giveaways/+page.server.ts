import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

/** The red packets of a show, and its budget. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { showId } = params
  const [{ brand }, show] = await Promise.all([parent(), loaded(locals.api('shows.show', { showId }))])
  if (show.brandId !== brand.brandId) error(404, 'Not found', { code: 'shows.unknownShow' })
  const [{ items }, budget, draws] = await Promise.all([
    loaded(locals.api('packets.list', { showId })),
    loaded(locals.api('packets.budget', { showId })),
    // Not every role that sees the packets sees where prizes go.
    locals.api('draws.list', { showId }).catch(() => ({ items: [] })),
  ])
  return { show, packets: items, budget, draws: draws.items }
}
