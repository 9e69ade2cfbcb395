/** Which language, theme and time zone a page is rendered in. Pure: server and browser share it. */

export const locales = ['en', 'fr', 'zh-Hans'] as const
export type Locale = (typeof locales)[number]

/** What each language calls itself. */
export const localeNames: Record<Locale, string> = { en: 'English', fr: 'Français', 'zh-Hans': '简体中文' }

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const isLocale = (value: string | undefined): value is Locale => locales.includes(value as Locale)
export const isTheme = (value: string | undefined): value is Theme => themes.includes(value as Theme)

/**
 * The locale for a request: the person's cookie, else the best `Accept-Language` range (RFC 9110 §12.5.4), else English.
 * Any Chinese is answered in simplified Chinese, the only one we have.
 */
export function localeOf(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(cookie)) return cookie
  for (const range of rangesByWeight(acceptLanguage ?? '')) {
    const language = range.split('-')[0]
    if (language === 'zh') return 'zh-Hans'
    if (isLocale(language)) return language
  }
  return 'en'
}

/** A time zone the runtime knows, or UTC: the cookie is written by the browser and cannot be trusted. */
export function timeZoneOf(cookie: string | undefined): string {
  if (!cookie || cookie.length > 64) return 'UTC'
  try {
    return new Intl.DateTimeFormat('en', { timeZone: cookie }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

function rangesByWeight(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/)
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return { range, weight: weight === undefined ? 1 : Number(weight) || 0 }
    })
    .filter(({ range, weight }) => range !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ range }) => range)
}
