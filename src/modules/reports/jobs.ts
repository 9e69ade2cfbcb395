import type { Ctx } from '../../ctx.ts'
import type { ShowId } from '../../lib/ids.ts'
import type { AnyJob, Beat, Job } from '../../lib/jobs.ts'
import { keepFigures } from './keeping.ts'
import { keptSince } from './store.ts'

export const keepReport: Job<{ showId: ShowId }> = { name: 'reports.keep', run: keepFigures }

/** For so long after a show its figures may still change: goods come back, the replay is watched. */
const settlingMs = 30 * 86_400_000

const keepAgain: Beat = {
  name: 'reports.keepAgain',
  everyMs: 6 * 3_600_000,
  async run(ctx: Ctx) {
    for (const { showId } of await keptSince(ctx.sql, new Date(ctx.now.getTime() - settlingMs))) {
      await ctx.later(keepReport, { showId }, { key: `reports.keep.${showId}` })
    }
  },
}

export const reportsJobs: readonly AnyJob[] = [keepReport]
export const reportsBeats: readonly Beat[] = [keepAgain]
