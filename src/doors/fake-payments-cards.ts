import { createHash } from 'node:crypto'

/** What the fake bank does with a card. */
export type Behaviour = 'pays' | 'declines' | 'asks' | 'late' | 'lost' | 'thrice' | 'disputed'

/** The sentinel cards: every failure can be clicked. */
export const sentinelCards: readonly { number: string; behaviour: Behaviour }[] = [
  { number: '4242 4242 4242 4242', behaviour: 'pays' },
  { number: '4000 0000 0000 0002', behaviour: 'declines' },
  { number: '4000 0000 0000 3184', behaviour: 'asks' },
  { number: '4000 0000 0000 0069', behaviour: 'late' },
  { number: '4000 0000 0000 0119', behaviour: 'lost' },
  { number: '4000 0000 0000 0341', behaviour: 'thrice' },
  { number: '4000 0000 0000 0259', behaviour: 'disputed' },
]

export const goodCard = sentinelCards[0]!.number

const digitsOf = (text: string) => text.replace(/[\s-]/g, '')

/** @returns undefined for a card the fake bank has not issued: a real number typed here goes nowhere. */
export const behaviourOf = (number: string): Behaviour | undefined =>
  sentinelCards.find((card) => digitsOf(card.number) === digitsOf(number))?.behaviour

const lateMs = 8000

/** How many ms after the decision each copy of its notice is sent; none when it gets lost. */
export function sendingsOf(behaviour: Behaviour): number[] {
  switch (behaviour) {
    case 'late':
      return [lateMs]
    case 'lost':
      return []
    case 'thrice':
      // Two at the same instant, so that they arrive in any order, and one after.
      return [0, 0, 700]
    default:
      return [0]
  }
}

/** The code that everybody types: such a card is anybody's, and is not known again. */
const anybodysCode = '123'

/** By what the fake bank knows a card again: it has issued few numbers, so the date and the code tell them apart. */
export function fingerprintOf(card: { card: string; expiry: string; code: string }): string | undefined {
  const [number, expiry, code] = [card.card, card.expiry, card.code].map((text) => text.replace(/\D/g, ''))
  if (code === anybodysCode) return undefined
  return createHash('sha256').update(`${number} ${expiry} ${code}`).digest('hex').slice(0, 24)
}

/** `12 / 34`, `12/34`, `1234`: whether it is a month that has not ended by `now`. */
export function isValidExpiry(text: string, now: Date): boolean {
  const match = /^\s*(0?[1-9]|1[0-2])\s*\/?\s*(\d{2})\s*$/.exec(text)
  if (!match) return false
  return Date.UTC(2000 + Number(match[2]), Number(match[1]), 1) > now.getTime()
}

/** `Visa •••• 4242`: all that is ever written down of a card. */
export const labelOf = (number: string) => `Visa •••• ${digitsOf(number).slice(-4)}`

/** `12 / 34` → `2034-12`. */
export const monthOf = (expiry: string): string => {
  const digits = expiry.replace(/\D/g, '').padStart(4, '0')
  return `20${digits.slice(2)}-${digits.slice(0, 2)}`
}
