import { redirect } from '@sveltejs/kit'
import { viewerLinks } from '#lib/links.ts'
import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

/** Whoever holds the link of an order sees how it stands; its buyer is led to their own page. */
export const load: PageServerLoad = async ({ locals, params: { link }, depends, setHeaders }) => {
  depends('estrade:order')
  setHeaders({ 'referrer-policy': 'no-referrer', 'cache-control': 'private, no-store' })
  const order = await loaded(locals.api('orders.linked', { link }))
  if (order.mine) redirect(307, viewerLinks.order(order.orderId))
  const [{ parcels, returns }, { items: invoices }] = await Promise.all([
    loaded(locals.api('fulfilment.linked', { link })),
    loaded(locals.api('invoices.linked', { link })),
  ])
  return { link, order, parcels, returns, invoices }
}
