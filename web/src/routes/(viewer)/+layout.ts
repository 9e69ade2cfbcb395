import { viewerWords } from '#lib/messages/load.ts'
import type { LayoutLoad } from './$types.js'

export const load: LayoutLoad = async ({ data, parent }) => ({
  ...(await parent()),
  ...data,
  viewerWords: await viewerWords((await parent()).locale),
})
