import type { Handlers } from '../../lib/contract.ts'
import * as attendance from './attendance.ts'
import type { attendanceContract } from './contract.ts'

export const attendanceRoutes: Handlers<typeof attendanceContract> = {
  'attendance.figures': async (ctx, { showId }) => {
    const { peakAt, ...figures } = await attendance.figuresOf(ctx.sql, ctx.now, showId)
    return { ...figures, peakAt: peakAt === null ? null : new Date(peakAt).toISOString() }
  },
}
