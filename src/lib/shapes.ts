import * as z from 'zod'
import type { Id } from './ids.ts'
import { type Currency, currencies } from './money.ts'

/** The shapes that every contract is made of. */

export const id = <Kind extends string>() =>
  z
    .string()
    .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'not an id')
    .transform((value) => value as Id<Kind>)
    .meta({ format: 'uuid', description: 'UUID' })

// Control characters, and the bidirectional overrides that make text lie about its order.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/

/** Half of a surrogate pair is no character, and Postgres keeps none. */
const isPlain = (value: string) => value.isWellFormed() && !unseen.test(value)

/** A piece of a text, with the spaces around it: normalised (NFC), without control characters. */
export const passage = (most: number) =>
  z
    .string()
    .max(most)
    .transform((value) => value.normalize('NFC'))
    .refine(isPlain, 'contains control characters')

/** One line or more of plain text: trimmed, normalised (NFC), without control characters. */
export const text = (most: number, least = 1) =>
  z
    .string()
    .max(most * 4)
    .transform((value) => value.normalize('NFC').trim())
    .pipe(z.string().min(least).max(most).refine(isPlain, 'contains control characters'))

/** A text in one or more languages, each at most `most` characters. */
export const localText = (most: number) =>
  z
    .object({ en: text(most).optional(), fr: text(most).optional(), 'zh-Hans': text(most).optional() })
    .refine((value) => Boolean(value.en || value.fr || value['zh-Hans']), 'needs at least one language')

export const instant = z.iso.datetime({ offset: true })

export const currency = z.enum(currencies as [Currency, ...Currency[]])

/** Money: digits of minor units, as a string, up to 10^15. */
export const moneyShape = z.object({
  minor: z.string().regex(/^-?\d{1,16}$/, 'not an amount of minor units'),
  currency,
})

export const quantity = (most: number) => z.number().int().min(1).max(most)

const most = z.coerce.number().int().min(1).max(200).default(50)

/** What a list is asked with: `after` is the `next` of the page before, the id of its last. */
export const page = { after: id().transform(String).meta({ format: 'uuid' }).optional(), most }

/** The same of a list that no id alone puts in order: who reads it knows what `after` is. */
export const pageByPlace = { after: z.string().max(200).optional(), most }

export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

export const done = z.object({ ok: z.literal(true) })
export const ok = { ok: true } as const

/** Cuts a list that was read with one row too many into a page. */
export function pageFrom<T>(
  rows: T[],
  most: number,
  cursorOf: (row: T) => string,
): { items: T[]; next: string | null } {
  const items = rows.slice(0, most)
  return { items, next: rows.length > most ? cursorOf(items.at(-1)!) : null }
}

/** Whether this is a time zone of the IANA list. */
function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false // RangeError: no such zone.
  }
}

export const timeZone = z.string().max(64).refine(isTimeZone, 'an IANA time zone such as Europe/Paris')
