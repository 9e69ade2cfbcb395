import * as z from 'zod'
import { document } from '../../lib/documents.ts'
import { locales } from '../../lib/local-text.ts'
import { edge, refuse } from '../../lib/problems.ts'
import { id } from '../../lib/shapes.ts'
import { csvOf, csvTables } from './csv-tables.ts'
import { drawReport, pathOf } from './drawing.ts'
import { readReport } from './reading.ts'

const access = { staff: ['owner', 'producer', 'host', 'analyst', 'finance'], of: 'showId' } as const
const showId = id<'show'>()
const locale = z.enum(locales).default('en')

export const reportsDocuments = [
  document({
    operation: 'reports.csv',
    url: '/shows/:showId/report.csv',
    access,
    input: z.object({ showId, locale, table: z.enum(csvTables).default('figures') }),
    write: async (ctx, { showId, table, locale }) => ({
      name: `report-${table}.csv`,
      type: 'text/csv; charset=utf-8',
      body: new TextEncoder().encode(csvOf(await readReport(ctx, { showId }), table, locale)),
    }),
  }),
  document({
    operation: 'reports.pdf',
    url: '/shows/:showId/report.pdf',
    access,
    /** `kept`: as it was drawn when the show was over, instead of as it is now. */
    input: z.object({ showId, locale, kept: z.literal('1').optional() }),
    async write(ctx, { showId, locale, kept }) {
      const found = kept && (await ctx.doors.files.get(pathOf(showId, locale)))
      if (kept && !found) throw refuse(edge.notFound, { showId })
      const body = found ? found.bytes : await drawReport(ctx, showId, locale)
      return { name: 'report.pdf', type: 'application/pdf', body, inline: true }
    },
  }),
]
