import type { Locale } from '#lib/locale.ts'
import { type ReplayWords, replayWords } from '#lib/messages/load-parts.ts'
import ReplayView from './Replay.svelte'
import { loadReplay, type ReplayAnswer } from './replay.svelte.ts'

export type ReplayParts = { view: typeof ReplayView; answer: ReplayAnswer; words: ReplayWords }

/** Everything a replay is drawn from, or the code of why there is none. */
export async function replayParts(showId: string, locale: Locale): Promise<ReplayParts | string> {
  const [answer, words] = await Promise.all([loadReplay(showId), replayWords(locale)])
  return typeof answer === 'string' ? answer : { view: ReplayView, answer, words }
}
