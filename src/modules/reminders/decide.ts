import type { Waits } from '../messaging/messaging.ts'
import type { ShowStatus } from '../shows/state.ts'

export const soonMs = 2 * 3_600_000
/** Whoever corrects a date twice is told of once. */
export const movedAfterMs = 60_000
export const mailsADayMost = 5
/** A confirmation is not mailed again within. */
export const mailAgainMs = 2 * 60_000

export type Kind = 'soon' | 'started' | 'moved' | 'cancelled'
export type Channel = 'push' | 'email'

export const mayAsk = (show: { status: ShowStatus; startsAt: Date | null }): boolean => show.status === 'scheduled'

/** News of a change to what somebody asked for: no limit of a brand holds it back. */
export const isNecessary = (kind: Kind): boolean => kind === 'moved' || kind === 'cancelled'

/** Until when it makes sense to say it late: before the show begins, and of one that has begun never. */
export function waitsOf(kind: Kind, startsAt: Date | null): Waits {
  if (kind === 'started') return 'never'
  return startsAt ? { before: startsAt } : 'ever'
}

export type Told = { startsAt: Date | null; toldStartsAt: Date | null; movedAt: Date | null; soonTold: boolean }

/**
 * What people are to be told now of a show that has not started. A new hour comes first, and where it is within the
 * last two hours it is the reminder as well.
 */
export function dueNotice(show: Told, now: Date): 'moved' | 'soon' | undefined {
  const isMoved = show.startsAt?.getTime() !== show.toldStartsAt?.getTime()
  if (isMoved) {
    return show.movedAt && now.getTime() - show.movedAt.getTime() >= movedAfterMs ? 'moved' : undefined
  }
  if (!show.startsAt || show.soonTold) return undefined
  return isSoon(show.startsAt, now) ? 'soon' : undefined
}

/** From two hours before a show until it was to start. */
export function isSoon(startsAt: Date | null, now: Date): boolean {
  if (!startsAt) return false
  const leftMs = startsAt.getTime() - now.getTime()
  return leftMs > 0 && leftMs <= soonMs
}
