import type { EventEmitter } from 'node:events'
import pg from 'pg'
import type { Beat } from './jobs.ts'

/* A killed process keeps its jobs locked, by default for four hours. Each worker therefore holds an advisory lock of
   its name on a connection of its process: PostgreSQL lets go of it in the moment the process dies. */

/** The first half of the locks' keys, so that they meet no other advisory lock. */
const lockSpace = 0x6a6f62

/** A worker takes its lock just after it is born; a job held for less than this may be one whose lock is on its way. */
const bornWithin = '5 seconds'

/** Gives back the jobs of workers that are gone. They may run a second time, which jobs are made for. */
export const giveBackLostJobs: Beat = {
  name: 'house.giveBackLostJobs',
  everyMs: 5000,
  run: async (ctx) => {
    await ctx.sql`
      select graphile_worker.force_unlock_workers(array_agg(locked_by)) from graphile_worker.jobs job
      where locked_at < now() - ${bornWithin}::interval
        and not exists (
          select from pg_locks
          where locktype = 'advisory' and classid = ${lockSpace} and objid::bigint = hashtext(locked_by) & 4294967295::bigint
            and database = (select oid from pg_database where datname = current_database()))
      having count(*) > 0`
  },
}

/**
 * Holds a lock for every worker that `events` announces, on one connection, for as long as the process lives. A
 * connection that breaks is made anew.
 */
export function showAlive(url: string, events: EventEmitter): { stop(): Promise<void> } {
  const names = new Set<string>()
  let stopped = false
  let connection = connect()

  async function connect(): Promise<pg.Client | undefined> {
    const client = new pg.Client({ connectionString: url, application_name: 'estrade workers', keepAlive: true })
    client.on('error', () => {})
    client.once('end', () => {
      if (!stopped) setTimeout(again, 1000).unref()
    })
    try {
      await client.connect()
      // A host that vanishes says no good-bye; the server finds out by itself within half a minute.
      await client.query('set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4')
      for (const name of names) await hold(client, name)
      return client
    } catch {
      await client.end().catch(() => {})
      return undefined
    }
  }

  function again() {
    connection = connect()
  }

  const hold = (client: pg.Client, name: string) =>
    client.query('select pg_advisory_lock($1, hashtext($2))', [lockSpace, name])

  // One after the other, since a connection takes one statement at a time.
  let queue: Promise<unknown> = Promise.resolve()
  const onCreate = ({ worker }: { worker: { workerId: string } }) => {
    names.add(worker.workerId)
    queue = queue.then(async () => {
      const client = await connection
      if (client) await hold(client, worker.workerId).catch(() => {})
    })
  }
  events.on('worker:create', onCreate)
  return {
    async stop() {
      stopped = true
      events.off('worker:create', onCreate)
      await queue
      const client = await connection
      await client?.end().catch(() => {})
    },
  }
}
