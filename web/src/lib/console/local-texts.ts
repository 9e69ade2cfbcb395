import { type Locale, locales } from '#lib/locale.ts'
import type { LocalText } from '#src/lib/local-text.ts'

/** A text as a form edits it: every language has its field, most are empty. */
export type EditedText = Record<Locale, string>

export const editedText = (text: LocalText = {}): EditedText => ({
  en: text.en ?? '',
  fr: text.fr ?? '',
  'zh-Hans': text['zh-Hans'] ?? '',
})

/** Only the languages that say something. */
export function writtenText(edited: EditedText): LocalText {
  return Object.fromEntries(
    locales.flatMap((locale) => (edited[locale].trim() ? [[locale, edited[locale].trim()]] : [])),
  )
}

export const isWritten = (edited: EditedText): boolean => locales.some((locale) => edited[locale].trim() !== '')
