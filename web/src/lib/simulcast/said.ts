import type simulcast from '#lib/messages/simulcast.en.ts'
import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'

export type SimulcastWords = typeof simulcast
export type Platform = Output<Api['simulcast.ofShow']>['items'][number]
export type Tone = 'plain' | 'busy' | 'good' | 'bad'

const tones: Record<Platform['state'], Tone> = {
  ...{ off: 'plain', ready: 'plain', stopped: 'plain' },
  ...{ waiting: 'busy', connecting: 'busy', live: 'good' },
  ...{ retrying: 'bad', unfit: 'bad', locked: 'bad' },
}

export const toneOf = ({ state }: Pick<Platform, 'state'>): Tone => tones[state]

/** One sentence on how a platform fares. `timeOf` writes a moment as the time of day. */
export function saidOf(
  { state, since, reason, code, retryInSeconds }: Omit<Platform, 'targetId' | 'name' | 'isOn'>,
  words: SimulcastWords,
  timeOf: (moment: string) => string,
): string {
  const why = reason === 'other' || reason === null ? words.reasons.other(code ?? '?') : words.reasons[reason]
  if (state === 'live') return words.states.live(since ? timeOf(since) : '')
  if (state === 'unfit' || state === 'locked') return why
  if (state !== 'retrying') return words.states[state]
  return retryInSeconds ? words.again(why, String(retryInSeconds)) : words.againNow(why)
}

/** What to say of a refusal. */
export function refusalOf(words: SimulcastWords, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return (words.problems as Record<string, string>)[code] ?? words.problems.other
}
