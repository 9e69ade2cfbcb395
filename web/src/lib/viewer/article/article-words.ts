import type { Locale } from '#lib/locale.ts'
import en from '#lib/messages/viewer/article.en.ts'
import fr from '#lib/messages/viewer/article.fr.ts'
import zh from '#lib/messages/viewer/article.zh-Hans.ts'

/** What stands around an article: little, and on these pages alone. */
export const articleWords = (locale: Locale) => ({ en, fr, 'zh-Hans': zh })[locale]
