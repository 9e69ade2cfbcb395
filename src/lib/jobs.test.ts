import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { pino } from 'pino'
import { openStage } from '../../test/stage.ts'
import type { Ctx } from '../ctx.ts'
import { type AnyJob, errand, runBeat, runDueJobs } from './jobs.ts'
import { giveBackLostJobs, showAlive } from './workers-alive.ts'

const log = pino({ level: 'silent' })
const stage = await openStage()
const inCtx = stage.write
const around = { database: stage.database, doors: {} as Ctx['doors'], log, inCtx }

test.after(() => stage[Symbol.asyncDispose]())

test('a job exists if and only if the transaction that wished for it commits', async () => {
  const ran: string[] = []
  const note: AnyJob = { name: 'test.note', run: async (_: Ctx, what: string) => void ran.push(what) }
  await inCtx((ctx) => ctx.later(note, 'kept'))
  await inCtx(async (ctx) => {
    await ctx.later(note, 'lost')
    throw new Error('changed my mind')
  }).catch(() => {})
  await runDueJobs([note], around)
  assert.deepEqual(ran, ['kept'])
})

test('an errand speaks to the outside between two transactions', async () => {
  const steps: string[] = []
  const ask = errand<number, { n: number }, string>({
    name: 'test.ask',
    async read(_, n) {
      steps.push('read')
      return { n }
    },
    async go(_, { n }) {
      steps.push('go')
      return `answer ${n}`
    },
    note: async (_, __, answer) => void steps.push(answer),
  })
  await inCtx((ctx) => ctx.later(ask, 42))
  await runDueJobs([ask], around)
  assert.deepEqual(steps, ['read', 'go', 'answer 42'])
})

test('a job that fails is kept for another try, and told why', async () => {
  let tries = 0
  const flaky: AnyJob = {
    name: 'test.flaky',
    async run() {
      if (++tries === 1) throw new Error('the line was cut')
    },
  }
  await inCtx((ctx) => ctx.later(flaky, null))
  await runDueJobs([flaky], around)
  // The worker writes the failure down a moment after it has let go of the job.
  const failures = () => stage.database.sql<{ lastError: string }>`
    select last_error from graphile_worker._private_jobs where last_error is not null and locked_by is null`
  while ((await failures()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  assert.match((await failures())[0]!.lastError, /the line was cut/)
  await stage.database.sql`update graphile_worker._private_jobs set run_at = now()`
  await runDueJobs([flaky], around)
  assert.equal(tries, 2)
})

test('the jobs of a killed worker are given back, those of a living one are not', async () => {
  const ran: string[] = []
  const note: AnyJob = { name: 'test.lost', run: async (_: Ctx, what: string) => void ran.push(what) }
  const dead = new EventEmitter()
  const living = new EventEmitter()
  const deadProcess = showAlive(stage.database.url, dead)
  const livingProcess = showAlive(stage.database.url, living)
  try {
    dead.emit('worker:create', { worker: { workerId: 'worker of the dead' } })
    living.emit('worker:create', { worker: { workerId: 'worker of the living' } })
    await untilLocked(2)
    await heldBy('worker of the dead', 'lost')
    await heldBy('worker of the living', 'under way')
    await deadProcess.stop()
    await untilLocked(1)
    await runBeat(giveBackLostJobs, around)
    await runDueJobs([note], around)
    assert.deepEqual(ran, ['lost'])
  } finally {
    await livingProcess.stop()
  }
})

const heldBy = async (worker: string, what: string) => {
  await inCtx((ctx) => ctx.later({ name: 'test.lost', run: async () => {} }, what))
  await stage.database.sql`
    update graphile_worker._private_jobs set locked_by = ${worker}, locked_at = now() - interval '1 minute'
    where payload::text = ${JSON.stringify(what)}`
}

async function untilLocked(count: number) {
  const locks = () => stage.database.sql<{ n: number }>`
    select count(*)::int as n from pg_locks where locktype = 'advisory' and objsubid = 2
      and database = (select oid from pg_database where datname = current_database())`
  while ((await locks())[0]?.n !== count) await new Promise((resolve) => setTimeout(resolve, 5))
}
