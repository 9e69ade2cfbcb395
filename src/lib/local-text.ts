/** The languages people read Estrade in. */
export const locales = ['en', 'fr', 'zh-Hans'] as const
export type Locale = (typeof locales)[number]

/** A text in at least one language. */
export type LocalText = { readonly [L in Locale]?: string | undefined }

/** The text in `locale`, or in the first language there is. */
export function inLocale(text: LocalText, locale: Locale): string {
  return text[locale] || text.en || text.fr || text['zh-Hans'] || ''
}
