import { setTimeout } from 'node:timers/promises'
import type { House } from './house.ts'

/** Waits until so much more of a show has been recorded: a busy machine makes fewer pictures than there is time for. */
export async function showFor(house: House, showId: string, ms: number): Promise<void> {
  const recordedMs = async () => {
    const recorded = await house.estrade.doors.recordings.read(showId)
    return (recorded?.segments ?? []).reduce((sum, { durationMs }) => sum + durationMs, 0)
  }
  const before = await recordedMs()
  while ((await recordedMs()) < before + ms) await setTimeout(100)
}
