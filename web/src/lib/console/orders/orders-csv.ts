import { decimalOf, exponentOf } from '#lib/format.ts'
import type { ConsoleWords } from '#lib/messages/load.ts'
import { inLocale, type Locale, type LocalText } from '#src/lib/local-text.ts'
import { csvOf } from '../csv.ts'
import type { OrderState } from './filter.ts'

type Amount = { minor: string; currency: string }

export interface ExportedOrder {
  number: string
  state: OrderState
  placedAt: string
  paidAt: string | null
  email: string
  address: { name: string; line1: string; line2: string; postalCode: string; city: string; country: string }
  lines: readonly { quantity: number; sku: string; title: LocalText }[]
  totals: { total: Amount; tax: Amount }
  shipment: { sentAt: string; carrier: string; tracking: string } | null
}

/** Orders as a table for a spreadsheet: a head in the reader's language, moments in UTC, amounts with a point. */
export function ordersCsv(orders: readonly ExportedOrder[], words: ConsoleWords, locale: Locale): string {
  const head = words.orders.csv
  const amount = ({ minor, currency }: Amount) => decimalOf(minor, exponentOf(currency))
  const columns: [string, (order: ExportedOrder) => string | number | null | undefined][] = [
    [head.number, (order) => order.number],
    [head.state, (order) => words.orders.states[order.state]],
    [head.placed, (order) => order.placedAt],
    [head.paid, (order) => order.paidAt],
    [head.sent, (order) => order.shipment?.sentAt],
    [head.name, (order) => order.address.name],
    [head.email, (order) => order.email],
    [head.address, ({ address }) => [address.line1, address.line2].filter(Boolean).join(', ')],
    [head.postalCode, (order) => order.address.postalCode],
    [head.city, (order) => order.address.city],
    [head.country, (order) => order.address.country],
    [
      head.items,
      ({ lines }) => lines.map((line) => `${line.quantity} × ${inLocale(line.title, locale)} (${line.sku})`).join('; '),
    ],
    [head.pieces, ({ lines }) => lines.reduce((sum, { quantity }) => sum + quantity, 0)],
    [head.total, ({ totals }) => amount(totals.total)],
    [head.tax, ({ totals }) => amount(totals.tax)],
    [head.currency, ({ totals }) => totals.total.currency],
    [head.tracking, ({ shipment }) => shipment && [shipment.carrier, shipment.tracking].filter(Boolean).join(' ')],
  ]
  return csvOf([columns.map(([label]) => label), ...orders.map((order) => columns.map(([, cell]) => cell(order)))])
}
