import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import { mayAs } from '#lib/console/may.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brand, roles } = await parent()
  if (!mayAs(roles).seeDelivery) error(403, 'Not allowed', { code: 'edge.notAllowed' })
  const [{ items }, { togetherHours }, weights, stores] = await Promise.all([
    loaded(locals.api('orders.deliveryMethods', { brandId: brand.brandId })),
    loaded(locals.api('orders.together', { brandId: brand.brandId })),
    loaded(locals.api('orders.weightSettings', { brandId: brand.brandId })),
    loaded(locals.api('orders.stores', { brandId: brand.brandId })),
  ])
  return { methods: items, togetherHours, weights, stores: stores.items }
}
