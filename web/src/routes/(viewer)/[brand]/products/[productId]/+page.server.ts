import { error } from '@sveltejs/kit'
import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { brand } = await parent()
  const product = await loaded(locals.api('catalog.product', { productId: params.productId }))
  if (product.brandId !== brand.brandId) error(404, 'Not of this brand', { code: 'catalog.unknownProduct' })
  return { product }
}
