import { createHash } from 'node:crypto'

/**
 * The line of a drop. Its order is that of arrival, but for those who came before or within the first `fairSeconds`:
 * among them a draw decides. Pictures arrive 0.4 to 8 seconds late, depending on how they are delivered, and nobody
 * can prove which of them they watch: in a draw it makes no difference (docs/decisions/fair-drops.md).
 */

/** When the line is served for the first time, and claims out of the line begin. */
export const servedFrom = ({ opensAt, fairSeconds }: { opensAt: Date; fairSeconds: number }): Date =>
  new Date(opensAt.getTime() + fairSeconds * 1000)

/** Told with the announcement: whoever keeps it can check later that the draw was not arranged after the tickets. */
export const seedHash = (seed: string): string => sha256(seed)

/** What a ticket drew: lowest first. Anybody can compute it again from the seed that is told with the result. */
export const drawn = (seed: string, ticketId: string): string => sha256(`${seed} ${ticketId}`)

/** The order in which tickets that took part in a draw are served. */
export const drawOrder = (seed: string, ticketIds: readonly string[]): string[] =>
  ticketIds
    .map((ticketId) => ({ ticketId, drawn: drawn(seed, ticketId) }))
    .sort((a, b) => (a.drawn < b.drawn ? -1 : 1))
    .map(({ ticketId }) => ticketId)

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export type TicketState = 'waiting' | 'won' | 'out'
export type TicketStanding = 'waiting' | 'won' | 'bought' | 'missed' | 'out'

/** What became of a ticket, with what its hold is now. */
export function standingOf(
  ticket: { state: TicketState },
  hold: { state: 'held' | 'sold' | 'released' | 'returned'; expiresAt: Date } | undefined,
  now: Date,
): TicketStanding {
  if (ticket.state !== 'won') return ticket.state
  if (hold?.state === 'sold') return 'bought'
  return hold?.state === 'held' && hold.expiresAt > now ? 'won' : 'missed'
}
