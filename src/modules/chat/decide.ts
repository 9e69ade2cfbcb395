import type { Problem } from '../../lib/problems.ts'
import { chatProblems as problem } from './problems.ts'

const link =
  /https?:|www\.|\b[\p{L}\p{N}-]+\.(?:com|net|org|io|fr|cn|co|shop|xyz|info|me|de|uk|eu|ru|link|top|site|online)\b/iu

/**
 * Why a person may not say this now; undefined when they may. Staff is trusted: it may post links, and cannot be
 * muted. Before a show, and while it is live, people may talk.
 */
export function whyNotPost(
  author: { staff: boolean; muted: boolean; banned: boolean },
  status: string,
  text: string,
): Problem | undefined {
  if (status !== 'live' && status !== 'scheduled') return problem.closed
  if (author.staff) return undefined
  if (author.banned) return problem.banned
  if (author.muted) return problem.muted
  if (link.test(text)) return problem.linksForStaff
  return undefined
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
