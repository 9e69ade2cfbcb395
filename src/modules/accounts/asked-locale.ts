import { type Locale, locales } from '../../lib/local-text.ts'
import { cookieValue } from './session-cookie.ts'

/** The language a request is read in: the chosen one (cookie `locale`), else the browser's first that we have. */
export function askedLocale(headers: Headers | undefined): Locale {
  const chosen = cookieValue(headers?.get('cookie') ?? undefined, 'locale')
  if (locales.includes(chosen as Locale)) return chosen as Locale
  for (const wish of (headers?.get('accept-language') ?? '').split(',')) {
    const language = wish.trim().slice(0, 2).toLowerCase()
    if (language === 'zh') return 'zh-Hans'
    if (language === 'fr' || language === 'en') return language
  }
  return 'en'
}
