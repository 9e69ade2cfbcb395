/** What a browser remembers for its person, in cookies the server reads before it renders. Browser only. */
import type { Locale, Theme } from './locale.ts'

const yearSeconds = 365 * 24 * 3600

const remember = (name: string, value: string) => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from the web views we support.
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${yearSeconds}; samesite=lax`
}

/** Changes the language and loads the page anew in it. */
export function chooseLocale(locale: Locale) {
  remember('locale', locale)
  location.reload()
}

/** Changes light, dark or as the system does, at once and for the next visits. */
export function chooseTheme(theme: Theme) {
  remember('theme', theme)
  document.documentElement.dataset.theme = theme
}

/** Comments over the picture, or only beside it. */
export const chooseFlying = (on: boolean) => remember('flying', on ? 'on' : 'off')
export const hasChosenFlying = () => document.cookie.includes('flying=on')

/** Lets the server write times as this person's clock shows them, from the next page on. */
export function rememberTimeZone() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  if (timeZone && !document.cookie.includes(`tz=${encodeURIComponent(timeZone)}`)) remember('tz', timeZone)
}
