/*
 * Account numbers, checked as far as they can be without asking a bank. Pure.
 */

/** As people write them: blanks and case do not count. */
export const plain = (text: string) => text.replace(/[\s-]/g, '').toUpperCase()

export const looksLikeIban = (number: string) => /^[A-Z]{2}\d{2}/.test(plain(number))

/** How long the IBANs of the SEPA countries are (ISO 13616, SWIFT IBAN registry); of others only the sum is checked. */
const lengths: Record<string, number> = {
  ...{ AD: 24, AL: 28, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18 },
  ...{ FR: 27, GB: 22, GI: 23, GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21 },
  ...{ MC: 27, MD: 24, ME: 22, MK: 19, MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24, RS: 22, SE: 24, SI: 19 },
  ...{ SK: 24, SM: 27, VA: 22 },
}

/** Whether the check digits fit: its letters as numbers, the first four signs last, divided by 97 leaves 1 (ISO 7064). */
export function isIban(number: string): boolean {
  const iban = plain(number)
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  if ((lengths[iban.slice(0, 2)] ?? iban.length) !== iban.length) return false
  const digits = [...(iban.slice(4) + iban.slice(0, 4))].map((sign) => Number.parseInt(sign, 36)).join('')
  return BigInt(digits) % 97n === 1n
}

/** ISO 9362: bank, country, place, and a branch or none. */
export const isBic = (bic: string) => /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(plain(bic))

/** An account that is no IBAN: what banks elsewhere write. */
export const isOtherAccount = (number: string) => /^[A-Z0-9./]{4,34}$/.test(plain(number))

export const last4Of = (number: string) => plain(number).slice(-4)
