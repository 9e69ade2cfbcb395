import type { Problem } from '../../lib/problems.ts'
import type { Role } from '../accounts/roles.ts'
import type { ShowStatus } from '../shows/state.ts'
import { handoverProblems as problem } from './problems.ts'

/** What is asked and never answered is forgotten. */
const answerWithinMs = 15 * 60_000

const goOnAir: readonly Role[] = ['owner', 'producer', 'host']
const lead: readonly Role[] = ['owner', 'producer']

/** Whether these roles let somebody go on air. */
export const mayGoOnAir = (roles: readonly Role[]): boolean => roles.some((role) => goOnAir.includes(role))

export type Asking = {
  status: ShowStatus
  /** Who is on air; undefined: it is not known. */
  onAir: string | undefined
  asker: { personId: string; roles: readonly Role[] }
  asked: { personId: string; roles: readonly Role[] }
}

/** Why somebody cannot ask another to go on with a show; undefined when they can. */
export function whyNotAsk({ status, onAir, asker, asked }: Asking): Problem | undefined {
  if (status !== 'live') return problem.notLive
  if (onAir !== undefined && asker.personId !== onAir && !asker.roles.some((role) => lead.includes(role))) {
    return problem.notYours
  }
  if (asked.personId === onAir) return problem.onAirAlready
  return mayGoOnAir(asked.roles) && asked.personId !== asker.personId ? undefined : problem.notAHost
}

/** Whether what was asked then still waits for an answer. */
export const stillAsked = (askedAt: Date, now: Date): boolean => now.getTime() - askedAt.getTime() < answerWithinMs

type Wish = { toId: string; askedAt: Date }

/** Why somebody cannot go on with a show; undefined when they can. */
export function whyNotAccept(
  status: ShowStatus,
  wish: Wish | undefined,
  caller: { personId: string; roles: readonly Role[] },
  now: Date,
): Problem | undefined {
  if (status !== 'live') return problem.notLive
  if (!wish || wish.toId !== caller.personId || !stillAsked(wish.askedAt, now)) return problem.notAsked
  // Whoever was taken off the team since is no host any more.
  return mayGoOnAir(caller.roles) ? undefined : problem.notAHost
}

export type Turn = { personId: string; fromAt: Date; untilAt: Date | null }

/** How long each was on air, the longest first, in ms; a turn that goes on counts until now. */
export function onAirMs(turns: readonly Turn[], now: Date): { personId: string; ms: number }[] {
  const sums = new Map<string, number>()
  for (const { personId, fromAt, untilAt } of turns) {
    sums.set(personId, (sums.get(personId) ?? 0) + (untilAt ?? now).getTime() - fromAt.getTime())
  }
  return [...sums].map(([personId, ms]) => ({ personId, ms })).sort((a, b) => b.ms - a.ms)
}
