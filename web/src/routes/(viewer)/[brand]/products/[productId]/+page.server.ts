import { error } from '@sveltejs/kit'
import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { brand } = await parent()
  const product = await loaded(locals.api('catalog.product', { productId: params.productId }))
  if (product.brandId !== brand.brandId) error(404, 'Not of this brand', { code: 'catalog.unknownProduct' })
  const slug = url.searchParams.get('pop-up')
  // An address that names no pop-up shop is the product's all the same.
  const popUp = slug ? await locals.api('assortments.popUp', { brandId: brand.brandId, slug }).catch(() => null) : null
  return { product, popUp: popUp && { popUpId: popUp.popUpId, slug: popUp.slug } }
}
