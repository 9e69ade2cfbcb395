import type { LocalText } from '#src/lib/local-text.ts'
import type { Currency } from '#src/lib/money.ts'
import { type EditedText, editedText, isWritten, writtenText } from '../local-texts.ts'

interface Money {
  minor: string
  currency: Currency
}

export interface Method {
  deliveryMethodId: string
  title: LocalText
  prices: readonly { price: Money; freeFrom: Money | null }[]
  taxRateBp: number
  days: { least: number; most: number }
  countries: readonly string[]
  archived: boolean
}

/** A way of delivery as its form edits it; amounts in minor units. */
export interface DeliveryDraft {
  title: EditedText
  prices: { currency: Currency; price: string | undefined; freeFrom: string | undefined }[]
  taxPercent: number | undefined
  daysLeast: number | undefined
  daysMost: number | undefined
  countries: string[]
}

export const newDelivery = (currency: Currency, country: string): DeliveryDraft => ({
  ...{ title: editedText(), taxPercent: 20, daysLeast: 2, daysMost: 4, countries: [country] },
  prices: [{ currency, price: undefined, freeFrom: undefined }],
})

export const deliveryDraft = ({ title, prices, taxRateBp, days, countries }: Method): DeliveryDraft => ({
  ...{ title: editedText(title), taxPercent: taxRateBp / 100, countries: [...countries] },
  ...{ daysLeast: days.least, daysMost: days.most },
  prices: prices.map(({ price, freeFrom }) => ({
    ...{ currency: price.currency, price: price.minor, freeFrom: freeFrom?.minor },
  })),
})

export type DeliveryFault = 'title' | 'price' | 'days' | 'tax' | 'countries'

/** What keeps the draft from being saved: every field that needs a second look. */
export function faultsOf(draft: DeliveryDraft): Set<DeliveryFault> {
  const { title, prices, taxPercent, daysLeast, daysMost, countries } = draft
  const wholeDays = [daysLeast, daysMost].every((days) => Number.isInteger(days) && days! >= 0 && days! <= 365)
  const faults: [DeliveryFault, boolean][] = [
    ['title', !isWritten(title)],
    ['price', prices.some(({ price }) => price === undefined)],
    ['days', !wholeDays || daysLeast! > daysMost!],
    ['tax', taxPercent === undefined || taxPercent < 0 || taxPercent > 50],
    ['countries', countries.length === 0],
  ]
  return new Set(faults.flatMap(([fault, found]) => (found ? [fault] : [])))
}

/** As the API takes it; of a draft without faults. */
export const deliveryWish = ({ title, prices, taxPercent, daysLeast, daysMost, countries }: DeliveryDraft) => ({
  ...{ title: writtenText(title), taxRateBp: Math.round(taxPercent! * 100), countries: [...countries] },
  days: { least: daysLeast!, most: daysMost! },
  prices: prices.map(({ currency, price, freeFrom }) => ({
    price: { minor: price!, currency },
    freeFrom: freeFrom === undefined ? null : { minor: freeFrom, currency },
  })),
})
