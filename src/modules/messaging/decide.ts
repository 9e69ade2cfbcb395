import { quietUntil as endOfQuiet, type Quiet } from './quiet.ts'
import { houseQuiet, type Kind, wants } from './state.ts'

/** What a message is sent by, beside the inbox. */
export type Outward = 'push' | 'email'

/** How often a brand disturbs one person, at most, by however many channels at once. Null: without a limit. */
export type Rules = { dayMost: number | null; weekMost: number | null; capsAsked: boolean }
export const noRules: Rules = { dayMost: null, weekMost: null, capsAsked: false }

/** Until when it makes sense to say something late. */
export type Waits = 'never' | 'ever' | { before: Date }

/** How a person stands to a brand. */
export type Standing = {
  /** What they chose for this kind; what is missing was not chosen. */
  chosen: { push?: boolean; email?: boolean; inbox?: boolean }
  quiet: Quiet | null
  timeZone: string
  /** How often the brand has disturbed them in the last 24 hours, and in the last seven days. */
  day: number
  week: number
}
export type Reason = 'unwanted' | 'capped' | 'quietHours'
export type Verdict = { send: 'now' } | { send: 'later'; at: Date } | { send: 'no'; reason: Reason }

/**
 * Whether a brand has said enough to somebody. What they asked for is held back only where the brand wants it so, and
 * `necessary` news of it (a show is moved, or called off) never.
 */
export function isCapped(kind: Kind, necessary: boolean, rules: Rules, { day, week }: Standing): boolean {
  if (kind === 'orders' || necessary || (kind === 'asked' && !rules.capsAsked)) return false
  return (rules.dayMost !== null && day >= rules.dayMost) || (rules.weekMost !== null && week >= rules.weekMost)
}

/** The quiet hours that hold for a kind: a person's own for all but orders, the house's for what nobody asked for. */
export function quietFor(kind: Kind, own: Quiet | null): Quiet | undefined {
  if (kind === 'orders') return undefined
  return own ?? (kind === 'asked' ? undefined : houseQuiet)
}

/** When a person may be disturbed again; undefined: now. */
export function quietEnd(kind: Kind, { quiet, timeZone }: Standing, now: Date, ends = endOfQuiet): Date | undefined {
  const holds = quietFor(kind, quiet)
  return holds && ends(now, holds, timeZone)
}

export type Asked = { kind: Kind; necessary: boolean; waits: Waits }

/** What becomes of a message by one channel. Whoever does not want it is no matter of limits or hours. */
export function verdict(
  { kind, necessary, waits }: Asked,
  channel: Outward,
  rules: Rules,
  person: Standing,
  until: Date | undefined,
): Verdict {
  if (!wants(kind, channel, person.chosen[channel])) return { send: 'no', reason: 'unwanted' }
  if (isCapped(kind, necessary, rules, person)) return { send: 'no', reason: 'capped' }
  if (!until) return { send: 'now' }
  const isTimely = waits === 'ever' || (waits !== 'never' && until < waits.before)
  return isTimely ? { send: 'later', at: until } : { send: 'no', reason: 'quietHours' }
}
