import { error } from '@sveltejs/kit'
import type { PageServerLoad } from './$types.js'

/** The kit is for development and tests: elsewhere it does not exist. */
export const load: PageServerLoad = ({ url }) => {
  if (process.env.ESTRADE_KIT !== '1') error(404, 'Not found')
  return { renderedAt: Date.now(), open: url.searchParams.get('open') }
}
