import { type Money, unwire } from '../../lib/money.ts'
import { moneyText } from '../../lib/money-text.ts'
import { a4, openSheet, type Sheet } from '../../lib/pdf/sheet.ts'
import type { InvoiceDocument } from './document.ts'
import { invoiceWords } from './invoice-words.ts'

const margin = 52
const right = a4[0] - margin
const inner = right - margin
const footAt = a4[1] - 74
const soft = '#6b655c'

/** Where the columns of the lines end; the first takes the rest. */
const columns = { quantity: 330, unit: 420, amount: right }

/** Makes the PDF of an invoice or a credit note from what was frozen when it was issued. Same document, same bytes. */
export async function invoicePdf(document: InvoiceDocument): Promise<Uint8Array> {
  const words = invoiceWords[document.locale]
  const title = `${words[document.kind]} ${document.number}`
  const at = new Date(`${document.issuedOn}T00:00:00Z`)
  const sheet = openSheet({ size: a4, title, language: document.locale, at })
  let y = head(sheet, document, title)
  y = lines(sheet, document, y)
  if (y > footAt - 150) y = another(sheet, document)
  taxes(sheet, document, y + 14)
  foot(sheet, document)
  return sheet.end()
}

const dated = (day: string, locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))

function head(sheet: Sheet, document: InvoiceDocument, title: string): number {
  const { seller, locale } = document
  const words = invoiceWords[locale]
  let y = sheet.text(seller.legalName, margin, margin, 260, { size: 13, weight: 700 })
  const own = [...seller.lines, seller.taxNumber && `${words.taxNumber} ${seller.taxNumber}`, seller.registration]
  y = sheet.text(own.filter(Boolean).join('\n'), margin, y + 2, 260, { size: 9, colour: soft })
  const buyerAt = sheet.text(words.billedTo, 340, margin, right - 340, { size: 9, colour: soft })
  const buyerEnd = sheet.text(document.buyer.join('\n'), 340, buyerAt + 2, right - 340, { size: 10.5 })
  y = Math.max(y, buyerEnd) + 34
  y = sheet.text(title, margin, y, inner, { size: 22, weight: 700 })
  const facts = [
    [words.date, dated(document.issuedOn, locale)],
    ...(document.of ? [[words.of, document.of]] : []),
    [words.order, document.orderNumber],
    [words.orderedOn, dated(document.orderedOn, locale)],
    ...(document.paidOn ? [[words.paidOn, dated(document.paidOn, locale)]] : []),
  ] as [string, string][]
  const width = inner / facts.length
  for (const [i, [label, value]] of facts.entries()) {
    const x = margin + i * width
    const below = sheet.text(label, x, y + 10, width - 8, { size: 8.5, colour: soft })
    sheet.text(value, x, below, width - 8, { size: 10 })
  }
  return columnHead(sheet, document, y + 56)
}

function columnHead(sheet: Sheet, { locale }: InvoiceDocument, y: number): number {
  const words = invoiceWords[locale]
  const style = { size: 8.5, colour: soft, align: 'right' } as const
  sheet.text(words.article, margin, y, 220, { size: 8.5, colour: soft })
  sheet.text(words.quantity, columns.quantity - 60, y, 60, style)
  sheet.text(words.unit, columns.unit - 90, y, 90, style)
  sheet.text(words.amount, columns.amount - 100, y, 100, style)
  sheet.line(margin, y + 15, right, y + 15, '#1d1b18')
  return y + 21
}

const another = (sheet: Sheet, document: InvoiceDocument): number => {
  foot(sheet, document)
  sheet.page()
  return columnHead(sheet, document, margin)
}

function lines(sheet: Sheet, document: InvoiceDocument, y: number): number {
  const { locale } = document
  for (const { text, sku, quantity, gross, taxRateBp } of document.lines) {
    const wide = columns.quantity - 60 - margin
    const height = sheet.heightOf(text, wide, { size: 10 }) + 18
    if (y + height > footAt) y = another(sheet, document)
    const amount = unwire(gross)
    const right10 = { size: 10, align: 'right' } as const
    const end = sheet.text(text, margin, y, wide, { size: 10 })
    const under = [sku, `${invoiceWords[locale].tax} ${percent(taxRateBp, locale)}`].filter(Boolean).join(' · ')
    sheet.text(under, margin, end, wide, { size: 8, colour: soft })
    sheet.text(String(quantity), columns.quantity - 60, y, 60, right10)
    sheet.text(unitText(amount, quantity, locale), columns.unit - 90, y, 90, right10)
    sheet.text(moneyText(amount, locale), columns.amount - 100, y, 100, right10)
    y = end + 14
    sheet.line(margin, y, right, y)
    y += 6
  }
  return y
}

/** What one unit cost, where that is a whole amount: a reduction that does not divide is shown for all together. */
const unitText = ({ minor, currency }: Money, quantity: number, locale: string) =>
  minor % BigInt(quantity) === 0n ? moneyText({ minor: minor / BigInt(quantity), currency }, locale) : '—'

const percent = (rateBp: number, locale: string) =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(rateBp / 10_000)

function taxes(sheet: Sheet, document: InvoiceDocument, y: number): void {
  const { locale, total, kind } = document
  const words = invoiceWords[locale]
  const from = right - 340
  const cells = (texts: string[], style: { size: number; weight?: 700; colour?: string }) => {
    for (const [i, text] of texts.entries()) sheet.text(text, from + i * 85, y, 85, { ...style, align: 'right' })
  }
  cells([words.rate, words.net, words.tax, words.gross], { size: 8.5, colour: soft })
  y += 15
  for (const { rateBp, net, tax, gross } of document.taxes) {
    const amounts = [net, tax, gross].map((amount) => moneyText(unwire(amount), locale))
    cells([percent(rateBp, locale), ...amounts], { size: 9.5 })
    y += 15
  }
  sheet.line(from, y + 4, right, y + 4, '#1d1b18')
  sheet.text(kind === 'credit' ? words.credited : words.total, from, y + 12, 200, { size: 12, weight: 700 })
  sheet.text(moneyText(unwire(total), locale), right - 140, y + 12, 140, { size: 14, weight: 700, align: 'right' })
  if (document.taxNote) sheet.text(document.taxNote, margin, y + 38, inner, { size: 9, colour: soft })
}

function foot(sheet: Sheet, { seller, number }: InvoiceDocument): void {
  sheet.line(margin, footAt + 14, right, footAt + 14)
  const text = [seller.footer, number].filter(Boolean).join('\n')
  sheet.text(text, margin, footAt + 20, inner, { size: 8, colour: soft })
}
