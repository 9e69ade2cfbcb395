import { clockOf } from '#lib/format.ts'

/** How long since `startedAt` (ISO 8601) as a clock, `12:04`; empty while it has not started. */
export const elapsedClock = (startedAt: string | null, nowMs: number): string =>
  startedAt ? clockOf(Math.floor(Math.max(0, nowMs - Date.parse(startedAt)) / 1000) * 1000) : ''
