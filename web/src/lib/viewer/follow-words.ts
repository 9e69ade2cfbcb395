import type { Locale } from '#lib/locale.ts'

/** Not among the words of all viewers' pages: those come with every room. */
const words: Record<Locale, { follow: string; following: string }> = {
  en: { follow: 'Follow', following: 'Following' },
  fr: { follow: 'Suivre', following: 'Maison suivie' },
  'zh-Hans': { follow: '关注', following: '已关注' },
}

export const followWords = (locale: Locale) => words[locale]
