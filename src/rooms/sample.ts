import type { FramedEvent } from './frames.ts'

/**
 * Whom an event must reach however much is being said: everyone, or the persons named. The first of them wrote it.
 */
export type MustHear = (event: FramedEvent) => 'everyone' | readonly string[]

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
