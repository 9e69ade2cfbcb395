import type { Locale } from '../../lib/local-text.ts'
import { money } from '../../lib/money.ts'
import { moneyText } from '../../lib/money-text.ts'
import { a4, openSheet } from '../../lib/pdf/sheet.ts'
import { statementWords } from './statement-words.ts'
import type { Statement } from './statements.ts'

const margin = 52
const right = a4[0] - margin
const inner = right - margin
const footAt = a4[1] - 74
const soft = '#6b655c'
const rowHeight = 17

/** A statement on paper, with as many pages as it needs. Same statement, same bytes. */
export async function statementPdf(statement: Statement, locale: Locale): Promise<Uint8Array> {
  const words = statementWords[locale]
  const title = `${words.statement} · ${statement.host}`
  const sheet = openSheet({ size: a4, title, language: locale, at: statement.at })
  const day = (at: Date) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(at)
  const head = () => {
    const y = sheet.text(statement.brand, margin, margin, inner, { size: 9.5, colour: soft })
    const below = sheet.text(statement.host, margin, y + 3, inner, { size: 22, weight: 700 })
    return (
      sheet.text([words.statement, statement.month].filter(Boolean).join(' · '), margin, below + 2, inner, {
        size: 10.5,
      }) + 20
    )
  }
  let y = head()
  const row = (cells: readonly string[], style: { size: number; colour?: string; weight?: 400 | 700 }) => {
    if (y > footAt - rowHeight) {
      sheet.page()
      y = margin
    }
    for (const [i, [x, width]] of [
      [margin, 78],
      [margin + 80, 130],
      [margin + 212, 112],
    ].entries()) {
      sheet.text(oneLine(cells[i]!, width!), x!, y, width!, style)
    }
    sheet.text(cells[3]!, right - 160, y, 76, { ...style, align: 'right' })
    sheet.text(cells[4]!, right - 80, y, 80, { ...style, align: 'right' })
    y += rowHeight
    sheet.line(margin, y - 4, right, y - 4)
  }
  for (const { currency, before, entries, balance } of statement.parts) {
    const text = (minor: bigint) => moneyText(money(minor, currency), locale)
    row(words.columns, { size: 8.5, colour: soft })
    if (before !== 0n) row(['', words.carried, '', '', text(before)], { size: 9.5 })
    for (const one of entries)
      row([day(one.at), words.kinds[one.kind]!, one.show, text(one.minor), text(one.balance)], { size: 9.5 })
    row(['', words.left, '', '', text(balance)], { size: 10.5, weight: 700 })
    y += 14
  }
  if (statement.parts.length === 0) y = sheet.text(words.none, margin, y, inner, { size: 10.5 })
  sheet.text(words.note, margin, footAt + 10, inner, { size: 8, colour: soft })
  return sheet.end()
}

/** About as much as fits: titles are cut, figures never. */
const oneLine = (text: string, width: number) => {
  const most = Math.floor(width / 5.2)
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
