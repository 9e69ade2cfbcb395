import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

const views = ['look', 'disputes', 'ended', 'seen', 'settlement'] as const

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { brandId } = (await parent()).brand
  const view = views.find((one) => one === url.searchParams.get('view')) ?? 'look'
  const [cares, disputes] = await Promise.all([
    loaded(locals.api('payments.cares', { brandId, which: view === 'seen' ? 'seen' : 'open' })),
    loaded(locals.api('payments.disputes', { brandId, which: view === 'ended' ? 'ended' : 'open' })),
  ])
  return { view, views, cares, disputes }
}
