import type { Ctx, Who } from '../src/ctx.ts'
import type { Doors } from '../src/doors/doors.ts'
import { testClock } from '../src/lib/clock.ts'
import { ctxOver } from '../src/lib/http.ts'
import { type Id, newId } from '../src/lib/ids.ts'
import { type Database, openDatabase } from '../src/lib/sql.ts'
import { testDatabase } from './postgres.ts'

export type Stage = AsyncDisposable & {
  database: Database
  clock: ReturnType<typeof testClock>
  /** One transaction of a verb, as the edge would open it; as the house unless told otherwise. */
  write<T>(work: (ctx: Ctx) => Promise<T>, who?: Who): Promise<T>
  id<Kind extends string>(): Id<Kind>
}

/** A database of its own and a clock that stands still, for the verbs of one module: no app, no fact is heard. */
export async function openStage(doors: Partial<Doors> = {}, connections = 16): Promise<Stage> {
  const { url, drop } = await testDatabase()
  const database = openDatabase(url, { connections, name: 'stage' })
  const clock = testClock()
  const silent = { info() {}, warn() {}, error() {}, debug() {} } as unknown as Ctx['log']
  return {
    database,
    clock,
    write: (work, who = { kind: 'house' }) =>
      database.write((sql) => work(ctxOver(sql, who, { doors: doors as Doors, log: silent, clock }))),
    id: () => newId(clock.now()),
    async [Symbol.asyncDispose]() {
      await database.close()
      await drop()
    },
  }
}
