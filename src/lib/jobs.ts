import { EventEmitter } from 'node:events'
import { run, runOnce, type TaskList, type WorkerEvents, Logger as WorkerLogger } from 'graphile-worker'
import type { Logger } from 'pino'
import type { Ctx } from '../ctx.ts'
import type { Doors } from '../doors/doors.ts'
import type { Database, Sql } from './sql.ts'
import { giveBackLostJobs, showAlive } from './workers-alive.ts'

/**
 * Work for later. A job is a value, never a string: `ctx.later(sendReceipt, { orderId })`. It may run more than once
 * (a crash after its effect, before it is ticked off), so its effect must be idempotent.
 */
export type Job<P> =
  /** Everything in one transaction. */
  | { name: string; run(ctx: Ctx, payload: P): Promise<void> }
  /**
   * Work that leaves the house. No transaction waits for a network: `read` collects what is needed, `go` speaks to a
   * door with an idempotency key taken from the row it serves, `note` writes down what came of it.
   */
  | Errand<P>

// biome-ignore lint/suspicious/noExplicitAny: what read hands to go, and go to note, is each errand's own affair.
export type Errand<P, Request = any, Result = any> = {
  name: string
  /** Undefined: there is nothing to do any more. */
  read(ctx: Ctx, payload: P): Promise<Request | undefined>
  go(doors: Doors, request: Request): Promise<Result>
  note(ctx: Ctx, payload: P, result: Result): Promise<void>
}

/** Declares an errand with its types inferred. */
export const errand = <P, Request, Result>(definition: Errand<P, Request, Result>): Job<P> => definition

/** Recurring work: `run` at most once per `everyMs` over all processes. */
export type Beat = { name: string; everyMs: number; run(ctx: Ctx): Promise<void> }

/** Enqueues in the caller's transaction. A `key` replaces the waiting job of the same key. */
export async function enqueue(
  sql: Sql,
  name: string,
  payload: unknown,
  when: { at?: Date; key?: string } = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${name}, payload := ${JSON.stringify(payload)}::json, run_at := ${when.at ?? null}::timestamptz,
    job_key := ${when.key ?? null}, max_attempts := 25)`
}

export type Runner = { stop(): Promise<void> }
type Surroundings = {
  database: Database
  doors: Doors
  log: Logger
  /** Runs `work` in one transaction, as the house. */
  inCtx<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
}

// biome-ignore lint/suspicious/noExplicitAny: the list holds jobs of every payload; `later` has checked each.
export type AnyJob = Job<any>

function tasksOf(jobs: readonly AnyJob[], { inCtx, doors }: Surroundings): TaskList {
  const tasks: TaskList = {}
  for (const job of jobs) {
    if (tasks[job.name]) throw new Error(`two jobs are called ${job.name}`)
    tasks[job.name] = async (payload) => {
      if ('run' in job) return inCtx((ctx) => job.run(ctx, payload))
      const request = await inCtx((ctx) => job.read(ctx, payload))
      if (request === undefined) return
      const result = await job.go(doors, request)
      await inCtx((ctx) => job.note(ctx, payload, result))
    }
  }
  return tasks
}

/** Starts working off jobs and keeping beats. */
export async function startJobs(
  jobs: readonly AnyJob[],
  beats: readonly Beat[],
  surroundings: Surroundings,
): Promise<Runner> {
  const { database, log } = surroundings
  const events: WorkerEvents = new EventEmitter()
  const alive = showAlive(database.url, events)
  const worker = await run({
    events,
    pgPool: database.pool,
    taskList: tasksOf(jobs, surroundings),
    concurrency: 4,
    pollInterval: 1000,
    noHandleSignals: true,
    noPreparedStatements: false,
    logger: quiet(log),
  })
  const keeping = [giveBackLostJobs, ...beats].map((beat) => keepBeat(beat, surroundings))
  return {
    async stop() {
      await Promise.all(keeping.map((one) => one.stop()))
      await worker.stop()
      await alive.stop()
    },
  }
}

/** Runs every job that is due, once, and those they enqueue, until none is left. For tests. */
export async function runDueJobs(jobs: readonly AnyJob[], surroundings: Surroundings): Promise<void> {
  await runOnce({
    pgPool: surroundings.database.pool,
    taskList: tasksOf(jobs, surroundings),
    noHandleSignals: true,
    logger: quiet(surroundings.log),
  })
}

/** One process at a time runs a beat: whoever gets its advisory lock for the length of the transaction. */
export async function runBeat(beat: Beat, { inCtx }: Pick<Surroundings, 'inCtx'>): Promise<void> {
  await inCtx(async (ctx) => {
    const [turn] = await ctx.sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtext(${`beat.${beat.name}`})) as mine`
    if (turn?.mine) await beat.run(ctx)
  })
}

function keepBeat(beat: Beat, surroundings: Surroundings): { stop(): Promise<void> } {
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout
  const next = () => {
    timer = setTimeout(() => {
      running = runBeat(beat, surroundings)
        .catch((error) => surroundings.log.error({ err: error, beat: beat.name }, 'beat.failed'))
        .then(() => {
          if (!stopped) next()
        })
    }, beat.everyMs)
  }
  next()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

/** The worker's own chatter is debug; its errors are ours. */
function quiet(log: Logger) {
  return new WorkerLogger(() => (level, message, meta) => {
    if (level === 'error') log.error({ ...meta }, message)
    else if (level === 'warning') log.warn({ ...meta }, message)
  })
}
