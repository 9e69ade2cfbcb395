import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import { mayAs } from '#lib/console/may.ts'
import type { PageServerLoad } from './$types.js'

/** Orders that are collected, and the code that somebody's camera has just read. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { brand, roles } = await parent()
  if (!mayAs(roles).sendOrders) error(403, 'Not allowed', { code: 'edge.notAllowed' })
  const { brandId } = brand
  const storeId = url.searchParams.get('store') ?? ''
  const [{ items }, stores] = await Promise.all([
    loaded(locals.api('fulfilment.counter', { brandId, ...(storeId && { storeId }) })),
    loaded(locals.api('orders.stores', { brandId })),
  ])
  return { items, stores: stores.items, code: url.searchParams.get('code') ?? '' }
}
