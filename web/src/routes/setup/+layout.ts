import { consoleWords } from '#lib/messages/load-team.ts'
import { renderedLocale } from '#lib/rendered-locale.ts'
import type { LayoutLoad } from './$types.js'

export const load: LayoutLoad = async ({ parent }) => ({
  consoleWords: await consoleWords(await renderedLocale(parent)),
})
