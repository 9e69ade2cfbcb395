import { loaded } from '#lib/viewer/loading.ts'
import type { LayoutServerLoad } from './$types.js'

/** A visitor's own pages stand between brands. Where there is only one, they are in its house. */
export const load: LayoutServerLoad = async ({ locals }) => {
  const { items } = await loaded(locals.api('accounts.brands', {}))
  return { house: items.length === 1 ? items[0] : undefined }
}
