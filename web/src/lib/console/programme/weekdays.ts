import type { Locale } from '#lib/locale.ts'

/** The days of the week in a language, Monday first: 2024 began on one. */
export const weekdayNames = (locale: Locale): string[] =>
  Array.from({ length: 7 }, (_, index) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long' }).format(Date.UTC(2024, 0, 1 + index)),
  )
