import type { Locale } from '#lib/locale.ts'
import en from '#lib/messages/viewer/handed-over.en.ts'
import fr from '#lib/messages/viewer/handed-over.fr.ts'
import zh from '#lib/messages/viewer/handed-over.zh-Hans.ts'
import type { Toasts } from '#lib/ui/toasts.svelte.ts'

/** Says who goes on with the show. Comes with its words when it happens. */
export const sayHandedOver = (toasts: Toasts, locale: Locale, to: string) =>
  toasts.say({ en, fr, 'zh-Hans': zh }[locale].goesOn(to))
