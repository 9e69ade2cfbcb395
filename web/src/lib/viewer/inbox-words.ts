import type { Locale } from '#lib/locale.ts'
import en from '#lib/messages/viewer/inbox.en.ts'
import fr from '#lib/messages/viewer/inbox.fr.ts'
import zh from '#lib/messages/viewer/inbox.zh-Hans.ts'

/** Only the pages of messages import these: no room does. */
export const inboxWords = (locale: Locale) => ({ en, fr, 'zh-Hans': zh })[locale]
