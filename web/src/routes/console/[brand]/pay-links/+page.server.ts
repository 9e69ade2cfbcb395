import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import { mayAs } from '#lib/console/may.ts'
import { cursorOf } from '#lib/console/pages.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { brand, roles } = await parent()
  if (!mayAs(roles).makePayLinks) error(403, 'Not allowed', { code: 'edge.notAllowed' })
  const after = cursorOf(url)
  const { brandId } = brand
  return { links: await loaded(locals.api('orders.payLinks', { brandId, most: 30, ...(after && { after }) })) }
}
