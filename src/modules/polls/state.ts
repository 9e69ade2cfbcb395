import type { PollEvent, PollEvents } from './events.ts'

export type Poll = PollEvents['poll.opened'] & {
  openedAt: string
  total: number
  /** In the order of the options; null while a quiz is open. */
  counts: number[] | null
  /** The right answer of a quiz that is over. */
  right: number | null
  closed: boolean
}
export type PollsState = {
  /** Those whose cards stand there, the latest last. */
  polls: Poll[]
}

export const noPolls: PollsState = { polls: [] }

/** How many cards a room keeps; the others stay in the log. */
const cardsMost = 3

/** Folds one event that happened `at`. Never changes `state`. */
export function evolvePolls({ polls }: PollsState, event: PollEvent, at: string): PollsState {
  const changed = (pollId: string, change: Partial<Poll>) => ({
    polls: polls.map((one) => (one.pollId === pollId ? { ...one, ...change } : one)),
  })
  switch (event.type) {
    case 'poll.opened': {
      const counts = event.body.kind === 'quiz' ? null : event.body.options.map(() => 0)
      const opened = { ...event.body, openedAt: at, total: 0, counts, right: null, closed: false }
      return { polls: [...polls, opened].slice(-cardsMost) }
    }
    case 'poll.counted':
      return changed(event.body.pollId, event.body)
    case 'poll.closed':
      return changed(event.body.pollId, { ...event.body, closed: true })
    case 'poll.hidden':
      return { polls: polls.filter((one) => one.pollId !== event.body.pollId) }
  }
}

/** The options that most people chose; none without a vote. */
export function leadersOf({ counts }: Pick<Poll, 'counts'>): number[] {
  const most = Math.max(0, ...(counts ?? []))
  return most === 0 ? [] : counts!.flatMap((count, i) => (count === most ? [i] : []))
}

/** Shares in whole per cent that add up to 100: what is left over goes to the largest remainders. */
export function sharesOf(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return counts.map(() => 0)
  const exact = counts.map((count) => (count * 100) / total)
  const shares = exact.map(Math.floor)
  const left = 100 - shares.reduce((sum, share) => sum + share, 0)
  const byRemainder = exact.map((share, i) => ({ i, rest: share - Math.floor(share) })).sort((a, b) => b.rest - a.rest)
  for (const { i } of byRemainder.slice(0, left)) shares[i]!++
  return shares
}
