import type { Locale } from '#lib/locale.ts'

/** ISO 3166-1 alpha-2 of where parcels commonly go; delivery says itself where it does not. */
const codes =
  'AT AU BE BG BR CA CH CN CY CZ DE DK EE ES FI FR GB GR HK HR HU IE IL IN IS IT JP KR LI LT LU LV MA MC MO MT MX MY NL NO NZ PL PT RO SA SE SG SI SK TH TN TR TW US VN ZA'.split(
    ' ',
  )

/** Countries to choose from, by name in the reader's language; one that is not listed is added. */
export function countryChoices(locale: Locale, also: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  const listed = codes.includes(also) ? codes : [...codes, also]
  return listed
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, locale))
}

export const countryName = (locale: Locale, code: string): string =>
  new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code
