import { inLocale, type Locale } from '../../lib/local-text.ts'
import { unwire } from '../../lib/money.ts'
import { moneyText } from '../../lib/money-text.ts'
import { a4, openSheet, type Sheet } from '../../lib/pdf/sheet.ts'
import type { FigureName } from './glossary.ts'
import { pdfWords } from './pdf-words.ts'
import type { Report } from './reading.ts'

const margin = 48
const right = a4[0] - margin
const inner = right - margin
const soft = '#6b655c'
const accent = '#7c5a3c'
const sold = '#3f7d5b'

type Of = { sheet: Sheet; report: Report; locale: Locale; brand: string }

/** The report on paper: the figures, the course of the show, conversions, products. Same report, same bytes. */
export async function reportPdf(report: Report, brand: string, locale: Locale): Promise<Uint8Array> {
  const words = pdfWords[locale]
  const title = `${words.report}: ${inLocale(report.show.title, locale)}`
  const sheet = openSheet({ size: a4, title, language: locale, at: new Date(report.readAt) })
  const of = { sheet, report, locale, brand }
  let y = head(of)
  y = tiles(of, y + 16, ['gmv', 'orders', 'entries', 'peak'], 20)
  y = tiles(of, y, ['netSales', 'refunds', 'aov', 'gpm'], 13)
  y = tiles(of, y, ['buyers', 'newBuyers', 'returningBuyers', 'units'], 13)
  y = tiles(of, y, ['averageWatch', 'medianWatch', 'completion', 'comments'], 13)
  y = course(of, y + 12)
  y = conversions(of, y + 14)
  products(of, y + 14)
  sheet.text(words.notes, margin, a4[1] - 74, inner, { size: 7.5, colour: soft })
  return sheet.end()
}

const dated = (iso: string, locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(iso))

function head({ sheet, report, locale, brand }: Of): number {
  const words = pdfWords[locale]
  sheet.text(`${brand} · ${words.report}`, margin, margin, inner, { size: 9.5, colour: soft })
  let y = sheet.text(inLocale(report.show.title, locale), margin, margin + 15, inner, { size: 24, weight: 700 })
  const facts = [words.with(report.show.hostName), `${dated(report.show.startedAt, locale)} UTC`]
  facts.push(lasted(report.durationMs, locale), `${words.readAt} ${dated(report.readAt, locale)} UTC`)
  y = sheet.text(facts.join(' · '), margin, y, inner, { size: 9.5, colour: soft })
  sheet.line(margin, y + 6, right, y + 6)
  return y + 6
}

const minutes = (ms: number, locale: string) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', maximumFractionDigits: 1 }).format(ms / 60_000)
const lasted = minutes

function valueText({ report, locale }: Of, name: FigureName): string {
  const { unit, value } = report.figures.find((one) => one.name === name)!
  if (value === null) return '–'
  if (typeof value === 'object') return moneyText(unwire(value), locale)
  if (unit === 'share')
    return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(value)
  return unit === 'ms' ? minutes(value, locale) : new Intl.NumberFormat(locale).format(value)
}

const labelOf = ({ locale }: Of, name: FigureName) => pdfWords[locale].figures[name] ?? name

function tiles(of: Of, y: number, names: readonly FigureName[], size: number): number {
  const width = inner / names.length
  let end = y
  for (const [i, name] of names.entries()) {
    const x = margin + i * width
    const below = of.sheet.text(labelOf(of, name), x, y, width - 10, { size: 8.5, colour: soft })
    end = Math.max(end, of.sheet.text(valueText(of, name), x, below, width - 10, { size, weight: 700 }))
  }
  return end + 8
}

/** Columns of both, a minute each: above who was there, below what was sold. */
function course({ sheet, report, locale }: Of, y: number): number {
  const words = pdfWords[locale]
  y = sheet.text(words.course, margin, y, inner, { size: 12, weight: 700 })
  y = sheet.text(words.courseText, margin, y, inner, { size: 8.5, colour: soft }) + 6
  const [high, low] = [110, 40]
  const width = inner / Math.max(1, report.minutes.length)
  const most = Math.max(1, ...report.minutes.map(({ viewers }) => viewers))
  const soldMost = Math.max(1, ...report.minutes.map(({ gmv }) => Number(gmv.minor)))
  for (const { minute, viewers, gmv } of report.minutes) {
    const x = margin + minute * width
    const tall = (viewers / most) * high
    const deep = (Number(gmv.minor) / soldMost) * low
    if (tall > 0) sheet.box(x, y + high - tall, Math.max(0.5, width - 0.6), tall, accent)
    if (deep > 0) sheet.box(x, y + high + 4, Math.max(0.5, width - 0.6), deep, sold)
  }
  sheet.line(margin, y + high + 2, right, y + high + 2)
  for (const mark of report.marks) {
    const x = margin + (mark.atMs / Math.max(1, report.durationMs)) * inner
    sheet.line(x, y, x, y + high + 2, mark.kind === 'pin' ? '#235397' : '#805200')
  }
  const end = sheet.text(minutes(report.durationMs, locale), right - 120, y + high + low + 8, 120, {
    ...{ size: 8, colour: soft, align: 'right' },
  })
  sheet.text(minutes(0, locale), margin, y + high + low + 8, 120, { size: 8, colour: soft })
  return end
}

function conversions(of: Of, y: number): number {
  const { sheet, report, locale } = of
  y = sheet.text(pdfWords[locale].conversion, margin, y, inner, { size: 12, weight: 700 }) + 2
  const names = ['shopOfEntries', 'buyersOfShop', 'buyersOfEntries', 'ordersOfShop', 'ordersOfEntries'] as const
  for (const name of report.reach.length > 0 ? (['entriesOfReads', ...names] as const) : names) {
    const [top, bottom] = report.figures.find((one) => one.name === name)!.over!
    const formula = `${labelOf(of, top)} ${valueText(of, top)} ÷ ${labelOf(of, bottom)} ${valueText(of, bottom)}`
    sheet.text(formula, margin, y, inner - 90, { size: 9.5 })
    y = sheet.text(valueText(of, name), right - 90, y, 90, { size: 9.5, weight: 700, align: 'right' }) + 2
  }
  return y
}

const productsMost = 9

function products({ sheet, report, locale }: Of, y: number): void {
  const words = pdfWords[locale]
  y = sheet.text(words.products, margin, y, inner, { size: 12, weight: 700 }) + 2
  const row = (cells: readonly string[], style: { size: number; colour?: string }) => {
    sheet.text(cells[0]!, margin, y, inner - 260, style)
    for (const [i, x] of [right - 190, right - 110, right].entries()) {
      sheet.text(cells[i + 1]!, x - 80, y, 80, { ...style, align: 'right' })
    }
    y += 14
    sheet.line(margin, y - 1, right, y - 1)
  }
  row(words.columns, { size: 8.5, colour: soft })
  const number = new Intl.NumberFormat(locale)
  for (const { title, openers, units, gmv } of report.products.slice(0, productsMost)) {
    const texts = [
      inLocale(title, locale),
      number.format(openers),
      number.format(units),
      moneyText(unwire(gmv), locale),
    ]
    if (y < a4[1] - 92) row(texts, { size: 9.5 })
  }
}
