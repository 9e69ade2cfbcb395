import { error } from '@sveltejs/kit'
import { allPages } from '#lib/console/all-pages.ts'
import { loaded } from '#lib/console/loading.ts'
import { mayAs } from '#lib/console/may.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brand, roles } = await parent()
  if (!mayAs(roles).seeProducts) error(403, 'Not allowed', { code: 'edge.notAllowed' })
  const { brandId } = brand
  const page = (after: string | undefined) => ({
    brandId,
    most: 200,
    state: 'published' as const,
    ...(after && { after }),
  })
  const [sets, popUps, products] = await loaded(
    Promise.all([
      locals.api('assortments.sets', { brandId }),
      locals.api('assortments.popUps', { brandId }),
      allPages((after) => locals.api('catalog.products', page(after)), { pagesMost: 5 }),
    ]),
  )
  return {
    sets: sets.items,
    popUps: popUps.items,
    products: products.items.map(({ productId, title }) => ({ productId, title })),
  }
}
