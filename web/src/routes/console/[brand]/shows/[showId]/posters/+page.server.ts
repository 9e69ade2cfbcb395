import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import { mayAs } from '#lib/console/may.ts'
import type { PageServerLoad } from './$types.js'

/** A show with its codes: what posters are made of. */
export const load: PageServerLoad = async ({ locals, params, parent, depends }) => {
  depends('estrade:codes')
  const { showId } = params
  const [{ brand, roles }, show, codes] = await Promise.all([
    parent(),
    loaded(locals.api('shows.show', { showId })),
    loaded(locals.api('codes.ofShow', { showId })),
  ])
  if (show.brandId !== brand.brandId) error(404, 'Not found', { code: 'shows.unknownShow' })
  // Before a show was on air nobody came to it.
  const counted = show.startedAt !== null && mayAs(roles).seeReport
  const report = counted ? await loaded(locals.api('reports.report', { showId })) : undefined
  const brought = new Map(report?.sources.flatMap((one) => (one.code ? [[one.code, one] as const] : [])))
  return { show, codes: codes.items.map((one) => ({ ...one, brought: brought.get(one.code) })), counted }
}
