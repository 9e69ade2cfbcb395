import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import { mayAs } from '#lib/console/may.ts'
import type { PageServerLoad } from './$types.js'

/** A form nobody may send is not opened. */
export const load: PageServerLoad = async ({ parent, locals }) => {
  const { roles, brand } = await parent()
  if (!mayAs(roles).changeBrand) error(403, 'Not allowed', { code: 'edge.notAllowed' })
  const { brandId } = brand
  return {
    programme: await loaded(locals.api('programme.settings', { brandId })),
    recordings: await loaded(locals.api('recordings.settings', { brandId })),
    engine: await loaded(locals.api('engines.settings', { brandId })),
  }
}
