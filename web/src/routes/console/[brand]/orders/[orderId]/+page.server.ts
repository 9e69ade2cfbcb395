import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import { mayAs } from '#lib/console/may.ts'
import type { PageServerLoad } from './$types.js'

/** An order with everything that became of it; payments and invoices for those who may see them. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { brand, roles } = await parent()
  const { orderId } = params
  const order = await loaded(locals.api('orders.order', { orderId }))
  if (order.brandId !== brand.brandId) error(404, 'Not found', { code: 'edge.notFound' })
  const seesMoney = mayAs(roles).refundOrders
  const nothing = Promise.resolve({ items: [] })
  const [parcels, returns, origins, payments, invoices] = await Promise.all([
    loaded(locals.api('fulfilment.parcelsOf', { orderId })),
    loaded(locals.api('fulfilment.returnsOf', { orderId })),
    loaded(locals.api('reports.origins', { orderId })),
    seesMoney ? loaded(locals.api('payments.ofOrder', { orderId })) : nothing,
    seesMoney ? loaded(locals.api('invoices.ofOrder', { orderId })) : nothing,
  ])
  return {
    ...{ order, parcels: parcels.items, returns: returns.items, origins: origins.items },
    ...{ payments: payments.items, invoices: invoices.items },
  }
}
