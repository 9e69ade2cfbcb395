import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import { Refused } from '#src/lib/client.ts'
import type { PageServerLoad } from './$types.js'

const recentMinutes = 10

/** The report of a show; while it is on air, its last minutes too. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { showId } = params
  const [{ brand }, show] = await Promise.all([parent(), loaded(locals.api('shows.show', { showId }))])
  if (show.brandId !== brand.brandId) error(404, 'Not found', { code: 'shows.unknownShow' })
  const [report, recent] = await Promise.all([
    loaded(locals.api('reports.report', { showId }).catch(notYet)),
    show.status === 'live' ? loaded(locals.api('reports.recent', { showId, minutes: recentMinutes })) : null,
  ])
  return { show, report, recent }
}

/** A show that was never on air has a page that says so. */
function notYet(refused: unknown): null {
  if (refused instanceof Refused && refused.code === 'reports.notYet') return null
  throw refused
}
