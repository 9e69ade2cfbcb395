import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brandId } = (await parent()).brand
  return { payments: (await loaded(locals.api('payments.reviews', { brandId }))).items }
}
