/**
 * Every reason an import can give for a row or a whole file, in English for whoever reads the API. `{name}` is filled
 * with a parameter; the console says the same in its reader's language, by the code.
 */
export const importReasons = {
  tooWide: 'more cells than columns: put a text that contains the separator in quotes',
  noSku: 'there is no SKU',
  badSku: '"{cell}" is not a SKU: letters, digits, dots, dashes and underscores, at most 64',
  skuTwice: 'SKU {sku} is on line {line} already',
  sameOptions: 'the same options as {sku}: tell them apart by a column such as option:colour',
  tooManyVariants: 'a product has at most {most} variants',
  manyTitles: 'several products have this title: the SKU must be one of theirs',
  needsTitle: 'no product has SKU {sku}; a new one needs a title',
  needsPrice: 'a new variant needs a price and a currency',
  saidOtherwise: 'line {line} gives another {column} for the same product',
  tooLong: '{column}: more than {most} characters',
  controlCharacters: '{column}: contains control characters',
  needsCurrency: 'a price needs a currency, such as EUR',
  twoPrices: 'two prices in the same currency',
  unknownCurrency: '"{cell}" is not one of the currencies {known}',
  priceNotDigits: 'price "{cell}": write digits only, such as 12.50',
  priceUnreadable: 'price "{cell}": it cannot be read as an amount; write it like 1234.50',
  priceTwoWays: 'price "{cell}": it can be read in two ways; write {one} or {other}',
  priceDecimals: 'price "{cell}": at most {most} decimals',
  priceNoDecimals: 'price "{cell}": {currency} has no decimals',
  priceTooLarge: 'price "{cell}": it is too large',
  badTaxRate: 'tax rate "{cell}": a number of per cent from 0 to 50, such as 20 or 5.5',
  bundleStock: '{sku} is a bundle: it has no stock of its own, count its parts',
  badStock: 'stock "{cell}": a whole number from 0 to {most}',
  badWeight: 'weight "{cell}": whole grams from 1 to {most}',
  fileEmpty: 'the file is empty',
  fileSpreadsheet: 'this is a spreadsheet: save it as "CSV UTF-8"',
  fileEncoding: 'the file is not in UTF-8 (perhaps Windows-1252 or UTF-16): save it as "CSV UTF-8"',
  quoteOpen: 'a quote is opened and never closed',
  rowTooLong: 'a row is longer than 100,000 characters: perhaps a quote is missing',
  quotesUnmatched: 'the quotes do not match',
  columnTwice: 'two columns are called "{column}"',
  noSkuColumn: 'there is no column "sku" in the first line',
  unknownColumn: 'there is no column "{column}"; there are {known}',
} as const

export type ImportReason = keyof typeof importReasons
type Params = Record<string, string>

/** Why a row or a file is refused: as a code with what fills it in, and as a sentence. */
export type Why = { reason: string; code: ImportReason; params: Params }

export const why = (code: ImportReason, params: Params = {}): Why => ({
  reason: importReasons[code].replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ''),
  code,
  params,
})
