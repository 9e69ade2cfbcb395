import { setTimeout } from 'node:timers/promises'
import type { Estrade } from '../src/estrade.ts'

/** Waits until so much more of a show has been recorded: a busy machine makes fewer pictures than there is time for. */
export async function showFor({ doors }: Estrade, showId: string, ms: number, patienceMs = Infinity): Promise<void> {
  const recordedMs = async () => {
    const recorded = await doors.recordings.read(showId)
    return (recorded?.segments ?? []).reduce((sum, { durationMs }) => sum + durationMs, 0)
  }
  const [before, since] = [await recordedMs(), performance.now()]
  while ((await recordedMs()) < before + ms && performance.now() < since + patienceMs) await setTimeout(100)
}
