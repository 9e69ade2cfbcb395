import { inLocale, type Locale, type LocalText } from '../../lib/local-text.ts'

/*
 * What may be done with an order now, for the server and for the buttons alike; and what a line is, in words.
 */

/** What was bought, as far as it is told beside its title. */
type Told = {
  options: Record<string, string>
  personal: readonly { label: LocalText; text: string | null; font: LocalText | null; choice: LocalText | null }[]
}

/** What was asked to be made of a line, one by one: `Engraving: “Dana” (Script)`. */
export const personalText = ({ personal }: Pick<Told, 'personal'>, locale: Locale): string[] =>
  personal.map(({ label, text, font, choice }) => {
    const said = text === null ? inLocale(choice ?? {}, locale) : `“${text}”`
    return `${inLocale(label, locale)}${locale === 'zh-Hans' ? '：' : ': '}${said}${font ? ` (${inLocale(font, locale)})` : ''}`
  })

/** Which of a product it is, and what is made of it: for whoever buys, packs, pays and counts. */
export const detailsOf = (line: Told, locale: Locale): string[] => [
  ...Object.values(line.options),
  ...personalText(line, locale),
]

/** Units of a line that are in parcels, and those that left. */
type Begun = { packedQuantity: number; sentQuantity: number; origin: string; final?: boolean }

/**
 * A buyer may call off what is not paid or not packed yet, the brand's people what has not left. What is made for its
 * buyer is begun when it is paid, and a winning bid is a word given: only the brand calls those off.
 */
export function mayCancel(
  { state, lines }: { state: string; lines: readonly Begun[] },
  by: 'buyer' | 'staff' = 'buyer',
): boolean {
  if (state === 'unpaid') return true
  if (by === 'buyer' && lines.some((line) => line.final || line.origin === 'auction')) return false
  return state === 'paid' && lines.every((line) => (by === 'buyer' ? line.packedQuantity : line.sentQuantity) === 0)
}

export type Place = Record<'name' | 'line1' | 'line2' | 'postalCode' | 'city' | 'region' | 'country', string>

/** Opening hours of a store as lines, `Mon–Fri 10:00–13:00, 14:00–19:00`; days it is closed are left out. */
export function hoursLines(hours: readonly { day: number; from: string; to: string }[], locale: string): string[] {
  const nameOf = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => {
    const open = hours.filter((one) => one.day === day).sort((a, b) => (a.from < b.from ? -1 : 1))
    return open.map(({ from, to }) => `${from}–${to}`).join(', ')
  })
  // 1 January 2024 was a Monday.
  const name = (i: number) => nameOf.format(Date.UTC(2024, 0, i + 1))
  return days.flatMap((open, i) => {
    if (open === '' || open === days[i - 1]) return []
    const last = days.findIndex((other, j) => j > i && other !== open)
    const until = (last === -1 ? days.length : last) - 1
    return [`${name(i)}${until > i ? `–${name(until)}` : ''} ${open}`]
  })
}

const said = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,.]+/g, ' ')
    .trim()

/** Whether two addresses are one door of one person, however they were typed. */
export const sameAddress = (a: Place, b: Place) =>
  (['name', 'line1', 'line2', 'postalCode', 'city', 'region', 'country'] as const).every(
    (field) => said(a[field]) === said(b[field]),
  )
