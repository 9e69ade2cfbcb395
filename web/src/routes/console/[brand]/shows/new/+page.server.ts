import { error } from '@sveltejs/kit'
import { mayAs } from '#lib/console/may.ts'
import type { PageServerLoad } from './$types.js'

/** A form nobody may send is not opened. */
export const load: PageServerLoad = async ({ parent }) => {
  const { roles } = await parent()
  if (!mayAs(roles).changeShows) error(403, 'Not allowed', { code: 'edge.notAllowed' })
}
