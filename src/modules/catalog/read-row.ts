import { type Currency, currencies, type MoneyWire } from '../../lib/money.ts'
import { text } from '../../lib/shapes.ts'
import { sku as skuShape, weightMostGrams } from './contract.ts'
import { type ImportReason, type Why, why } from './import-reasons.ts'
import type { CsvRow } from './read-csv.ts'

type Words = { [L in 'en' | 'fr' | 'zh-Hans']?: string }

/** What one row wishes. What it leaves empty stays as it is. */
export type RowWish = {
  line: number
  sku: string
  title: Words
  description: Words
  taxRateBp: number | undefined
  attributes: Record<string, string>
  options: Record<string, string>
  prices: MoneyWire[]
  stock: number | undefined
  weightGrams: number | undefined
}

/** Why a row is refused, for whoever wrote it. */
export class RowRefused extends Error {
  readonly why: Why
  constructor(code: ImportReason, params: Record<string, string> = {}) {
    const said = why(code, params)
    super(said.reason)
    this.why = said
  }
}

/** Decimals of the minor unit (ISO 4217); two where nothing is said. */
const decimals: Partial<Record<Currency, number>> = { JPY: 0 }

const stockMost = 10_000_000

/** @throws RowRefused */
export function readRow({ line, cells, tooWide }: CsvRow): RowWish {
  if (tooWide) throw new RowRefused('tooWide')
  const sku = cells.get('sku')
  if (!sku) throw new RowRefused('noSku')
  if (!skuShape.safeParse(sku).success) throw new RowRefused('badSku', { cell: cut(sku) })
  const taxRate = cells.get('tax_rate')
  const stock = cells.get('stock')
  const weight = cells.get('weight_grams')
  return {
    line,
    sku,
    title: words(cells, 'title', 120),
    description: words(cells, 'description', 4000),
    taxRateBp: taxRate === undefined ? undefined : taxRateOf(taxRate),
    attributes: named(cells, 'attribute', 200),
    options: named(cells, 'option', 60),
    prices: pricesOf(cells),
    stock: stock === undefined ? undefined : stockOf(stock),
    weightGrams: weight === undefined ? undefined : weightOf(weight),
  }
}

const cut = (cell: string) => (cell.length > 40 ? `${cell.slice(0, 40)}…` : cell)

function words(cells: CsvRow['cells'], column: string, most: number): Words {
  const said: Words = {}
  for (const [suffix, locale] of [
    ['', 'en'],
    ['_fr', 'fr'],
    ['_zh', 'zh-Hans'],
  ] as const) {
    const cell = cells.get(column + suffix)
    if (cell !== undefined) said[locale] = plainText(column + suffix, cell, most)
  }
  return said
}

function plainText(column: string, cell: string, most: number): string {
  const parsed = text(most).safeParse(cell)
  if (parsed.success) return parsed.data
  const tooLong = cell.normalize('NFC').length > most
  throw new RowRefused(tooLong ? 'tooLong' : 'controlCharacters', { column, most: String(most) })
}

function named(cells: CsvRow['cells'], kind: 'option' | 'attribute', most: number): Record<string, string> {
  const prefix = `${kind}:`
  return Object.fromEntries(
    [...cells].flatMap(([column, cell]) => {
      if (!column.startsWith(prefix)) return []
      return [[plainText(kind, column.slice(prefix.length), 40), plainText(column, cell, most)]]
    }),
  )
}

function pricesOf(cells: CsvRow['cells']): MoneyWire[] {
  const prices: MoneyWire[] = []
  const plain = cells.get('price')
  const currency = cells.get('currency')
  if (plain !== undefined && currency === undefined) throw new RowRefused('needsCurrency')
  if (plain !== undefined) prices.push(priceOf(plain, currencyOf(currency!)))
  for (const [column, cell] of cells) {
    if (column.startsWith('price:')) prices.push(priceOf(cell, currencyOf(column.slice(6))))
  }
  if (new Set(prices.map((price) => price.currency)).size < prices.length) {
    throw new RowRefused('twoPrices')
  }
  return prices
}

function currencyOf(cell: string): Currency {
  const currency = currencies.find((one) => one === cell.toUpperCase())
  if (!currency) throw new RowRefused('unknownCurrency', { cell: cut(cell), known: currencies.join(', ') })
  return currency
}

/** Groups of three, by a space of any kind or an apostrophe, mean nothing. */
const grouping = /(?<=\d)[\s\u00a0\u2009\u202f'’](?=\d{3}(?!\d))/g

/**
 * `12.50`, `12,50`, `1 234,50`, `1.234,50`, `1,234.50`: the last separator is the decimal one. One separator before
 * three digits may be either, and is refused rather than guessed.
 * @throws RowRefused
 */
export function priceOf(cell: string, currency: Currency): MoneyWire {
  const amount = cell.replace(grouping, '')
  const places = decimals[currency] ?? 2
  const no = (code: ImportReason, params = {}) => new RowRefused(code, { cell: cut(cell), ...params })
  if (!/^\d[\d.,]*$/.test(amount)) throw no('priceNotDigits')
  const { whole, part } = split(amount, places)
  if (whole === undefined) throw no('priceUnreadable')
  if (places > 0 && part.length === 3 && amount.length - 4 <= 3) {
    throw no('priceTwoWays', { one: `${whole}${part}.00`, other: `${whole}.${part.slice(0, 2)}` })
  }
  if (part.length > places) {
    throw places === 0 ? no('priceNoDecimals', { currency }) : no('priceDecimals', { most: String(places) })
  }
  if (whole.length > 12) throw no('priceTooLarge')
  return { minor: BigInt(whole + part.padEnd(places, '0')).toString(), currency }
}

function split(amount: string, places: number): { whole: string | undefined; part: string } {
  const grouped = places === 0 ? /^\d{1,3}([.,])\d{3}(?:\1\d{3})*$/ : /^\d{1,3}([.,])\d{3}(?:\1\d{3})+$/
  if (grouped.test(amount)) return { whole: amount.replace(/[.,]/g, ''), part: '' }
  const [, whole, part = ''] =
    /^(\d+|\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:,\d{3})+(?=\.))(?:[.,](\d+))?$/.exec(amount) ?? []
  return { whole: whole?.replace(/[.,]/g, ''), part }
}

/** `20`, `5.5`, `5,5 %` in basis points. */
function taxRateOf(cell: string): number {
  const [, whole, part = ''] = /^(\d{1,2})(?:[.,](\d{1,2}))?\s*%?$/.exec(cell) ?? []
  const bp = whole === undefined ? Number.NaN : Number(whole) * 100 + Number(part.padEnd(2, '0'))
  if (!(bp <= 5000)) throw new RowRefused('badTaxRate', { cell: cut(cell) })
  return bp
}

function weightOf(cell: string): number {
  const grams = cell.replace(grouping, '')
  if (!/^\d{1,7}$/.test(grams) || Number(grams) < 1 || Number(grams) > weightMostGrams) {
    throw new RowRefused('badWeight', { cell: cut(cell), most: weightMostGrams.toLocaleString('en') })
  }
  return Number(grams)
}

function stockOf(cell: string): number {
  const units = cell.replace(grouping, '')
  if (!/^\d{1,9}$/.test(units) || Number(units) > stockMost) {
    throw new RowRefused('badStock', { cell: cut(cell), most: stockMost.toLocaleString('en') })
  }
  return Number(units)
}
