import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { id, instant } from '../../lib/shapes.ts'

export const attendanceContract = {
  'attendance.figures': route({
    path: 'GET /shows/{showId}/attendance',
    summary: 'Who watched, exactly: unique viewers, the peak, watch time, how many stayed, and each minute',
    access: { staff: ['owner', 'producer', 'host', 'analyst'], of: 'showId' },
    input: z.object({ showId: id<'show'>() }),
    output: z.object({
      unique: z.number().int(),
      peak: z.number().int(),
      peakAt: instant.nullable(),
      averageWatchMs: z.number().int(),
      medianWatchMs: z.number().int(),
      /** Viewers who were there for at least 95 % of the show. */
      completed: z.number().int(),
      /** completed ÷ unique, from 0 to 1; null when nobody came. */
      completion: z.number().nullable(),
      /** How many were there at the start of each minute. */
      perMinute: z.array(z.number().int()),
    }),
  }),
} as const
