import * as z from 'zod'
import type { Ctx } from '../../ctx.ts'
import { decimalOf } from '../../doors/payments/decimal.ts'
import { byteOrderMark, csvRow } from '../../lib/csv.ts'
import { type DocumentRoute, document } from '../../lib/documents.ts'
import { type LocalText, locales } from '../../lib/local-text.ts'
import { id } from '../../lib/shapes.ts'
import { readSheet, type Sheet } from './sheet.ts'

/** What a show is called, and when it was: shows stand above the books, and are handed in. */
export type ShowNamed = (
  ctx: Ctx,
  showId: string,
) => Promise<{ title: LocalText; brand: string; startedAt: Date | null }>

/** Columns stay as they are; what is new comes last. Amounts with a point, as numbers. */
const columns = ['show_id', 'currency', 'section', 'figure', 'detail', 'amount', 'amount_minor', 'transfers'] as const

export function sheetCsv(showId: string, { currencies, settlements }: Sheet): string {
  const amount = ({ minor, currency }: Sheet['currencies'][number]['result']) =>
    Number(decimalOf(BigInt(minor), currency))
  const figures = currencies.flatMap(({ currency, lines, result, control }) => [
    ...lines.map((one) => [
      ...[
        showId,
        currency,
        one.section,
        one.purpose,
        one.owner,
        amount(one.amount),
        Number(one.amount.minor),
        one.transfers,
      ],
    ]),
    [showId, currency, 'total', 'result', '', amount(result), Number(result.minor), null],
    [showId, currency, 'total', 'control', '', amount(control), Number(control.minor), null],
  ])
  const matched = settlements.flatMap(({ provider, currency, booked, settled, fees, movements, differences }) => [
    [showId, currency, 'settlement', 'booked', provider, amount(booked), Number(booked.minor), movements],
    [showId, currency, 'settlement', 'settled', provider, amount(settled), Number(settled.minor), null],
    [showId, currency, 'settlement', 'fees', provider, amount(fees), Number(fees.minor), null],
    ...differences.map((one) => {
      const minor = one.booked?.minor ?? one.settled?.minor ?? '0'
      const told = `${provider} ${one.kind} ${one.orderNumber ?? ''} ${one.reference}`
      return [showId, currency, 'difference', one.what, told, amount({ minor, currency }), Number(minor), null]
    }),
  ])
  return byteOrderMark + [[...columns], ...figures, ...matched].map(csvRow).join('')
}

export const booksDocuments = (showNamed: ShowNamed): readonly DocumentRoute[] => [
  document({
    operation: 'books.closingPaper',
    url: '/shows/:showId/closing.:format',
    access: { staff: ['owner', 'finance', 'producer'], of: 'showId' },
    input: z.object({ showId: id<'show'>(), locale: z.enum(locales).default('en'), format: z.enum(['csv', 'pdf']) }),
    async write(ctx, { showId, locale, format }) {
      const sheet = await readSheet(ctx, { showId })
      const name = `closing-${showId}.${format}`
      if (format === 'csv') {
        const body = new TextEncoder().encode(sheetCsv(showId, sheet))
        return { name, type: 'text/csv; charset=utf-8', body }
      }
      const { sheetPdf } = await import('./sheet-pdf.ts')
      const body = await sheetPdf(sheet, await showNamed(ctx, showId), locale, ctx.now)
      return { name, type: 'application/pdf', body, inline: true }
    },
  }),
]
