import * as z from 'zod'
import type { Ctx } from '../../ctx.ts'
import { decimalOf } from '../../doors/payments/decimal.ts'
import { byteOrderMark, csvRow } from '../../lib/csv.ts'
import { document } from '../../lib/documents.ts'
import type { BrandId } from '../../lib/ids.ts'
import { inLocale, type Locale } from '../../lib/local-text.ts'
import type { Money } from '../../lib/money.ts'
import { id, instant } from '../../lib/shapes.ts'
import { orderStates } from './contract.ts'
import { exportWords } from './export-words.ts'
import { paidFor } from './price.ts'
import { wantedOf } from './reading.ts'
import { personalText } from './state.ts'
import * as store from './store.ts'

const readAtOnce = 500

const input = z.object({
  brandId: id<'brand'>(),
  state: z.enum(orderStates).optional(),
  showId: id<'show'>().optional(),
  search: z.string().max(100).optional(),
  from: instant.optional(),
  to: instant.optional(),
  /** A row for each order, or for each line of one. */
  rows: z.enum(['orders', 'lines']).default('orders'),
  locale: z.enum(['en', 'fr', 'zh-Hans']).default('en'),
})

type Cells = readonly (string | number | null | undefined)[]
type Read = { order: store.Order; lines: readonly store.OrderLine[]; locale: Locale }

/** Orders as a table for a spreadsheet: moments in UTC, amounts with a point. Sent while it is read, page by page. */
export async function* ordersCsv(ctx: Pick<Ctx, 'sql'>, wish: z.output<typeof input>): AsyncGenerator<string> {
  const { brandId, rows, locale, ...asked } = wish
  yield byteOrderMark + csvRow(exportWords[locale][rows === 'orders' ? 'order' : 'line'])
  let after: string | null = null
  do {
    const page = { after, most: readAtOnce }
    const orders: store.Order[] = await store.ordersOfBrand(ctx.sql, brandId as BrandId, wantedOf(asked), page)
    const ids = orders.map(({ orderId }) => orderId)
    const lines = Map.groupBy(await store.linesOf(ctx.sql, ids), ({ orderId }) => orderId)
    const cells = orders.flatMap((order): Cells[] => {
      const read = { order, lines: lines.get(order.orderId) ?? [], locale }
      return rows === 'orders' ? [orderCells(read)] : lineCells(read)
    })
    if (cells.length > 0) yield cells.map(csvRow).join('')
    after = orders.length === readAtOnce ? orders.at(-1)!.orderId : null
  } while (after !== null)
}

const iso = (at: Date | null) => at?.toISOString()
const units = (lines: Read['lines']) => lines.reduce((sum, { quantity }) => sum + quantity, 0)

function orderCells({ order, lines, locale }: Read): Cells {
  const { address, totals } = order
  const goods = (line: store.OrderLine) =>
    [`${line.quantity} × ${inLocale(line.title, locale)} (${line.sku})`, ...personalText(line, locale)].join(', ')
  return [
    ...[order.number, exportWords[locale].states[order.state]],
    ...[iso(order.placedAt), iso(order.paidAt), iso(order.sentAt), address.name, order.email, address.phone],
    ...[[address.line1, address.line2].filter(Boolean).join(', '), address.postalCode, address.city, address.region],
    ...[address.country, lines.map(goods).join('; '), units(lines)],
    ...[totals.items, totals.discount, totals.delivery, totals.total, totals.tax].map(amount),
    ...[totals.total.currency, order.carrier, order.tracking],
  ]
}

const lineCells = ({ order, lines, locale }: Read): Cells[] =>
  lines.map((line) => [
    ...[order.number, exportWords[locale].states[order.state], iso(order.placedAt), iso(order.paidAt), line.sku],
    ...[inLocale(line.title, locale), Object.values(line.options).join(' · ')],
    ...[personalText(line, locale).join(' · '), amount({ ...line.unitPrice, minor: line.surcharge }), line.showId],
    ...[line.quantity, line.sentQuantity, line.cancelledQuantity, line.returnedQuantity],
    ...[amount(line.unitPrice), amount(paidFor(line)), line.taxRateBp / 100],
    line.unitPrice.currency,
  ])

/** As a number: amounts are ours, and a spreadsheet adds them up. */
const amount = ({ minor, currency }: Money) => decimalOf(minor, currency)

export const ordersDocuments = [
  document({
    operation: 'orders.export',
    url: '/brands/:brandId/orders.csv',
    access: { staff: ['owner', 'producer', 'support', 'finance'], of: 'brandId' },
    input,
    write: async (ctx, wish) => ({
      name: `orders-${ctx.now.toISOString().slice(0, 10)}.csv`,
      type: 'text/csv; charset=utf-8',
      body: ordersCsv(ctx, wish),
    }),
  }),
]
