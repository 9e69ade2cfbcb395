import { clockOf } from '#lib/format.ts'

/** A position as a clock, `01:05`: the second that has begun. */
export const positionClock = (ms: number): string => clockOf(Math.floor(ms / 1000) * 1000)
