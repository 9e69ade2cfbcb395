import type { LayoutServerLoad } from './$types.js'

export const load: LayoutServerLoad = ({ locals }) => ({
  locale: locals.locale,
  theme: locals.theme,
  timeZone: locals.timeZone,
})
