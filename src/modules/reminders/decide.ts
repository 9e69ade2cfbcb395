import type { Waits } from '../messaging/messaging.ts'
import type { ShowStatus } from '../shows/state.ts'

export const soonMs = 2 * 3_600_000
/** Whoever corrects a date twice is told of once. */
export const movedAfterMs = 60_000
/** A message that nobody has marked for so long was lost with the process that sent it. */
export const lostAfterMs = 5 * 60_000
export const triesMost = 5
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

/**
 * What becomes of a message that was claimed by a process which is gone. A push service replaces it by its topic, and a
 * browser by its tag: it is sent again. A mail may have been delivered, and nothing replaces a mail: it is not.
 */
export const afterLoss = (channel: Channel): { state: 'waiting' } | { state: 'refused'; reason: 'interrupted' } =>
  channel === 'push' ? { state: 'waiting' } : { state: 'refused', reason: 'interrupted' }

export type Outcome = { state: 'sent' } | { state: 'refused'; reason: string } | { state: 'waiting'; dueAt: Date }

/** What becomes of a message that the other side took, refused, or wants later. */
export function settle(
  said: { state: 'sent' } | { state: 'gone' } | { state: 'refused'; reason: string } | Later,
  tries: number,
  now: Date,
): Outcome {
  if (said.state === 'sent') return { state: 'sent' }
  if (said.state === 'gone') return { state: 'refused', reason: 'gone' }
  if (said.state === 'refused') return said
  if (tries >= triesMost) return { state: 'refused', reason: said.reason }
  const seconds = said.afterSeconds ?? 5 * 3 ** tries
  return { state: 'waiting', dueAt: new Date(now.getTime() + seconds * 1000) }
}
type Later = { state: 'later'; reason: string; afterSeconds: number | undefined }

/**
 * What a failed mail means. Only where it surely did not leave is it tried again: refused for now (4yz), or no
 * connection at all. Refused for good (5yz) is a bounce; anything else may have arrived.
 */
export function mailFailure(error: { responseCode?: number; code?: string; message?: string }) {
  const said = error.responseCode ?? Number(/^([45]\d\d)\b/.exec(error.message ?? '')?.[1] ?? 0)
  if (said >= 500 && said < 600) return { state: 'refused', reason: 'bounced' } as const
  const isUnsent =
    said >= 400 || ['ECONNECTION', 'ECONNREFUSED', 'EDNS', 'EAUTH', 'ENOTFOUND'].includes(error.code ?? '')
  if (isUnsent) return { state: 'later', reason: 'unreachable', afterSeconds: undefined } as const
  return { state: 'refused', reason: 'interrupted' } as const
}
