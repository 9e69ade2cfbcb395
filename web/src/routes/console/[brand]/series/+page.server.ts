import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brandId } = (await parent()).brand
  const [series, templates, { timeZone }] = await loaded(
    Promise.all([
      locals.api('programme.series', { brandId }),
      locals.api('programme.templates', { brandId }),
      locals.api('programme.settings', { brandId }),
    ]),
  )
  return { series: series.items, templates: templates.items, timeZone }
}
