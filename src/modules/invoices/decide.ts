import { add, type Money, money, spread, taxWithin } from '../../lib/money.ts'

/*
 * What stands on an invoice: every amount as the order froze it, and the tax of each rate. Pure.
 */

/** `paid`: what all `ordered` units of it were paid with, of which `quantity` are meant. */
export type Sold = { text: string; sku: string; quantity: number; ordered: number; paid: Money; taxRateBp: number }
/** A line of a document. `gross` is what was paid for it, tax in it. */
export type DocumentLine = { text: string; sku: string; quantity: number; gross: Money; taxRateBp: number }
export type TaxLine = { rateBp: number; net: Money; tax: Money; gross: Money }

/** Lines at what was paid for them: reductions of the whole order are spread over them by what each cost. */
export function paidLines(sold: readonly Sold[], goods: Money): DocumentLine[] {
  const parts = spread(
    goods.minor,
    sold.map(({ paid, quantity, ordered }) => (paid.minor * BigInt(quantity)) / BigInt(ordered)),
  )
  return sold.map(({ text, sku, quantity, taxRateBp }, i) => ({
    ...{ text, sku, quantity, taxRateBp, gross: money(parts[i]!, goods.currency) },
  }))
}

/**
 * The rate of a tax that is contained in an amount: the multiple of a tenth of a percent that gives it, the nearest to
 * what it comes to. Orders keep how much tax is in a delivery, and not at which rate.
 */
export function rateOf(gross: Money, tax: Money): number {
  const net = gross.minor - tax.minor
  if (tax.minor <= 0n || net <= 0n) return 0
  const near = Number((tax.minor * 10_000n + net / 2n) / net)
  const tenths = Array.from({ length: 31 }, (_, i) => Math.round(near / 10) * 10 + (i - 15) * 10)
  const exact = tenths.filter((rate) => rate >= 0 && taxWithin(gross, rate).minor === tax.minor)
  const whole = (rate: number) => (rate % 100 === 0 ? 0 : rate % 50 === 0 ? 1 : 2)
  return exact.sort((a, b) => whole(a) - whole(b) || Math.abs(a - near) - Math.abs(b - near))[0] ?? near
}

/** Tax by rate, the highest first. Each rate's net and tax add up to its gross. */
export function taxesOf(lines: readonly DocumentLine[]): TaxLine[] {
  const rates = new Map<number, TaxLine>()
  for (const { gross, taxRateBp } of lines) {
    const tax = taxWithin(gross, taxRateBp)
    const net = money(gross.minor - tax.minor, gross.currency)
    const known = rates.get(taxRateBp)
    if (known) {
      const sums = { net: add(known.net, net), tax: add(known.tax, tax), gross: add(known.gross, gross) }
      rates.set(taxRateBp, { rateBp: taxRateBp, ...sums })
    } else rates.set(taxRateBp, { rateBp: taxRateBp, net, tax, gross })
  }
  return [...rates.values()].sort((a, b) => b.rateBp - a.rateBp)
}

/**
 * The lines of a credit note: the units it is for and the delivery, at what was given back; without units, the amount
 * over the rates of the invoice, by what each has of it.
 */
export function creditLines(
  amount: Money,
  units: readonly Sold[],
  delivery: DocumentLine | undefined,
  invoice: readonly DocumentLine[],
  word: string,
): DocumentLine[] {
  const deliveryMinor = delivery ? (delivery.gross.minor < amount.minor ? delivery.gross.minor : amount.minor) : 0n
  const rest = money(amount.minor - deliveryMinor, amount.currency)
  const own = delivery && deliveryMinor > 0n ? [{ ...delivery, gross: money(deliveryMinor, amount.currency) }] : []
  if (rest.minor === 0n) return own
  if (units.length > 0) return [...paidLines(units, rest), ...own]
  const rates = taxesOf(invoice)
  const parts = spread(
    rest.minor,
    rates.map(({ gross }) => gross.minor),
  )
  const spreadOut = rates.map(({ rateBp }, i) => ({
    ...{ text: word, sku: '', quantity: 1, taxRateBp: rateBp, gross: money(parts[i]!, rest.currency) },
  }))
  return [...spreadOut.filter(({ gross }) => gross.minor > 0n), ...own]
}

/** `MA-2026-00042`; credit notes have a row of their own: `MA-CN-2026-00007`. */
export const numberOf = (prefix: string, kind: 'invoice' | 'credit', year: number, sequence: number) =>
  `${prefix}${kind === 'credit' ? 'CN-' : ''}${year}-${String(sequence).padStart(5, '0')}`
