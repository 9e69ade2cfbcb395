import type { Ctx } from '../../ctx.ts'
import type { ShowId } from '../../lib/ids.ts'
import type { Locale } from '../../lib/local-text.ts'
import { brandById } from '../accounts/accounts.ts'
import { showFor } from '../shows/shows.ts'
import { readReport } from './reading.ts'

/** Where the report of a show lies as it was when the show was over. */
export const pathOf = (showId: string, locale: Locale) => `reports/${showId}.${locale}.pdf`

/** The report as a PDF, as it is now. PDF is loaded when somebody prints. */
export async function drawReport(ctx: Pick<Ctx, 'sql' | 'now'>, showId: ShowId, locale: Locale): Promise<Uint8Array> {
  const report = await readReport(ctx, { showId })
  const brand = await brandById(ctx.sql, (await showFor(ctx.sql, showId)).brandId)
  return (await import('./report-pdf.ts')).reportPdf(report, brand!.name, locale)
}
