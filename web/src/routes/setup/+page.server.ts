import { redirect } from '@sveltejs/kit'
import { consoleLinks } from '#lib/console/links.ts'
import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

/** Only an install without a brand is set up. */
export const load: PageServerLoad = async ({ locals }) => {
  const { needed } = await loaded(locals.api('accounts.setup', {}))
  if (!needed) redirect(307, consoleLinks.home())
}
