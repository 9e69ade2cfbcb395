import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, params, parent, depends }) => {
  depends('estrade:pop-up')
  const { brand } = await parent()
  const popUp = await loaded(locals.api('assortments.popUp', { brandId: brand.brandId, slug: params.slug }))
  return { popUp, renderedAt: Date.now() }
}
