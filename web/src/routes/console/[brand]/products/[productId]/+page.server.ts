import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const [{ brand }, product] = await Promise.all([
    parent(),
    loaded(locals.api('catalog.product', { productId: params.productId })),
  ])
  // Another brand's product may be public: its console is not here.
  if (product.brandId !== brand.brandId) error(404, 'Not found', { code: 'catalog.unknownProduct' })
  return { product }
}
