import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const [{ brand }, order] = await Promise.all([
    parent(),
    loaded(locals.api('orders.order', { orderId: params.orderId })),
  ])
  if (order.brandId !== brand.brandId) error(404, 'Not found', { code: 'edge.notFound' })
  return { order }
}
