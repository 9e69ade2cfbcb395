import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent, url, depends }) => {
  depends('estrade:message-choices')
  const { me } = await parent()
  if (!me.person) return { preferences: undefined }
  const brandId = url.searchParams.get('brand') ?? undefined
  return {
    preferences: await loaded(locals.api('messaging.preferences', { ...(brandId && { brandId: brandId as never }) })),
  }
}
