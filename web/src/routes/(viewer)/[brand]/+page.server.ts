import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brand } = await parent()
  const { items } = await loaded(locals.api('shows.public', { brandId: brand.brandId }))
  return { shows: items }
}
