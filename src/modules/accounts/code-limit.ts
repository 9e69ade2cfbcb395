/**
 * How many codes one e-mail address is sent, whoever asks: it keeps a mailbox from being flooded, and bounds how often
 * a six-digit code can be guessed (three guesses a code) from any number of addresses.
 */
const codesMost = 5
const codesWindowMs = 15 * 60_000

export type CodeLimit = { allows(email: string, now: number): boolean }

/** @param limits multiplies the limit; 0 switches it off */
export function codeLimit(limits: number, most = 100_000): CodeLimit {
  const sent = new Map<string, { count: number; since: number }>()
  return {
    allows(email, now) {
      if (limits === 0) return true
      const known = sent.get(email)
      if (known && now - known.since < codesWindowMs) {
        if (known.count >= codesMost * limits) return false
        known.count++
        return true
      }
      // The oldest windows stand first, since each is written anew when it opens.
      sent.delete(email)
      sent.set(email, { count: 1, since: now })
      if (sent.size > most) sent.delete(sent.keys().next().value!)
      return true
    },
  }
}
