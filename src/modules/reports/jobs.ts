import type { Ctx } from '../../ctx.ts'
import type { ShowId } from '../../lib/ids.ts'
import { type AnyJob, type Beat, errand, type Job } from '../../lib/jobs.ts'
import { locales } from '../../lib/local-text.ts'
import { looking } from '../cues/cues.ts'
import { drawReport, pathOf } from './drawing.ts'
import { keepFigures } from './keeping.ts'
import { baggedSince } from './plan.ts'
import { keptSince } from './store.ts'

const keepReport: Job<{ showId: ShowId }> = { name: 'reports.keep', run: keepFigures }

/** Draws the report in every language, and keeps it. */
const printReport = errand({
  name: 'reports.print',
  async read(ctx, { showId }: { showId: ShowId }) {
    const papers = await Promise.all(locales.map((locale) => drawReport(ctx, showId, locale)))
    return papers.map((bytes, i) => ({ path: pathOf(showId, locales[i]!), bytes }))
  },
  async go({ files }, papers) {
    for (const { path, bytes } of papers) await files.put(path, bytes, 'application/pdf')
  },
  note: async () => {},
})

/** A show went off air: its figures are kept, and its report is printed. */
export async function hearShowEnded(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  await ctx.later(keepReport, { showId })
  await ctx.later(printReport, { showId })
}

/** For so long after a show its figures may still change: goods come back, the replay is watched. */
const settlingMs = 30 * 86_400_000

const keepAgain: Beat = {
  name: 'reports.keepAgain',
  everyMs: 6 * 3_600_000,
  async run(ctx) {
    for (const { showId } of await keptSince(ctx.sql, new Date(ctx.now.getTime() - settlingMs))) {
      await ctx.later(keepReport, { showId }, { key: `reports.keep.${showId}` })
    }
  },
}

export const reportsJobs: readonly AnyJob[] = [keepReport, printReport]
export const reportsBeats: readonly Beat[] = [keepAgain, looking(baggedSince)]
