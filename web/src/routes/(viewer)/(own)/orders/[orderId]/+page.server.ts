import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('estrade:order')
  return { order: await loaded(locals.api('orders.order', { orderId: params.orderId })) }
}
