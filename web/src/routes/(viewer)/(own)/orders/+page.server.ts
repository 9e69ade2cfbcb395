import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent()
  if (!me.person) return { orders: { items: [], next: null } }
  const after = url.searchParams.get('after') ?? undefined
  return { orders: await loaded(locals.api('orders.mine', { most: 20, ...(after && { after }) })) }
}
