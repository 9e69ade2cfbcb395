import { allPages } from '#lib/console/all-pages.ts'
import { loaded } from '#lib/console/loading.ts'
import { mayAs } from '#lib/console/may.ts'
import { lowOf } from '#lib/console/stock-rows.ts'
import { dayOf, salesOfDay } from '#lib/console/today.ts'
import type { PageServerLoad } from './$types.js'

const most = 200
const ordersPagesMost = 10

/** What is next, what waits for somebody, and what today has sold; each only where the roles may see it. */
export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brand, roles } = await parent()
  const { brandId } = brand
  const may = mayAs(roles)
  const now = new Date()
  const [shows, today, toSend, low] = await Promise.all([
    loaded(locals.api('shows.public', { brandId })),
    may.seeOrders ? loaded(todayOf(locals, brandId, now)) : null,
    may.openOrder ? loaded(locals.api('orders.list', { brandId, state: 'paid', most: 6 })) : null,
    may.seeStock ? loaded(lowStockOf(locals, brandId)) : null,
  ])
  const next = shows.items.filter(({ status }) => status === 'live' || status === 'scheduled').slice(0, 4)
  return { next, today, toSend, low }
}

async function todayOf({ api, timeZone }: App.Locals, brandId: string, now: Date) {
  const today = dayOf(now, timeZone)
  const { items, more } = await allPages((after) => api('orders.list', { brandId, after, most }), {
    pagesMost: ordersPagesMost,
    enough: (orders) => orders.some(({ placedAt }) => dayOf(placedAt, timeZone) < today),
  })
  const { revenue, ...sales } = salesOfDay(items, now, timeZone)
  return { ...sales, revenue: revenue.map(({ minor, currency }) => ({ minor: String(minor), currency })), partly: more }
}

async function lowStockOf({ api }: App.Locals, brandId: string) {
  const [levels, products] = await Promise.all([
    allPages((after) => api('stock.levels', { brandId, after, most: 1000 })),
    allPages((after) => api('catalog.products', { brandId, state: 'published', after, most })),
  ])
  return lowOf(products.items, levels.items)
}
