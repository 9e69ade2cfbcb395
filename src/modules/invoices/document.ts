import type * as z from 'zod'
import { inLocale, type Locale } from '../../lib/local-text.ts'
import { type Currency, type Money, type MoneyWire, money, sum, wire } from '../../lib/money.ts'
import type { addressShape } from '../accounts/contract.ts'
import { addressLines } from '../fulfilment/fulfilment.ts'
import { isInEu, type OrderAtWork, paidFor } from '../orders/orders.ts'
import { detailsOf } from '../orders/state.ts'
import { type DocumentLine, paidLines, rateOf, type Sold, taxesOf } from './decide.ts'
import { invoiceWords } from './invoice-words.ts'

export type Legal = {
  legalName: string
  address: z.output<typeof addressShape>
  taxNumber: string
  registration: string
  footer: string
}

type LineWire = { text: string; sku: string; quantity: number; gross: MoneyWire; taxRateBp: number }

/** Everything that stands on an invoice or a credit note, frozen: the PDF is made of this and nothing else. */
export type InvoiceDocument = {
  kind: 'invoice' | 'credit'
  number: string
  locale: Locale
  /** Days, `2026-11-20`. */
  issuedOn: string
  orderedOn: string
  paidOn: string | null
  orderNumber: string
  /** The number of the invoice a credit note is for. */
  of: string | null
  seller: { legalName: string; lines: string[]; taxNumber: string; registration: string; footer: string }
  buyer: string[]
  lines: LineWire[]
  taxes: { rateBp: number; net: MoneyWire; tax: MoneyWire; gross: MoneyWire }[]
  total: MoneyWire
  currency: Currency
  /** Why no tax is charged, in the words of the law. */
  taxNote?: string
}

export const soldOf = ({ order, lines }: OrderAtWork): (Sold & { lineId: string })[] =>
  lines.map(({ lineId, sku, title, options, personal, quantity, unitPrice, off, taxRateBp }) => ({
    text: [inLocale(title, order.locale), ...detailsOf({ options, personal }, order.locale)].filter(Boolean).join(', '),
    ...{ lineId, sku, quantity, ordered: quantity, taxRateBp },
    paid: paidFor({ quantity, unitPrice, off }),
  }))

/** What was paid for the delivery, at its own rate; in orders from before, with the tax beyond that of their goods. */
export function deliveryLine({ order }: OrderAtWork, goods: readonly DocumentLine[]): DocumentLine | undefined {
  const { delivery, tax } = order.totals
  if (delivery.minor === 0n) return undefined
  const text = invoiceWords[order.locale].delivery
  const said = { text, sku: '', quantity: 1, gross: delivery }
  if (order.deliveryRateBp !== null) return { ...said, taxRateBp: order.deliveryRateBp }
  const ofGoods = taxesOf(goods).reduce((all, one) => all + one.tax.minor, 0n)
  const own = money(tax.minor - ofGoods, tax.currency)
  return { ...said, taxRateBp: rateOf(delivery, own) }
}

/** The lines of an order's invoice. */
export function invoiceLines(work: OrderAtWork): DocumentLine[] {
  const { total, delivery } = work.order.totals
  const goods = paidLines(soldOf(work), money(total.minor - delivery.minor, total.currency))
  return [...goods, ...[deliveryLine(work, goods)].filter((line) => line !== undefined)]
}

const day = (at: Date) => at.toISOString().slice(0, 10)

/** Goods that leave the Union are exempt by this article; elsewhere by another law. */
const exportNote = ({ address }: Legal, locale: Locale) =>
  [invoiceWords[locale].exported, isInEu(address.country) && invoiceWords[locale].exportLaw].filter(Boolean).join(' ')

export function documentOf(
  { order }: OrderAtWork,
  lines: readonly DocumentLine[],
  legal: Legal,
  { kind, number, of, at }: { kind: 'invoice' | 'credit'; number: string; of: string | null; at: Date },
): InvoiceDocument {
  const { locale, placedAt, paidAt, address, billing, totals } = order
  const { currency } = totals.total
  const { legalName, taxNumber, registration, footer } = legal
  const total: Money = sum(
    currency,
    lines.map(({ gross }) => gross),
  )
  return {
    ...{ kind, number, of, locale, currency, orderNumber: order.number },
    ...{ issuedOn: day(at), orderedOn: day(placedAt), paidOn: paidAt && day(paidAt) },
    seller: { legalName, lines: addressLines({ ...legal.address, name: '' }, locale), taxNumber, registration, footer },
    buyer: addressLines(billing ? { ...billing, line2: billing.line2 ?? '' } : address, locale),
    lines: lines.map((line) => ({ ...line, gross: wire(line.gross) })),
    taxes: taxesOf(lines).map(({ rateBp, net, tax, gross }) => ({
      ...{ rateBp, net: wire(net), tax: wire(tax), gross: wire(gross) },
    })),
    total: wire(total),
    ...(order.taxRegime === 'export' && { taxNote: exportNote(legal, locale) }),
  }
}
