import type { Problem } from '../../lib/problems.ts'
import { pollProblems as problem } from './problems.ts'

export type Vote = { personId: string; choice: number }
export type PollNow = { kind: 'poll' | 'quiz'; state: string; options: readonly unknown[]; closesAt: Date | null }

/** Why nobody can vote now. */
export const whyNotOpen = ({ state, closesAt }: Pick<PollNow, 'state' | 'closesAt'>, now: Date): Problem | undefined =>
  state === 'open' && (closesAt === null || now < closesAt) ? undefined : problem.over

/**
 * Votes of the same instant, in this order. In a poll one's last vote counts, until it closes; in a quiz the first.
 * @param before what these people chose before
 * @returns for each vote why it does not count, or undefined; and what is to be written down, one vote a person
 */
export function decideVotes(poll: PollNow, before: ReadonlyMap<string, number>, votes: readonly Vote[], now: Date) {
  const closed = whyNotOpen(poll, now)
  const choices = new Map(before)
  const changed = new Map<string, number>()
  const refusals = votes.map(({ personId, choice }): Problem | undefined => {
    if (closed) return closed
    if (choice < 0 || choice >= poll.options.length) return problem.noSuchOption
    const chosen = choices.get(personId)
    // The same tap again is no second vote, and no refusal.
    if (chosen === choice) return undefined
    if (chosen !== undefined && poll.kind === 'quiz') return problem.answered
    choices.set(personId, choice)
    changed.set(personId, choice)
    return undefined
  })
  return { refusals, changed: [...changed].map(([personId, choice]): Vote => ({ personId, choice })) }
}

/** A poll asks what people like, a quiz what they know. */
export const whyNotAsk = (poll: { kind: 'poll' | 'quiz'; options: readonly unknown[]; right: number | undefined }) =>
  poll.kind === 'poll'
    ? poll.right === undefined
      ? undefined
      : problem.badRight
    : poll.right !== undefined && poll.right < poll.options.length
      ? undefined
      : problem.badRight
