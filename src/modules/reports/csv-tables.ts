import { decimalOf } from '../../doors/payments/decimal.ts'
import { byteOrderMark, csvRow } from '../../lib/csv.ts'
import { inLocale, type Locale } from '../../lib/local-text.ts'
import { type MoneyWire, unwire } from '../../lib/money.ts'
import { reportView } from './contract.ts'
import type { Report } from './reading.ts'

export const csvTables = [
  'figures',
  'minutes',
  'products',
  'pins',
  'sources',
  'articles',
  'prices',
  'parts',
  'customers',
  'hosts',
  'plan',
  'cues',
] as const
export type CsvTable = (typeof csvTables)[number]

type Cell = string | number | null

const amount = (of: MoneyWire): number | string => decimalOf(unwire(of).minor, of.currency)

/**
 * One table of a report as CSV (RFC 4180). Columns are called as in the API, in every language: what reads them again
 * is a spreadsheet or a warehouse. Amounts have a point, times are seconds, shares are between 0 and 1.
 */
export function csvOf(report: Report, table: CsvTable, locale: Locale): string {
  if (table === 'figures') return sheet(figureRows(report))
  const rows = (table === 'minutes' ? withStayed(report) : report[table]) as readonly Record<string, unknown>[]
  return sheet(
    rows.map((row) => flat(row, locale)),
    headOf(table),
  )
}

const withStayed = ({ minutes, retention }: Report) =>
  minutes.map((row) => ({ ...row, stayedAtLeast: retention[row.minute] ?? 0 }))

const figureRows = ({ figures }: Report): Record<string, Cell>[] =>
  figures.map(({ name, unit, value, over, beside }) => ({
    ...{ name, unit: unit === 'ms' ? 's' : unit },
    value: value === null ? null : typeof value === 'object' ? amount(value) : unit === 'ms' ? value / 1000 : value,
    currency: typeof value === 'object' && value ? value.currency : null,
    over: over ? over.join(' / ') : null,
    ...{ previous: beside?.previous ?? null, median: beside?.median ?? null, percentile: beside?.percentile ?? null },
  }))

function flat(row: Record<string, unknown>, locale: Locale): Record<string, Cell> {
  const cells = Object.entries(row).flatMap(([name, value]): [string, Cell][] => {
    if (name === 'title') return [[name, inLocale(value as never, locale)]]
    if (name.endsWith('Ms')) return [[name.replace(/Ms$/, 'Seconds'), value === null ? null : Number(value) / 1000]]
    if (typeof value === 'object' && value !== null) {
      const { currency } = value as MoneyWire
      return [
        [name, amount(value as MoneyWire)],
        ['currency', currency],
      ]
    }
    return [[name, value as Cell]]
  })
  return Object.fromEntries(cells)
}

/** What the columns of an empty table are called: it has its head all the same. */
const headOf = (table: Exclude<CsvTable, 'figures'>): string[] =>
  Object.keys(reportView.shape[table].element.shape).map((name) => name.replace(/Ms$/, 'Seconds'))

function sheet(rows: readonly Record<string, Cell>[], head: readonly string[] = []): string {
  const names = rows[0] ? Object.keys(rows[0]) : head
  return byteOrderMark + [names, ...rows.map((row) => names.map((name) => row[name] ?? null))].map(csvRow).join('')
}
