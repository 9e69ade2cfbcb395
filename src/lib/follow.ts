import pg from 'pg'
import type { Bus } from './bus.ts'
import type { LogId } from './ids.ts'
import { type Appended, type LoggedEvent, readLog } from './log.ts'
import type { Database } from './sql.ts'

export type Follow = { stop(): void }
export type Follower = {
  /** Calls `onEvents` with every event after `after`, in order, without holes, until stopped. */
  follow(logId: LogId, after: number, onEvents: (events: LoggedEvent[]) => void): Follow
  close(): Promise<void>
}

type Following = { logId: LogId; cursor: number; onEvents: (events: LoggedEvent[]) => void; stopped: boolean }
type Followed = { all: Set<Following>; deaf: () => void }

const pollMs = 1000
/** What was just appended usually arrives by itself, from this process or by the bus: reading it too would be for nothing. */
const graceMs = 5
const busGraceMs = 30

const topicOf = (logId: LogId) => `estrade:log:${logId}`

/**
 * Follows logs by cursor. What is appended arrives at once within a process, by the bus (if there is one) from others,
 * and is taken when it is exactly what comes next. PostgreSQL's notification says how far a log is: whoever is not
 * there yet reads. So what is delivered is what the table says, a lost message of the bus costs milliseconds, a lost
 * notification at most `pollMs`, and nothing ever costs an event.
 */
export function followLogs(
  database: Database,
  log: { warn(details: object, message: string): void },
  bus?: Bus,
): Follower {
  const followed = new Map<LogId, Followed>()
  const reading = new Set<Following>()
  const again = new Set<Following>()
  let closed = false
  let listener: pg.Client | undefined

  async function catchUp(one: Following) {
    if (reading.has(one)) {
      again.add(one)
      return
    }
    reading.add(one)
    try {
      do {
        again.delete(one)
        const events = await readLog(database.sql, one.logId, one.cursor)
        if (one.stopped || closed) return
        if (events.length > 0) {
          one.cursor = events.at(-1)!.seq
          one.onEvents(events)
          if (events.length === 1000) again.add(one)
        }
      } while (again.has(one))
    } catch (error) {
      if (!closed) log.warn({ err: error, logId: one.logId }, 'log.follow')
    } finally {
      reading.delete(one)
    }
  }

  /** Takes what is exactly the next; of anything else only learns that there is something to read. */
  function take(logId: LogId, { first, at, events }: Appended): void {
    const last = first + events.length - 1
    for (const one of followed.get(logId)?.all ?? []) {
      if (last <= one.cursor) continue
      if (reading.has(one) || first > one.cursor + 1) {
        void catchUp(one)
        continue
      }
      const fresh = events.slice(one.cursor + 1 - first)
      const from = one.cursor + 1
      one.cursor = last
      one.onEvents(fresh.map(({ type, body }, i) => ({ seq: from + i, at, type, body })))
    }
  }

  database.onNews((logId, news) => {
    // As it is kept: JSON knows no undefined, and whoever hears must not share an object with whoever told.
    const message = JSON.stringify(news)
    try {
      if (followed.has(logId as LogId)) take(logId as LogId, JSON.parse(message) as Appended)
    } catch (error) {
      // It is committed: whoever wrote it must not hear that it failed.
      log.warn({ err: error, logId }, 'log.follow')
    }
    bus?.publish(topicOf(logId as LogId), message)
  })

  function hearBus(logId: LogId, message: string): void {
    const appended = readAppended(message)
    if (appended) take(logId, appended)
    else log.warn({ logId }, 'bus.rubbish')
  }

  /** @param head how far the log is, when that is known */
  function wake(logId: LogId, head = Number.POSITIVE_INFINITY): void {
    for (const one of followed.get(logId)?.all ?? []) if (one.cursor < head) void catchUp(one)
  }
  const wakeAll = () => {
    for (const logId of followed.keys()) wake(logId)
  }

  function hearNotification(payload = ''): void {
    const [logId, head] = payload.split(' ') as [LogId, string?]
    if (!followed.has(logId)) return
    setTimeout(() => wake(logId, head ? Number(head) : undefined), bus?.carries() ? busGraceMs : graceMs)
  }

  async function listen() {
    if (closed) return
    try {
      const client = new pg.Client({ connectionString: database.url, application_name: 'estrade-log' })
      listener = client
      client.on('notification', (message) => hearNotification(message.payload))
      client.on('error', () => {})
      client.once('end', () => {
        if (!closed) setTimeout(listen, 250).unref()
      })
      await client.connect()
      if (closed) return void client.end()
      await client.query('listen log')
      wakeAll()
    } catch (error) {
      log.warn({ err: error }, 'log.listen')
    }
  }

  void listen()
  const poll = setInterval(wakeAll, pollMs)
  poll.unref()

  return {
    follow(logId, after, onEvents) {
      const one: Following = { logId, cursor: after, onEvents, stopped: false }
      const known = followed.get(logId)
      const those = known ?? {
        all: new Set(),
        deaf: bus?.subscribe(topicOf(logId), (message) => hearBus(logId, message)) ?? (() => {}),
      }
      those.all.add(one)
      followed.set(logId, those)
      void catchUp(one)
      return {
        stop() {
          one.stopped = true
          those.all.delete(one)
          if (those.all.size > 0 || followed.get(logId) !== those) return
          followed.delete(logId)
          those.deaf()
        },
      }
    },
    async close() {
      closed = true
      clearInterval(poll)
      await listener?.end().catch(() => {})
    },
  }
}

/** What came by the bus, which anybody in the network may have written to. */
function readAppended(message: string): Appended | undefined {
  try {
    const { first, at, events } = JSON.parse(message) as Appended
    return Number.isSafeInteger(first) && typeof at === 'string' && Array.isArray(events)
      ? { first, at, events }
      : undefined
  } catch {
    return undefined
  }
}
