import { drawWords } from '#lib/messages/load-parts.ts'
import { packetHostWords } from '#lib/messages/load-team.ts'
import type { PageLoad } from './$types.js'

/** With the words of this page, which no other page of the console needs. */
export const load: PageLoad = async ({ data, parent }) => {
  const { locale } = await parent()
  return { ...data, words: await packetHostWords(locale), drawWords: await drawWords(locale) }
}
