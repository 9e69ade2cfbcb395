import { type Money, money, sum, taxWithin, times } from '../../lib/money.ts'
import { type DeliveryPrice, type PartPriced, type Priced, takenApart } from './price.ts'
import type { exportWays, taxRegimes } from './tax-contract.ts'

/*
 * Which tax is in a price, by where it goes. Prices are gross at the seller's own rates; what a country has of them is
 * decided here, and nothing else of a price depends on the destination. Pure.
 */

/**
 * Standard rates of VAT in the EU, in basis points, and the United Kingdom's. Rates change: a brand says another one in
 * its own settings, for any country. Directive 2006/112/EC, Articles 33 and 96; Monaco counts as France (Article 7).
 */
export const standardRates: Readonly<Record<string, number>> = {
  ...{ AT: 2000, BE: 2100, BG: 2000, CY: 1900, CZ: 2100, DE: 1900, DK: 2500, EE: 2400, ES: 2100, FI: 2550, FR: 2000 },
  ...{ GR: 2400, HR: 2500, HU: 2700, IE: 2300, IT: 2200, LT: 2100, LU: 1700, LV: 2100, MT: 1800, NL: 2100, PL: 2300 },
  ...{ PT: 2300, RO: 2100, SE: 2500, SI: 2200, SK: 2300, GB: 2000 },
}

export type TaxRegime = (typeof taxRegimes)[number]
export type TaxSettings = {
  oss: boolean
  ukVat: boolean
  exports: (typeof exportWays)[number]
  /** Goods at `homeRateBp` in the seller's country have `rateBp` in this one. */
  rates: readonly { country: string; homeRateBp: number; rateBp: number }[]
}

/** A brand that has said nothing taxes everything as at home. */
export const noTaxSettings: TaxSettings = { oss: false, ukVat: false, exports: 'taxed', rates: [] }

const asCountry = (country: string) => (country === 'MC' ? 'FR' : country === 'IM' ? 'GB' : country)
export const isInEu = (country: string) => asCountry(country) !== 'GB' && asCountry(country) in standardRates

/** How a sale is taxed. `net`: the home country's tax is taken out of the prices. */
export type Taxing = { regime: TaxRegime; net: boolean; rateOf(homeRateBp: number): number }

/** How a seller from `home` taxes what it sends to `destination`. */
export function taxingOf(home: string, destination: string, settings: TaxSettings): Taxing {
  const [from, to] = [asCountry(home), asCountry(destination)]
  const atHome: Taxing = { regime: 'home', net: false, rateOf: (rate) => rate }
  if (from === to) return atHome
  /** The rate the brand has said, else the standard one: never too little. What bears no tax at home bears none. */
  const there = (rate: number) =>
    settings.rates.find((one) => asCountry(one.country) === to && one.homeRateBp === rate)?.rateBp ??
    (rate === 0 ? 0 : (standardRates[to] ?? rate))
  if (isInEu(from) && isInEu(to)) return settings.oss ? { regime: 'oss', net: false, rateOf: there } : atHome
  if (to === 'GB' && settings.ukVat) return { regime: 'uk', net: false, rateOf: there }
  if (settings.exports === 'taxed') return atHome
  return { regime: 'export', net: settings.exports === 'net', rateOf: () => 0 }
}

/** A gross amount without the tax in it. */
const netOf = (gross: Money, rateBp: number): Money =>
  money(gross.minor - taxWithin(gross, rateBp).minor, gross.currency)

const lower = (a: Money, b: Money) => (b.minor < a.minor ? b : a)

/** A line as it is sold to a destination: at its rate, and without the home country's tax where that is taken off. */
export function lineTo<L extends Priced>(line: L, taxing: Taxing): L {
  const { taxRateBp, unitPrice, compareAt, surcharge = 0n, parts = [] } = line
  const rate = taxing.rateOf(taxRateBp)
  const rated = parts.map((part) => ({ ...part, taxRateBp: taxing.rateOf(part.taxRateBp) }))
  const withParts = parts.length > 0 && { parts: rated }
  if (!taxing.net) return { ...line, ...withParts, taxRateBp: rate }
  if (parts.length > 0) return bundleNet(line, parts, rated)
  const before = compareAt && netOf(compareAt, taxRateBp)
  const made = surcharge > 0n && { surcharge: netOf(money(surcharge, unitPrice.currency), taxRateBp).minor }
  return { ...line, ...made, taxRateBp: rate, unitPrice: netOf(unitPrice, taxRateBp), compareAt: before }
}

/** Each part of a bundle is freed of its own tax; all together never cost more than the parts one by one. */
function bundleNet<L extends Priced>(line: L, parts: readonly PartPriced[], rated: readonly PartPriced[]): L {
  const { currency } = line.unitPrice
  const net = rated.map((part, i) => ({ ...part, unitPrice: netOf(part.unitPrice, parts[i]!.taxRateBp) }))
  const apart = sum(
    currency,
    net.map((part) => times(part.unitPrice, part.quantity)),
  )
  const unit = sum(
    currency,
    takenApart({ ...line, quantity: 1, off: 0n }).map((part) =>
      netOf(money(part.unitPrice.minor * BigInt(part.quantity) - part.off, currency), part.taxRateBp),
    ),
  )
  const unitPrice = lower(unit, apart)
  return { ...line, taxRateBp: 0, parts: net, unitPrice, compareAt: apart.minor > unitPrice.minor ? apart : null }
}

/** A delivery as it is sold to a destination. Its threshold is a sum of goods, and stays. */
export const deliveryTo = <D extends DeliveryPrice>(delivery: D, taxing: Taxing): D => ({
  ...delivery,
  taxRateBp: taxing.rateOf(delivery.taxRateBp),
  ...(taxing.net && { price: netOf(delivery.price, delivery.taxRateBp) }),
})
