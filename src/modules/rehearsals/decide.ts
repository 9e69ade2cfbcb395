import type { Problem } from '../../lib/problems.ts'
import type { ShowStatus } from '../shows/state.ts'
import { rehearsalProblems as problem } from './problems.ts'

/** A rehearsal that nobody ends is over after this. */
export const rehearsalMsMax = 3 * 3_600_000

/** A show that may still start may be rehearsed. */
export const mayRehearse = (status: ShowStatus): boolean => status === 'draft' || status === 'scheduled'

export function whyNotBegin(status: ShowStatus, running: boolean): Problem | undefined {
  if (!mayRehearse(status)) return problem.wrongState
  return running ? problem.running : undefined
}

/** Whether a rehearsal goes on: its hour is not over, and its show has neither begun nor been called off. */
export const goesOn = (status: ShowStatus, endsAt: Date, now: Date): boolean =>
  mayRehearse(status) && endsAt.getTime() > now.getTime()
