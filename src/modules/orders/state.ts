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
type Begun = { packedQuantity: number; sentQuantity: number; final?: boolean }

/**
 * A buyer may call off what is not paid or not packed yet, the brand's people what has not left. What is made for its
 * buyer is begun when it is paid: only the brand calls that off.
 */
export function mayCancel(
  { state, lines }: { state: string; lines: readonly Begun[] },
  by: 'buyer' | 'staff' = 'buyer',
): boolean {
  if (state === 'unpaid') return true
  if (by === 'buyer' && lines.some((line) => line.final)) return false
  return state === 'paid' && lines.every((line) => (by === 'buyer' ? line.packedQuantity : line.sentQuantity) === 0)
}

export type Place = Record<'name' | 'line1' | 'line2' | 'postalCode' | 'city' | 'region' | 'country', string>

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
