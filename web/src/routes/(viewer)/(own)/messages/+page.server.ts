import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent, url, depends }) => {
  depends('estrade:messages')
  const { me } = await parent()
  if (!me.person) return { messages: { items: [], next: null } }
  const after = url.searchParams.get('after') ?? undefined
  return { messages: await loaded(locals.api('messaging.inbox', { most: 30, ...(after && { after }) })) }
}
