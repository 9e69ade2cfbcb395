import type { Api } from '#src/api.ts'
import type { Sent } from '#src/lib/contract.ts'

/** What a host asks the room. */
export type PollDraft = Omit<Sent<Api['polls.prepare']>, 'showId' | 'open'>

export const optionsMost = 6
