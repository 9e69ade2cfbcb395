import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import { mayAs } from '#lib/console/may.ts'
import type { PageServerLoad } from './$types.js'

/** A form nobody may send is not opened. */
export const load: PageServerLoad = async ({ parent, locals }) => {
  const { roles, brand } = await parent()
  if (!mayAs(roles).changeAfterSale) error(403, 'Not allowed', { code: 'edge.notAllowed' })
  const { brandId } = brand
  const [fulfilment, { settings }, tax] = await Promise.all([
    loaded(locals.api('fulfilment.settings', { brandId })),
    loaded(locals.api('invoices.settings', { brandId })),
    loaded(locals.api('orders.taxSettings', { brandId })),
  ])
  return { fulfilment, invoicing: settings, tax }
}
