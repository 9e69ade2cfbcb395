import { Refused } from '#lib/api.ts'
import type { AuctionWords } from '#lib/messages/load-parts.ts'

/** What to say of a failure of an auction. */
export const refusalOf = (words: AuctionWords, error: unknown): string =>
  (error instanceof Refused && words.refusals[error.code]) || words.refused
