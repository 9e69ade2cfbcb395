import type { Problem } from '../../lib/problems.ts'
import { dropProblems as problem } from './problems.ts'

export type TicketWish = { personId: string; quantity: number; device?: string | undefined }

/** `waiting`: this person has a ticket already, be it of the same batch. */
export type TicketVerdict = 'fresh' | 'waiting' | Problem

/**
 * Who of a batch gets a place in the line. One ticket a person; nobody waits for more than they could have, alone or
 * with the other accounts of their device.
 */
export function decideTickets(
  drop: { closed: boolean; perBuyer: number },
  now: {
    held: ReadonlyMap<string, number>
    /** Units that all persons of a device have or wait for. */
    heldByDevice: ReadonlyMap<string, number>
    barred: ReadonlyMap<string, Problem>
    waiting: ReadonlySet<string>
  },
  wishes: readonly TicketWish[],
): TicketVerdict[] {
  const waiting = new Set(now.waiting)
  const byDevice = new Map(now.heldByDevice)
  return wishes.map(({ personId, quantity, device }) => {
    if (drop.closed) return problem.closed
    if (waiting.has(personId)) return 'waiting'
    const barred = now.barred.get(personId)
    if (barred) return barred
    if ((now.held.get(personId) ?? 0) + quantity > drop.perBuyer) return problem.limitReached
    const others = device === undefined ? 0 : (byDevice.get(device) ?? 0)
    if (others + quantity > drop.perBuyer) return problem.limitShared
    waiting.add(personId)
    if (device !== undefined) byDevice.set(device, others + quantity)
    return 'fresh'
  })
}
