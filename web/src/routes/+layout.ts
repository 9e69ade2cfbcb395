import { formatter } from '#lib/format.ts'
import { sharedWords } from '#lib/messages/load.ts'
import type { LayoutLoad } from './$types.js'

export const load: LayoutLoad = async ({ data }) => ({
  ...data,
  words: await sharedWords(data.locale),
  format: formatter(data.locale, data.timeZone),
})
