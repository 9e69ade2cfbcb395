import type { Locale } from './locale.ts'

/** Amounts as they travel: integer minor units in a string (or a bigint), never a float. */
export type Minor = string | bigint
/** A moment: ISO 8601, epoch milliseconds, or a Date. */
export type Moment = string | number | Date

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** How many digits a currency has after the point: EUR 2, JPY 0, KWD 3; coins of a room (XCO) none. */
export const exponentOf = (currency: string): number =>
  currency === 'XCO'
    ? 0
    : (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2)

/** Minor units as an exact decimal string: `decimalOf('-1205', 2)` is `-12.05`. */
export function decimalOf(minor: Minor, exponent: number): string {
  const amount = BigInt(minor)
  const sign = amount < 0n ? '-' : ''
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, '0')
  if (exponent === 0) return sign + digits
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

/**
 * What somebody typed as an amount, in minor units, or nothing when it is not one. Takes `1 234,50`, `1,234.50`, `1234.5`.
 * The last point or comma is the decimal one when no more digits follow it than the currency has.
 */
export function minorOf(typed: string, currency: string): string | undefined {
  const exponent = exponentOf(currency)
  const text = typed.replace(/[\s\u00a0\u202f'’]/g, '')
  const match = /^(\d{1,15}|\d{1,3}(?:[.,]\d{3})+)(?:[.,](\d*))?$/.exec(text)
  if (!match) return undefined
  const [, whole = '', fraction = ''] = match
  if (fraction && /[.,]/.test(whole) && whole.includes(text.at(-fraction.length - 1)!)) return undefined
  if (fraction.length > exponent) {
    return /^\d{3}$/.test(fraction) && whole.length <= 3
      ? BigInt(whole + fraction + '0'.repeat(exponent)).toString()
      : undefined
  }
  return BigInt(whole.replace(/[.,]/g, '') + fraction.padEnd(exponent, '0')).toString()
}

/** `07:05`, or `1:07:05` from an hour on. Rounds up, so that a countdown shows 00:01 until it is over. */
export function clockOf(remainingMs: number): string {
  const seconds = Math.max(0, Math.ceil(remainingMs / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = two(Math.floor((seconds % 3600) / 60))
  return hours > 0 ? `${hours}:${minutes}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** At most this many characters as people count them: never cuts an emoji or an accent in two. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text
  const letters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`
}

/** One or two letters that stand for a name: `Maison Alma` is MA, `王芳` is 王. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = (word = '') => (word ? (new Intl.Segmenter().segment(word).containing(0)?.segment ?? '') : '')
  const cjk = /^[\u3400-\u9fff]/.test(name.trim())
  return (cjk || words.length === 1 ? first(words[0]) : first(words[0]) + first(words.at(-1))).toLocaleUpperCase()
}

export type Formatter = ReturnType<typeof formatter>

/** Everything a page writes with digits in it, in one language and one time zone. */
export function formatter(locale: Locale, timeZone: string) {
  const numbers = keep((key) => new Intl.NumberFormat(locale, JSON.parse(key) as Intl.NumberFormatOptions))
  const dates = keep((key) => new Intl.DateTimeFormat(locale, JSON.parse(key) as Intl.DateTimeFormatOptions))
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const number = (value: number | bigint | string, options: Intl.NumberFormatOptions = {}) =>
    // The string form keeps every digit; TypeScript's library does not know yet that format() takes one.
    numbers(JSON.stringify(options)).format(value as number)
  const date = (moment: Moment, options: Intl.DateTimeFormatOptions) =>
    dates(JSON.stringify({ timeZone, ...options })).format(new Date(moment))

  return {
    locale,
    timeZone,
    number: (value: number | bigint) => number(value),
    /** 1.2K, 1,2 k, 1.2万. */
    compact: (value: number) => number(value, { notation: 'compact', maximumFractionDigits: 1 }),
    /** `0.5` is 50%. */
    percent: (share: number, digits = 0) => number(share, { style: 'percent', maximumFractionDigits: digits }),
    bytes: (count: number) => bytes(number, count),
    /** A sum in full: €120.00. */
    money: (minor: Minor, currency: string) =>
      number(decimalOf(minor, exponentOf(currency)), { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }),
    /** A price tag: €120, but €12.50. */
    price: (minor: Minor, currency: string) =>
      number(decimalOf(minor, exponentOf(currency)), {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        trailingZeroDisplay: 'stripIfInteger',
      }),
    date: (moment: Moment) => date(moment, { dateStyle: 'medium' }),
    day: (moment: Moment) => date(moment, { weekday: 'long', day: 'numeric', month: 'long' }),
    time: (moment: Moment) => date(moment, { timeStyle: 'short' }),
    dateTime: (moment: Moment) => date(moment, { dateStyle: 'medium', timeStyle: 'short' }),
    /** “3 minutes ago”, “tomorrow”. */
    relative: (moment: Moment, now: Moment) => relative(relatives, +new Date(moment) - +new Date(now)),
    /** “1 hr 20 min”, “45 sec”: its two largest units. */
    duration: (ms: number) => duration(number, ms),
    /** “4.2 sec”: how fast something went. */
    seconds: (ms: number) =>
      number(ms / 1000, { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: 1 }),
    clock: clockOf,
  }
}

type Write = (value: number, options: Intl.NumberFormatOptions) => string

function relative(format: Intl.RelativeTimeFormat, differenceMs: number): string {
  const size = Math.abs(differenceMs)
  if (size < minuteMs) return format.format(Math.round(differenceMs / 1000), 'second')
  if (size < hourMs) return format.format(Math.round(differenceMs / minuteMs), 'minute')
  if (size < dayMs) return format.format(Math.round(differenceMs / hourMs), 'hour')
  if (size < 30 * dayMs) return format.format(Math.round(differenceMs / dayMs), 'day')
  if (size < 365 * dayMs) return format.format(Math.round(differenceMs / (30 * dayMs)), 'month')
  return format.format(Math.round(differenceMs / (365 * dayMs)), 'year')
}

function duration(write: Write, ms: number): string {
  const units: [unit: string, sizeMs: number][] = [
    ['day', dayMs],
    ['hour', hourMs],
    ['minute', minuteMs],
    ['second', 1000],
  ]
  const largest = Math.max(
    0,
    units.findIndex(([, sizeMs]) => ms >= sizeMs),
  )
  const parts: string[] = []
  let rest = ms < 1000 ? 0 : ms
  for (const [unit, sizeMs] of ms < 1000 ? units.slice(3) : units.slice(largest, largest + 2)) {
    const count = Math.floor(rest / sizeMs)
    rest -= count * sizeMs
    if (count > 0 || parts.length === 0) parts.push(write(count, { style: 'unit', unit, unitDisplay: 'short' }))
  }
  return parts.join(' ')
}

function bytes(write: Write, count: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  const step = count < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3))
  return write(count / 1000 ** step, {
    style: 'unit',
    unit: units[step],
    unitDisplay: 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  })
}

/** Intl objects cost milliseconds to make and nothing to keep. */
function keep<Value>(make: (key: string) => Value): (key: string) => Value {
  const kept = new Map<string, Value>()
  return (key) => {
    const found = kept.get(key) ?? make(key)
    kept.set(key, found)
    return found
  }
}
