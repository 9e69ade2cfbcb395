/*
 * People type card numbers where they do not belong: into a chat, an address, a reason. They must never be kept, so the
 * edge takes them out of everything that comes in, before any verb reads it.
 */

/** Fifteen to nineteen digits, bare or in the groups printed on cards, that are no part of anything longer. */
const candidate =
  /(?<![\w.,-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ -])\d{6}\2\d{5}|\d{15,19})(?![\w-])/g

/** Visa, Mastercard, American Express, Discover, JCB, UnionPay, by length and first digits (ISO/IEC 7812). */
const issued =
  /^(?:4\d{15}(?:\d{3})?|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|3[47]\d{13}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35\d{14}|62\d{14,17})$/

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]) * (i % 2 === 1 ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

const masked = (found: string): string => {
  const digits = found.replace(/\D/g, '')
  return issued.test(digits) && passesLuhn(digits) ? `•••• ${digits.slice(-4)}` : found
}

/** The same value with every card number in it reduced to its last four digits. */
export function withoutCardNumbers<T>(value: T): T {
  if (typeof value === 'string') return (/\d{4}/.test(value) ? value.replace(candidate, masked) : value) as T
  if (Array.isArray(value)) return value.map(withoutCardNumbers) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutCardNumbers(one)])) as T
}
