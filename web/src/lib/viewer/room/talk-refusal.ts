import { Refused } from '#lib/api.ts'
import type { TalkWords } from '#lib/messages/load-parts.ts'

/** What to say of a question or a vote that was refused. */
export const talkRefusal = (words: TalkWords, error: unknown): string =>
  (error instanceof Refused && words.refusals[error.code]) || words.refused
