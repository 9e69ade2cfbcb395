import type { Problem } from '../../lib/problems.ts'
import { showProblems as problem } from './problems.ts'
import type { ShowStatus, Visibility } from './state.ts'

/** What is known of somebody who wants to come in. */
export type Comer = {
  /** Has any role in the show's brand. */
  isStaff: boolean
  /** Signed in, with an account. */
  hasAccount: boolean
  /** The proven e-mail of the account is on the list. */
  isListed: boolean
  /** Has paid for the ticket, and was not given the money back. */
  hasTicket: boolean
}

/** Who comes in by more than knowing the address: for everybody else there is a poster, and the way to get in. */
export const isGuarded = (visibility: Visibility): boolean => visibility === 'private' || visibility === 'ticketed'

/** Why somebody may not come in; undefined when they may. */
export function whyNotEnter(visibility: Visibility, comer: Comer): Problem | undefined {
  if (!isGuarded(visibility) || comer.isStaff || comer.isListed) return undefined
  if (visibility === 'ticketed') return comer.hasTicket ? undefined : problem.ticketNeeded
  return comer.hasAccount ? problem.notInvited : problem.signInToEnter
}

/** While a show is live nobody's right to be there is taken: only the list may grow or shrink. */
export const maySetVisibility = (status: ShowStatus, before: Visibility, wanted: Visibility): boolean =>
  status !== 'cancelled' && (status !== 'live' || before === wanted)
