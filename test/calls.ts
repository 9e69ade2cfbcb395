import assert from 'node:assert/strict'
import { pino } from 'pino'
import type { Ctx, Who } from '../src/ctx.ts'
import type { Doors } from '../src/doors/doors.ts'
import { testClock } from '../src/lib/clock.ts'
import { ctxOver } from '../src/lib/http.ts'
import { newId } from '../src/lib/ids.ts'
import { Refusal } from '../src/lib/problems.ts'
import { type Database, openDatabase } from '../src/lib/sql.ts'
import { testDatabase } from './postgres.ts'

type Person = Extract<Who, { kind: 'person' }>

/** For tests of verbs: calls on a database of their own, each in one transaction, at a time that moves when told. */
export type Calls = {
  database: Database
  clock: ReturnType<typeof testClock>
  call<T>(who: Who, work: (ctx: Ctx) => Promise<T>): Promise<T>
  account(email: string, emailVerified?: boolean): Promise<Person>
  guest(name: string): Promise<Person>
  close(): Promise<void>
}

export async function openCalls(): Promise<Calls> {
  const { url, drop } = await testDatabase()
  const database = openDatabase(url)
  const clock = testClock()
  const log = pino({ level: 'silent' })
  const add = async (name: string, email: string, emailVerified: boolean, guest: boolean): Promise<Person> => {
    const personId = newId<'person'>(clock.now())
    await database.sql`insert into accounts.people (id, name, email, email_verified, guest, created_at, updated_at)
      values (${personId}, ${name}, ${email}, ${emailVerified}, ${guest}, now(), now())`
    return { kind: 'person', personId, guest, name, roles: {} }
  }
  return {
    database,
    clock,
    call: (who, work) => database.write((sql) => work(ctxOver(sql, who, { doors: {} as Doors, log, clock }))),
    account: (email, emailVerified = true) => add(email, email, emailVerified, false),
    guest: (name) => add(name, `${newId(clock.now())}@guest.invalid`, false, true),
    async close() {
      await database.close()
      await drop()
    },
  }
}

export const refused = (code: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error))
  assert.equal(error.problem.code, code)
  return true
}
