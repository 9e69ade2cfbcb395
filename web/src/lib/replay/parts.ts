import type { Locale } from '#lib/locale.ts'
import { type ReplayWords, replayWords } from '#lib/messages/load.ts'
import ReplayView from './Replay.svelte'
import { loadReplay, type ReplayAnswer } from './replay.svelte.ts'

export type ReplayParts = { view: typeof ReplayView; answer: ReplayAnswer; words: ReplayWords }

/** Everything a replay is drawn from; undefined when the recording is not there any more. */
export async function replayParts(showId: string, locale: Locale): Promise<ReplayParts | undefined> {
  const [answer, words] = await Promise.all([loadReplay(showId), replayWords(locale)])
  return answer && { view: ReplayView, answer, words }
}
