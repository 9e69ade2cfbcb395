import type { BrandId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { type Currency, type Money, money } from '../../lib/money.ts'
import type { Sql } from '../../lib/sql.ts'
import * as store from './delivery-store.ts'

export type DeliveryMethod = {
  deliveryMethodId: string
  title: LocalText
  price: Money
  freeFrom: Money | null
  taxRateBp: number
  days: { least: number; most: number }
  countries: readonly string[]
}

const everywhere = 'FR MC BE LU DE AT IT ES PT NL IE GB CH CN HK JP US'.split(' ')

/** Standard, free from, express: in minor units of each currency. */
const amounts: Record<Currency, readonly [standard: number, freeFrom: number, express: number]> = {
  EUR: [590, 10_000, 1290],
  USD: [590, 10_000, 1290],
  GBP: [590, 10_000, 1290],
  CHF: [590, 10_000, 1290],
  CNY: [3900, 80_000, 8900],
  HKD: [4500, 90_000, 9900],
  JPY: [900, 15_000, 1900],
}

/** What a brand offers until it says otherwise. */
function firstMethods(currency: Currency): DeliveryMethod[] {
  const [standard, freeFrom, express] = amounts[currency]
  return [
    {
      deliveryMethodId: 'standard',
      title: { en: 'Standard delivery', fr: 'Livraison standard', 'zh-Hans': '标准配送' },
      price: money(standard, currency),
      freeFrom: money(freeFrom, currency),
      taxRateBp: 2000,
      days: { least: 3, most: 5 },
      countries: everywhere,
    },
    {
      deliveryMethodId: 'express',
      title: { en: 'Express delivery', fr: 'Livraison express', 'zh-Hans': '特快配送' },
      price: money(express, currency),
      freeFrom: null,
      taxRateBp: 2000,
      days: { least: 1, most: 2 },
      countries: everywhere,
    },
  ]
}

type Seller = { brandId: BrandId; currency: Currency }

/** The ways of delivery of a brand to a country. A brand that has set none has the first ones. */
export async function methodsTo(sql: Sql, brand: Seller, country: string): Promise<DeliveryMethod[]> {
  const own = await store.methodsOf(sql, brand.brandId)
  const all = own.length > 0 ? own : firstMethods(brand.currency)
  return all.filter((method) => method.countries.includes(country))
}

/** Writes the first methods down, from when on they are the brand's own. */
export async function keepMethods(sql: Sql, brand: Seller): Promise<void> {
  await store.addMethods(sql, brand.brandId, firstMethods(brand.currency))
}
