import type { Who } from '../../ctx.ts'

/** Who cookies are, for a little while. Bounded: the least recently used is forgotten first. */
export type Remembered = {
  /** Who this cookie is, or is just being found out to be; undefined when that is not known. */
  recall(cookie: string, now: number): Promise<Who> | undefined
  /** Finds it out, and keeps the answer, also for all who ask meanwhile. */
  learn(cookie: string, now: number, load: () => Promise<Who>): Promise<Who>
  /** Drops what is known of one person. */
  forget(personId: string): void
  forgetAll(): void
}

type Entry = { who: Promise<Who>; until: number; personId: string | undefined }

/** Answers are dropped when something changes; this is how long one may be old if that news got lost. */
export const rememberMs = 10_000

export function remember(most = 50_000): Remembered {
  const entries = new Map<string, Entry>()
  const cookiesOf = new Map<string, Set<string>>()
  // An answer read before a change and arriving after it must not be kept: while answers are under way, who changed
  // when is noted.
  const changedAt = new Map<string, number>()
  let changes = 0
  let allChangedAt = 0
  let underWay = 0

  function drop(cookie: string, entry: Entry) {
    if (entries.get(cookie) !== entry) return
    entries.delete(cookie)
    if (entry.personId === undefined) return
    const cookies = cookiesOf.get(entry.personId)
    cookies?.delete(cookie)
    if (cookies?.size === 0) cookiesOf.delete(entry.personId)
  }

  function learn(cookie: string, now: number, load: () => Promise<Who>): Promise<Who> {
    const began = changes
    underWay++
    const entry: Entry = { who: load(), until: now + rememberMs, personId: undefined }
    entries.set(cookie, entry)
    if (entries.size > most) {
      const [oldest] = entries
      if (oldest) drop(...oldest)
    }
    entry.who.then(
      (who) => {
        if (isStale(who, began)) drop(cookie, entry)
        else if (who.kind === 'person' && entries.get(cookie) === entry) index(cookie, entry, who.personId)
        arrived()
      },
      () => {
        drop(cookie, entry)
        arrived()
      },
    )
    return entry.who
  }

  const isStale = (who: Who, began: number) =>
    allChangedAt > began || (who.kind === 'person' && (changedAt.get(who.personId) ?? 0) > began)

  function index(cookie: string, entry: Entry, personId: string) {
    entry.personId = personId
    const cookies = cookiesOf.get(personId)
    if (cookies) cookies.add(cookie)
    else cookiesOf.set(personId, new Set([cookie]))
  }

  function arrived() {
    if (--underWay === 0) changedAt.clear()
  }

  return {
    recall(cookie, now) {
      const entry = entries.get(cookie)
      if (!entry) return undefined
      if (now >= entry.until) {
        drop(cookie, entry)
        return undefined
      }
      entries.delete(cookie)
      entries.set(cookie, entry)
      return entry.who
    },
    learn,
    forget(personId) {
      if (underWay > 0) changedAt.set(personId, ++changes)
      for (const cookie of cookiesOf.get(personId) ?? []) entries.delete(cookie)
      cookiesOf.delete(personId)
    },
    forgetAll() {
      allChangedAt = ++changes
      entries.clear()
      cookiesOf.clear()
    },
  }
}
