import type { Clock } from '../../lib/clock.ts'
import { newId, type ShowId } from '../../lib/ids.ts'
import type { Database } from '../../lib/sql.ts'
import * as store from './store.ts'

/** A process that was not heard of for this long is lost, and its viewers left when it was heard last. */
export const lostAfterMs = 15_000
const writeEveryMs = 1000

/** Writes down who comes and goes at this process, in one statement a second each way. */
export type Keeper = {
  /** @returns the id of the visit, for `left` */
  joined(showId: ShowId, viewer: string): string
  /** @param at the last sign of life, ms */
  left(visitId: string, at: number): void
  /** Viewers over all processes, when another one serves the show too; else undefined: this one knows best. */
  viewers(showId: ShowId): number | undefined
  /** So many hearts were given at this moment. */
  hearts(showId: ShowId, count: number): void
  /** Writes what is new now. */
  write(): Promise<void>
  /** Ends every open visit. */
  close(): Promise<void>
}

export function keeper(
  database: Database,
  clock: Clock,
  log: { warn(details: object, message: string): void },
): Keeper {
  const processId = newId<'process'>(clock.now())
  const present = new Map<string, store.Joined>()
  let joins: store.Joined[] = []
  let ends: store.Left[] = []
  let hearts = new Map<string, store.Hearts>()
  let elsewhere = new Map<ShowId, number>()
  let writtenAt = clock.now().getTime()
  let writing: Promise<void> = Promise.resolve()

  async function writeNow(): Promise<void> {
    const now = clock.now()
    // So long silent that others may have given this process up: everybody who is here is announced again.
    if (now.getTime() - writtenAt > lostAfterMs / 2) joins = [...present.values(), ...joins]
    const [newJoins, newEnds, newHearts] = [joins, ends, hearts]
    joins = []
    ends = []
    hearts = new Map()
    const shows = [...new Set([...present.values()].map((visit) => visit.showId))]
    try {
      await database.write(async (sql) => {
        await store.processSeen(sql, processId, now)
        if (newJoins.length > 0) await store.openVisits(sql, processId, lastOfEach(newJoins))
        if (newEnds.length > 0) await store.endVisits(sql, newEnds)
        if (newHearts.size > 0) await store.addHearts(sql, [...newHearts.values()])
      })
      writtenAt = now.getTime()
      const since = new Date(now.getTime() - lostAfterMs)
      const rows = shows.length === 0 ? [] : await store.presentInSeveral(database.sql, shows, since)
      elsewhere = new Map(rows.map((row) => [row.showId, row.viewers]))
    } catch (error) {
      joins = [...newJoins, ...joins]
      ends = [...newEnds, ...ends]
      for (const { showId, minute, hearts: count } of newHearts.values()) addHearts(showId, minute, count)
      log.warn({ err: error }, 'attendance.write')
    }
  }

  function addHearts(showId: ShowId, minute: Date, count: number): void {
    const key = `${showId} ${minute.getTime()}`
    hearts.set(key, { showId, minute, hearts: (hearts.get(key)?.hearts ?? 0) + count })
  }

  const write = () => {
    writing = writing.then(writeNow)
    return writing
  }
  const timer = setInterval(
    () => present.size + joins.length + ends.length + hearts.size > 0 && void write(),
    writeEveryMs,
  )
  timer.unref()

  return {
    joined(showId, viewer) {
      const visit = { visitId: newId<'visit'>(clock.now()), showId, viewer, joinedAt: clock.now() }
      present.set(visit.visitId, visit)
      joins.push(visit)
      return visit.visitId
    },
    left(visitId, at) {
      if (present.delete(visitId)) ends.push({ visitId, leftAt: new Date(at) })
    },
    viewers: (showId) => elsewhere.get(showId),
    hearts: (showId, count) => addHearts(showId, new Date(Math.floor(clock.now().getTime() / 60_000) * 60_000), count),
    write,
    async close() {
      clearInterval(timer)
      const leftAt = clock.now()
      for (const visitId of present.keys()) ends.push({ visitId, leftAt })
      present.clear()
      if (joins.length + ends.length + hearts.size > 0) await write()
    },
  }
}

/** One row each: a statement cannot touch the same visit twice. */
const lastOfEach = (visits: readonly store.Joined[]) => [
  ...new Map(visits.map((visit) => [visit.visitId, visit])).values(),
]
