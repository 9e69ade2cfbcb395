import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'

export type Calendar = Output<Api['programme.calendar']>
export type Entry = Calendar['items'][number]
export type Conflict = Entry['conflicts'][number]

/** Whether it can still be given another hour. */
export const mayMove = ({ status }: Pick<Entry, 'status'>): boolean => status === 'draft' || status === 'scheduled'
