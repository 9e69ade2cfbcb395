import type { FramedEvent } from './frames.ts'
import { limits } from './limits.ts'

/**
 * Whom an event must reach however much is being said: everyone, or the persons named. The first of them wrote it.
 */
export type MustHear = (event: FramedEvent) => 'everyone' | readonly string[]

/**
 * What somebody who comes back is given of what was said: what they must hear, and of the rest what was shown to all, as
 * much as a screen shows.
 */
export function shownAgain(
  events: readonly FramedEvent[],
  personId: string | undefined,
  mustHear: MustHear,
  leftOut: { has(event: FramedEvent): boolean },
): FramedEvent[] {
  let again = 0
  const kept = events.toReversed().filter((event) => {
    const whom = mustHear(event)
    if (whom === 'everyone' || (personId !== undefined && whom.includes(personId))) return true
    return !leftOut.has(event) && again++ < limits.messagesAgainMost
  })
  return kept.reverse()
}

/** What was left out for all others, by the seats of those who wrote it or are answered by it. */
export function owedTo<Seat>(
  leftOut: readonly FramedEvent[],
  mustHear: MustHear,
  byPerson: ReadonlyMap<string, ReadonlySet<Seat>>,
): Map<Seat, FramedEvent[]> {
  const owed = new Map<Seat, FramedEvent[]>()
  if (byPerson.size === 0) return owed
  for (const event of leftOut) {
    const seats = new Set<Seat>()
    for (const personId of mustHear(event)) for (const seat of byPerson.get(personId) ?? []) seats.add(seat)
    for (const seat of seats) owed.set(seat, [...(owed.get(seat) ?? []), event])
  }
  return owed
}

/** Turns after which what somebody was shown counts half. */
const forgetEvery = 50

/**
 * Chooses what is shown when more is said than people read. Fair: whoever was shown least lately comes first, so that
 * a person who writes a hundred lines gets no more of the room than one who writes a line. Bounded by a token bucket.
 */
export function sampler(mustHear: MustHear, aSecond: number, burst: number) {
  let tokens = burst
  let filledAt = 0
  let turns = 0
  const shown = new Map<string, number>()

  function forget(): void {
    if (++turns % forgetEvery !== 0) return
    for (const [authorId, times] of shown) {
      if (times < 1) shown.delete(authorId)
      else shown.set(authorId, times / 2)
    }
  }

  /** @returns the events left out; all others are shown */
  return (events: readonly FramedEvent[], now: number): FramedEvent[] => {
    tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) * aSecond) / 1000)
    filledAt = now
    forget()
    const ranked = events.flatMap((event) => {
      const whom = mustHear(event)
      if (whom === 'everyone') return []
      const authorId = whom[0] ?? ''
      const rank = shown.get(authorId) ?? 0
      shown.set(authorId, rank + 1)
      return [{ event, authorId, rank }]
    })
    const room = Math.floor(tokens)
    tokens -= Math.min(room, ranked.length)
    const leftOut = ranked.sort((a, b) => a.rank - b.rank).slice(room)
    for (const { authorId } of leftOut) shown.set(authorId, shown.get(authorId)! - 1)
    return leftOut.map(({ event }) => event)
  }
}
