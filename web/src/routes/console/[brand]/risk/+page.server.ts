import { loaded } from '#lib/console/loading.ts'
import { cursorOf } from '#lib/console/pages.ts'
import type { PageServerLoad } from './$types.js'

const views = ['waiting', 'all', 'rules', 'trail'] as const

/** What the rules against abuse decided, the rules, and who decided what: one view at a time, named in the URL. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { brandId } = (await parent()).brand
  const view = views.find((one) => one === url.searchParams.get('view')) ?? 'waiting'
  const state = view === 'waiting' ? ('waiting' as const) : undefined
  const after = view === 'waiting' || view === 'all' ? cursorOf(url) : undefined
  const [decisions, rules, trail] = await Promise.all([
    loaded(locals.api('risk.decisions', { brandId, after, most: 30, ...(state && { state }) })),
    view === 'rules' ? loaded(locals.api('risk.rules', { brandId })) : { items: [] },
    view === 'trail' ? loaded(locals.api('risk.trail', { brandId, most: 100 })) : { items: [] },
  ])
  return { view, decisions, rules: rules.items, trail: trail.items }
}
