import { shopWords, viewerWords } from '#lib/messages/load.ts'
import type { LayoutLoad } from './$types.js'

export const load: LayoutLoad = async ({ data, parent }) => {
  const { locale } = await parent()
  const [ofViewer, ofShop] = await Promise.all([viewerWords(locale), shopWords(locale)])
  return { ...(await parent()), ...data, viewerWords: ofViewer, shopWords: ofShop }
}
