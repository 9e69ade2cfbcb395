import { Refused } from '#lib/api.ts'
import type { ViewerWords } from '#lib/messages/load.ts'

/** What to say of a failure: the refusal's own words, or a sentence that is true of any. */
export function refusalText(words: ViewerWords, error: unknown): string {
  return (error instanceof Refused && words.refusals[error.code]) || words.refused
}

export const isRefusal = (error: unknown, ...codes: string[]): error is Refused =>
  error instanceof Refused && codes.includes(error.code)
