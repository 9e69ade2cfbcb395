import { headOf, type LoggedEvent, readLog } from '../../lib/log.ts'
import type { Sql } from '../../lib/sql.ts'
import { logOf } from '../shows/shows.ts'
import { replayed } from './decide.ts'

type Kept = { head: number; events: readonly LoggedEvent[] }

const showsKept = 100
const page = 1000

/**
 * What of a show's log its replay shows again. Read once and kept for the shows asked for last; after that only what
 * is new in the log is read, which of a show that is over is nothing.
 */
export function replayedEvents(): (sql: Sql, showId: string) => Promise<readonly LoggedEvent[]> {
  const kept = new Map<string, Kept>()

  return async (sql, showId) => {
    const head = await headOf(sql, logOf(showId))
    let found: Kept = kept.get(showId) ?? { head: 0, events: [] }
    while (found.head < head) {
      const news = await readLog(sql, logOf(showId), found.head, page)
      found = { head: news.at(-1)?.seq ?? head, events: [...found.events, ...replayed(news)] }
    }
    kept.delete(showId)
    kept.set(showId, found)
    if (kept.size > showsKept) kept.delete(kept.keys().next().value!)
    return found.events
  }
}
