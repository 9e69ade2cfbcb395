import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { brand } = await parent()
  return {
    series: await loaded(locals.api('programme.onePublicSeries', { brandId: brand.brandId, slug: params.slug })),
  }
}
