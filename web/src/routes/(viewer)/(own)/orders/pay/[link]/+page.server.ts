import { redirect } from '@sveltejs/kit'
import { viewerLinks } from '#lib/links.ts'
import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

/** What was set aside for whoever holds the link; whoever filled it in is led to their order. */
export const load: PageServerLoad = async ({ locals, params: { link }, setHeaders }) => {
  setHeaders({ 'referrer-policy': 'no-referrer', 'cache-control': 'private, no-store' })
  const held = await loaded(locals.api('orders.payLink', { link }))
  if (held.orderId) redirect(307, viewerLinks.order(held.orderId))
  return { link, held }
}
