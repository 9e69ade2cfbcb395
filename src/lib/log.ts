import type { LogId } from './ids.ts'
import type { Sql } from './sql.ts'

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

/** What was appended, as it is told (`Sql.tell`) under the log's id. */
export type Appended = { first: number; at: string; events: readonly NewEvent[] }

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
    select head, pg_notify('log', ${logId}::text || ' ' || head) from head`
  const head = Number(rows[0]!.head)
  const first = head - events.length + 1
  sql.tell(logId, { first, at: at.toISOString(), events } satisfies Appended)
  return head
}

/** Events after `after`, in order, at most `most`. */
export async function readLog(sql: Sql, logId: LogId, after: number, most = 1000): Promise<LoggedEvent[]> {
  return asEvents(
    await sql<EventRow>`
      select seq, at, type, body from log.events
      where log_id = ${logId} and seq > ${after} order by seq limit ${most}`,
  )
}

/** The last `most` events of these types, in order. */
export async function lastOfTypes(
  sql: Sql,
  logId: LogId,
  types: readonly string[],
  most: number,
): Promise<LoggedEvent[]> {
  const rows = await sql<EventRow>`
    select seq, at, type, body from log.events
    where log_id = ${logId} and type = any(${types}) order by seq desc limit ${most}`
  return asEvents(rows.reverse())
}

type EventRow = { seq: bigint; at: Date; type: string; body: unknown }
const asEvents = (rows: EventRow[]): LoggedEvent[] =>
  rows.map((row) => ({ seq: Number(row.seq), at: row.at.toISOString(), type: row.type, body: row.body }))

/** The last `most` events, in order. */
export async function lastOfLog(sql: Sql, logId: LogId, most: number): Promise<LoggedEvent[]> {
  return readLog(sql, logId, Math.max(0, (await headOf(sql, logId)) - most), most)
}

/** The last `seq`, 0 when the log is empty. */
export async function headOf(sql: Sql, logId: LogId): Promise<number> {
  const rows = await sql<{ head: bigint }>`select head from log.heads where log_id = ${logId}`
  return Number(rows[0]?.head ?? 0)
}
