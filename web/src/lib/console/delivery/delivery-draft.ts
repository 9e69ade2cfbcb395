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
  prices: readonly { price: Money; freeFrom: Money | null; bands: readonly { overGrams: number; price: Money }[] }[]
  taxRateBp: number
  days: { least: number; most: number }
  countries: readonly string[]
  maxGrams: number | null
  archived: boolean
}

/** A way of delivery as its form edits it; amounts in minor units. */
export interface DeliveryDraft {
  title: EditedText
  prices: { currency: Currency; price: string | undefined; freeFrom: string | undefined; bands: BandDraft[] }[]
  /** Heavier parcels do not go this way. */
  maxKg: number | undefined
  taxPercent: number | undefined
  daysLeast: number | undefined
  daysMost: number | undefined
  countries: string[]
}

/** What costs `price` above `overKg`, up to where the next one begins. */
export interface BandDraft {
  overKg: number | undefined
  price: string | undefined
}

const gramsOf = (kg: number) => Math.round(kg * 1000)

export const newDelivery = (currency: Currency, country: string): DeliveryDraft => ({
  ...{ title: editedText(), taxPercent: 20, daysLeast: 2, daysMost: 4, countries: [country] },
  maxKg: undefined,
  prices: [{ currency, price: undefined, freeFrom: undefined, bands: [] }],
})

export const deliveryDraft = ({ title, prices, taxRateBp, days, countries, maxGrams }: Method): DeliveryDraft => ({
  ...{ title: editedText(title), taxPercent: taxRateBp / 100, countries: [...countries] },
  ...{ daysLeast: days.least, daysMost: days.most, maxKg: maxGrams === null ? undefined : maxGrams / 1000 },
  prices: prices.map(({ price, freeFrom, bands }) => ({
    ...{ currency: price.currency, price: price.minor, freeFrom: freeFrom?.minor },
    bands: bands.map((band) => ({ overKg: band.overGrams / 1000, price: band.price.minor })),
  })),
})

export type DeliveryFault = 'title' | 'price' | 'days' | 'tax' | 'countries' | 'weight'

/** What keeps the draft from being saved: every field that needs a second look. */
export function faultsOf(draft: DeliveryDraft): Set<DeliveryFault> {
  const { title, prices, taxPercent, daysLeast, daysMost, countries, maxKg } = draft
  const wholeDays = [daysLeast, daysMost].every((days) => Number.isInteger(days) && days! >= 0 && days! <= 365)
  const faults: [DeliveryFault, boolean][] = [
    ['title', !isWritten(title)],
    ['price', prices.some(({ price }) => price === undefined)],
    ['days', !wholeDays || daysLeast! > daysMost!],
    ['tax', taxPercent === undefined || taxPercent < 0 || taxPercent > 50],
    ['countries', countries.length === 0],
    ['weight', !prices.every(({ bands }) => bandsHold(bands, maxKg ?? undefined))],
  ]
  return new Set(faults.flatMap(([fault, found]) => (found ? [fault] : [])))
}

/** Each band has a price and begins above the one before, and below the heaviest parcel. */
const bandsHold = (bands: readonly BandDraft[], maxKg: number | undefined) =>
  [...bands.map(({ overKg }) => overKg), ...(maxKg === undefined ? [] : [maxKg])].every(
    (kg, i) => typeof kg === 'number' && kg > (bands[i - 1]?.overKg ?? 0),
  ) && bands.every(({ price }) => price !== undefined)

/** As the API takes it; of a draft without faults. */
export const deliveryWish = ({ title, prices, taxPercent, daysLeast, daysMost, countries, maxKg }: DeliveryDraft) => ({
  ...{ title: writtenText(title), taxRateBp: Math.round(taxPercent! * 100), countries: [...countries] },
  days: { least: daysLeast!, most: daysMost! },
  maxGrams: typeof maxKg === 'number' ? gramsOf(maxKg) : null,
  prices: prices.map(({ currency, price, freeFrom, bands }) => ({
    bands: bands.map((band) => ({ overGrams: gramsOf(band.overKg!), price: { minor: band.price!, currency } })),
    price: { minor: price!, currency },
    freeFrom: freeFrom === undefined ? null : { minor: freeFrom, currency },
  })),
})
