import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('estrade:order')
  const { orderId } = params
  const [order, parcels, returns, invoices] = await Promise.all([
    loaded(locals.api('orders.order', { orderId })),
    loaded(locals.api('fulfilment.parcelsOf', { orderId })),
    loaded(locals.api('fulfilment.returnsOf', { orderId })),
    loaded(locals.api('invoices.ofOrder', { orderId })),
  ])
  const collection = order.store && (await loaded(locals.api('fulfilment.collection', { orderId })))
  return { order, parcels: parcels.items, returns, invoices: invoices.items, collection }
}
