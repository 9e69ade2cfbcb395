import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

/** A show with its codes: what posters are made of. */
export const load: PageServerLoad = async ({ locals, params, parent, depends }) => {
  depends('estrade:codes')
  const { showId } = params
  const [{ brand }, show, codes] = await Promise.all([
    parent(),
    loaded(locals.api('shows.show', { showId })),
    loaded(locals.api('codes.ofShow', { showId })),
  ])
  if (show.brandId !== brand.brandId) error(404, 'Not found', { code: 'shows.unknownShow' })
  return { show, codes: codes.items }
}
