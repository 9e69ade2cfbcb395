import type { Problem } from '../../lib/problems.ts'
import { chatProblems as problem } from './problems.ts'
import type { RoomRules } from './rules.ts'
import type { WatchedWord } from './words.ts'

const link =
  /https?:|www\.|\b[\p{L}\p{N}-]+\.(?:com|net|org|io|fr|cn|co|shop|xyz|info|me|de|uk|eu|ru|link|top|site|online)\b/iu

export type Author = {
  staff: boolean
  /** A guest has no account. */
  guest: boolean
  bought: boolean
  sanction: 'mute' | 'ban' | 'shadow' | undefined
  /** Comes from where somebody banned came from, without an account. */
  fromBannedNetwork: boolean
  /** Said something in this room before, and when; undefined the first time. */
  lastAt: Date | undefined
  /** What was said last reads the same and is half a minute old at most. */
  repeats: boolean
  /** A guest who has just come and writes for the first time. */
  newcomer: boolean
}

export type Held = 'word' | 'network' | 'raid' | 'approval'
/** Said to all; kept for a moderator; shown to nobody but its author, who is not told; or refused by name. */
export type Verdict =
  | { verdict: 'said' }
  | { verdict: 'held'; because: Held }
  | { verdict: 'shadowed' }
  | { verdict: 'refused'; problem: Problem; details?: Record<string, unknown> }

const refused = (what: Problem, details?: Record<string, unknown>): Verdict => ({
  verdict: 'refused',
  problem: what,
  ...(details && { details }),
})

/**
 * What becomes of a message. Staff is trusted: it may post links, and no rule of the room holds for it. Before a show,
 * and while it is live, people may talk.
 * @param room its status and rules; `raid`: newcomers fall in just now
 */
export function judge(
  author: Author,
  room: { status: string; rules: RoomRules; raid: boolean },
  said: { text: string; word: WatchedWord | undefined; now: Date },
): Verdict {
  if (room.status !== 'live' && room.status !== 'scheduled') return refused(problem.closed)
  if (author.staff) return { verdict: 'said' }
  return (
    whyNotWrite(author, room.rules, said.now) ??
    whyNotThis(author, said) ??
    (author.sanction === 'shadow' ? { verdict: 'shadowed' } : whyHeld(author, room, said.word)) ?? { verdict: 'said' }
  )
}

function whyNotWrite(author: Author, rules: RoomRules, now: Date): Verdict | undefined {
  if (author.sanction === 'ban') return refused(problem.banned)
  if (author.sanction === 'mute') return refused(problem.muted)
  if (rules.writers === 'nobody') return refused(problem.onlyStaff)
  if (rules.writers === 'accounts' && author.guest) return refused(problem.onlyAccounts)
  if (rules.writers === 'buyers' && !author.bought) return refused(problem.onlyBuyers)
  if (!author.lastAt || rules.slowSeconds === 0) return undefined
  const waitMs = author.lastAt.getTime() + rules.slowSeconds * 1000 - now.getTime()
  return waitMs > 0 ? refused(problem.slowMode, { seconds: Math.ceil(waitMs / 1000) }) : undefined
}

function whyNotThis(author: Author, { text, word }: { text: string; word: WatchedWord | undefined }) {
  if (link.test(text)) return refused(problem.linksForStaff)
  if (word?.action === 'refuse') return refused(problem.wordNotAllowed)
  if (author.repeats) return refused(problem.repeated)
  return undefined
}

function whyHeld(
  author: Author,
  { rules, raid }: { rules: RoomRules; raid: boolean },
  word: WatchedWord | undefined,
): Verdict | undefined {
  const because: Held | undefined = word
    ? 'word'
    : author.fromBannedNetwork
      ? 'network'
      : author.newcomer && (rules.raid === 'on' || (rules.raid === 'auto' && raid))
        ? 'raid'
        : rules.approve === 'all' || (rules.approve === 'first' && !author.lastAt)
          ? 'approval'
          : undefined
  return because && { verdict: 'held', because }
}

/**
 * A token bucket per person: `burst` messages at once, then one every `everyMs`. Kept in memory of the process that
 * the person talks to; forgets people who have been quiet.
 */
export function pace(everyMs = 1000, burst = 3) {
  const full = new Map<string, number>()
  return (personId: string, now: number): boolean => {
    const at = Math.max(full.get(personId) ?? 0, now)
    if (at - now > everyMs * (burst - 1)) return false
    if (full.size > 50_000) for (const [id, until] of full) if (until < now) full.delete(id)
    full.set(personId, at + everyMs)
    return true
  }
}
