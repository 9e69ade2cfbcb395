import { CsvError, parse } from 'csv-parse/sync'
import { refuse } from '../../lib/problems.ts'
import { type ImportReason, why } from './import-reasons.ts'
import { catalogProblems as problem } from './problems.ts'

export const rowsMost = 5000

/** One row of the file; `cells` by column, empty ones left out. `line` is where it begins, from 1. */
export type CsvRow = { line: number; cells: Map<string, string>; tooWide: boolean }

const known = [
  ...['sku', 'title', 'title_fr', 'title_zh', 'description', 'description_fr', 'description_zh'],
  ...['price', 'currency', 'stock', 'weight_grams', 'tax_rate'],
]

/**
 * Reads a CSV file (RFC 4180) as spreadsheets write it: comma, semicolon or tab, with or without byte order mark,
 * with quoted line breaks.
 * @throws catalog.brokenCsv with `why`, and `line` where there is one; catalog.tooManyRows
 */
export function readCsv(text: string): CsvRow[] {
  assertText(text)
  const whole = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const marked = /^sep=([,;\t])\n/i.exec(whole)
  const body = whole.slice(marked?.[0].length ?? 0)
  const above = marked ? 1 : 0
  const records = recordsOf(body, marked?.[1] ?? delimiterOf(body), above)
  const [header, ...rest] = records
  if (!header) throw broken('fileEmpty')
  const columns = columnsOf(header.cells)
  if (rest.length > rowsMost) throw refuse(problem.tooManyRows)
  return rest.map(({ line, cells }) => ({
    line,
    tooWide: cells.slice(columns.length).some((cell) => cell.trim() !== ''),
    cells: new Map(columns.flatMap((column, i) => (cells[i]?.trim() ? [[column, cells[i].trim()] as const] : []))),
  }))
}

const broken = (code: ImportReason, line?: number, params: Record<string, string> = {}) =>
  refuse(problem.brokenCsv, { why: why(code, params), ...(line && { line }) })

/** What is no text, or was text in another encoding, shows in the characters that decoding left. */
function assertText(text: string): void {
  if (text.startsWith('PK\u0003\u0004')) throw broken('fileSpreadsheet')
  const at = text.search(/\ufffd|\0/)
  if (at < 0) return
  const line = text.slice(0, at).split('\n').length
  throw broken('fileEncoding', line)
}

/** The one of the three that stands most often in the header, outside quotes. */
function delimiterOf(body: string): string {
  const header = /^(?:[^"\n]|"[^"]*")*/.exec(body.trimStart())![0].replace(/"[^"]*"/g, '')
  const count = (one: string) => header.split(one).length
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best))
}

type CsvRecord = { line: number; cells: string[] }

function recordsOf(body: string, delimiter: string, above: number): CsvRecord[] {
  try {
    const records = parse(body, {
      ...{ delimiter, info: true, raw: true, relax_column_count: true, max_record_size: 100_000 },
      ...{ skip_empty_lines: true, skip_records_with_empty_values: true, to: rowsMost + 2 },
    }) as unknown as { record: string[]; info: { lines: number }; raw: string }[]
    return records.map(({ record, info, raw }) => ({
      cells: record,
      // `lines` counts to the end of the record; what is quoted may hold line breaks.
      line: above + info.lines - (raw.trim().match(/\n/g)?.length ?? 0),
    }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { lines } = error as CsvError & { lines?: number }
    throw broken(complaints[error.code] ?? 'quotesUnmatched', lines && lines + above)
  }
}

const complaints: Partial<Record<CsvError['code'], ImportReason>> = {
  CSV_QUOTE_NOT_CLOSED: 'quoteOpen',
  CSV_MAX_RECORD_SIZE: 'rowTooLong',
}

function columnsOf(cells: readonly string[]): string[] {
  const columns = cells.map(columnOf)
  while (columns.at(-1) === '') columns.pop()
  const twice = columns.find((column, i) => columns.indexOf(column) !== i)
  if (twice !== undefined) throw broken('columnTwice', undefined, { column: twice })
  if (!columns.includes('sku')) throw broken('noSkuColumn')
  return columns
}

function columnOf(cell: string): string {
  const name = cell.normalize('NFC').trim()
  const plain = name.toLowerCase()
  if (name === '' || known.includes(plain)) return plain
  const [, kind, rest] = /^(option|attribute|price)\s*:\s*(\S.*)$/i.exec(name) ?? []
  if (kind?.toLowerCase() === 'price') return `price:${rest!.toUpperCase()}`
  if (kind) return `${kind.toLowerCase()}:${rest}`
  const all = [...known, 'price:CURRENCY', 'option:NAME', 'attribute:NAME'].join(', ')
  throw broken('unknownColumn', undefined, { column: name.slice(0, 60), known: all })
}
