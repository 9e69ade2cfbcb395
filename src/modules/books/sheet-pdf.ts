import { inLocale, type Locale, type LocalText } from '../../lib/local-text.ts'
import { money } from '../../lib/money.ts'
import { moneyText } from '../../lib/money-text.ts'
import { a4, openSheet } from '../../lib/pdf/sheet.ts'
import type { Sheet } from './sheet.ts'
import { sections } from './sheet-contract.ts'
import { sheetWords } from './sheet-words.ts'

const margin = 52
const right = a4[0] - margin
const inner = right - margin
const footAt = a4[1] - 74
const soft = '#6b655c'
const rowHeight = 17
const body = { size: 9.5 }
const sum = { size: 10.5, weight: 700 as const }

/** The closing statement on paper, with as many pages as it needs. */
export async function sheetPdf(
  { currencies, settlements, orders, refunds }: Sheet,
  show: { title: LocalText; brand: string; startedAt: Date | null },
  locale: Locale,
  at: Date,
): Promise<Uint8Array> {
  const words = sheetWords[locale]
  const named = inLocale(show.title, locale)
  const sheet = openSheet({ size: a4, title: `${words.title} · ${named}`, language: locale, at })
  const day = (one: Date) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(one)
  let y = sheet.text(show.brand, margin, margin, inner, { size: 9.5, colour: soft })
  y = sheet.text(named, margin, y + 3, inner, { size: 22, weight: 700 })
  const under = [words.title, show.startedAt && day(show.startedAt), words.counts(orders, refunds)].filter(Boolean)
  y = sheet.text(under.join(' · '), margin, y + 2, inner, { size: 10.5 }) + 20

  const row = (label: string, value: string, style: { size: number; colour?: string; weight?: 400 | 700 }) => {
    if (y > footAt - rowHeight) {
      sheet.page()
      y = margin
    }
    sheet.text(label, margin, y, inner - 130, style)
    sheet.text(value, right - 125, y, 125, { ...style, align: 'right' })
    y += rowHeight
    sheet.line(margin, y - 4, right, y - 4)
  }
  const text = ({ minor, currency }: Sheet['currencies'][number]['result']) => moneyText(money(minor, currency), locale)
  for (const one of currencies) {
    for (const section of sections) {
      const lines = one.lines.filter((line) => line.section === section)
      if (lines.length === 0) continue
      row(`${words.sections[section]} · ${one.currency}`, '', { size: 8.5, colour: soft })
      for (const { purpose, owner, amount } of lines) row(words.figure(purpose, owner), text(amount), body)
      if (section === 'costs' || (section === 'revenue' && one.costs.minor === '0'))
        row(words.result, text(one.result), sum)
      y += 8
    }
    row(words.control, text(one.control), { size: 8.5, colour: soft })
    y += 14
  }
  if (currencies.length === 0) y = sheet.text(words.none, margin, y, inner, { size: 10.5 }) + 14
  for (const { provider, booked, settled, fees, differences } of settlements) {
    row(`${words.settlement} · ${provider}`, '', { size: 8.5, colour: soft })
    row(words.booked, text(booked), body)
    row(words.settled, text(settled), body)
    row(words.fees, text(fees), body)
    for (const { what, orderNumber, reference, booked: ours, settled: theirs } of differences) {
      const known = ours ?? (theirs?.currency === booked.currency ? { ...booked, minor: theirs.minor } : undefined)
      row(
        `${words.differences[what]} · ${orderNumber ?? reference}`,
        known ? text(known) : (theirs?.currency ?? ''),
        body,
      )
    }
    if (differences.length === 0) row(words.agrees, '', sum)
    y += 14
  }
  sheet.text(words.note, margin, footAt + 10, inner, { size: 8, colour: soft })
  return sheet.end()
}
