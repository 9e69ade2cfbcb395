import pg from 'pg'
import type { LogId } from './ids.ts'
import type { Database, Sql } from './sql.ts'

/**
 * A log is a gapless, ordered sequence of events. `seq` is given under the lock of the log's head row, so it is in
 * commit order: whoever has seen `seq` n has seen everything before it, and `seq > n` is a safe cursor.
 */
export type NewEvent<Type extends string = string, Body = unknown> = { type: Type; body: Body }
export type LoggedEvent<Type extends string = string, Body = unknown> = {
  seq: number
  /** ISO 8601, the wall clock it happened at. */
  at: string
  type: Type
  body: Body
}

/**
 * Appends in the caller's transaction and returns the `seq` of the last event. Followers hear of it at commit.
 * Appending to a log locks it until the transaction ends: append late.
 */
export async function append(sql: Sql, logId: LogId, at: Date, events: readonly NewEvent[]): Promise<number> {
  if (events.length === 0) return headOf(sql, logId)
  const rows = await sql<{ head: bigint }>`
    with head as (
      insert into log.heads (log_id, head) values (${logId}, ${events.length}::int)
      on conflict (log_id) do update set head = log.heads.head + excluded.head
      returning head
    ), added as (
      insert into log.events (log_id, seq, at, type, body)
      select ${logId}::uuid, head.head - ${events.length}::int + e.n, ${at}::timestamptz, e.type, e.body
      from head, unnest(${events.map((e) => e.type)}::text[], ${events.map((e) => JSON.stringify(e.body))}::jsonb[])
        with ordinality as e (type, body, n)
    )
    select head, pg_notify('log', ${logId}::text) from head`
  return Number(rows[0]!.head)
}

/** Events after `after`, in order, at most `most`. */
export async function readLog(sql: Sql, logId: LogId, after: number, most = 1000): Promise<LoggedEvent[]> {
  const rows = await sql<{ seq: bigint; at: Date; type: string; body: unknown }>`
    select seq, at, type, body from log.events
    where log_id = ${logId} and seq > ${after} order by seq limit ${most}`
  return rows.map((row) => ({ seq: Number(row.seq), at: row.at.toISOString(), type: row.type, body: row.body }))
}

/** The last `most` events, in order. */
export async function lastOfLog(sql: Sql, logId: LogId, most: number): Promise<LoggedEvent[]> {
  return readLog(sql, logId, Math.max(0, (await headOf(sql, logId)) - most), most)
}

/** The last `seq`, 0 when the log is empty. */
export async function headOf(sql: Sql, logId: LogId): Promise<number> {
  const rows = await sql<{ head: bigint }>`select head from log.heads where log_id = ${logId}`
  return Number(rows[0]?.head ?? 0)
}

export type Follow = { stop(): void }
export type Follower = {
  /** Calls `onEvents` with every event after `after`, in order, without holes, until stopped. */
  follow(logId: LogId, after: number, onEvents: (events: LoggedEvent[]) => void): Follow
  close(): Promise<void>
}

type Following = { logId: LogId; cursor: number; onEvents: (events: LoggedEvent[]) => void; stopped: boolean }

const pollMs = 1000

/**
 * Follows logs by cursor. A notification only wakes it: what is delivered is what the table says, so a lost
 * notification costs at most `pollMs` and never an event.
 */
export function followLogs(database: Database, log: { warn(details: object, message: string): void }): Follower {
  const following = new Map<LogId, Set<Following>>()
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

  const wake = (logId: LogId) => {
    for (const one of following.get(logId) ?? []) void catchUp(one)
  }
  const wakeAll = () => {
    for (const logId of following.keys()) wake(logId)
  }

  async function listen() {
    if (closed) return
    try {
      const client = new pg.Client({ connectionString: database.url, application_name: 'estrade-log' })
      listener = client
      client.on('notification', (message) => wake(message.payload as LogId))
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
      const set = following.get(logId) ?? new Set()
      following.set(logId, set.add(one))
      void catchUp(one)
      return {
        stop() {
          one.stopped = true
          set.delete(one)
          if (set.size === 0 && following.get(logId) === set) following.delete(logId)
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
