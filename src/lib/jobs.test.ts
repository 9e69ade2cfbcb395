import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { openStage } from '../../test/stage.ts'
import type { Ctx } from '../ctx.ts'
import { type AnyJob, errand, giveBackLostJobs, runBeat, runDueJobs } from './jobs.ts'

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

test('a job that a killed worker held is given back, one that is under way is not', async () => {
  const ran: string[] = []
  const note: AnyJob = { name: 'test.lost', run: async (_: Ctx, what: string) => void ran.push(what) }
  await inCtx((ctx) => ctx.later(note, 'held long'))
  await inCtx((ctx) => ctx.later(note, 'held now'))
  const hold = (what: string, since: string) => stage.database.sql`
    update graphile_worker._private_jobs set locked_by = ${what}, locked_at = now() - ${since}::interval
    where payload::text = ${JSON.stringify(what)}`
  await hold('held long', '2 minutes')
  await hold('held now', '10 seconds')
  await runBeat(giveBackLostJobs, around)
  await runDueJobs([note], around)
  assert.deepEqual(ran, ['held long'])
})
