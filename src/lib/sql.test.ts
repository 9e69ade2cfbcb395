import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase } from '../../test/postgres.ts'
import { type Database, openDatabase, type Sql } from './sql.ts'

let database: Database
let drop: () => Promise<void>

before(async () => {
  const fresh = await testDatabase()
  database = openDatabase(fresh.url)
  drop = fresh.drop
  await database.sql.text('create table public.counted (n int primary key check (n > 0))')
})
after(async () => {
  await database.close()
  await drop()
})

const count = (sql: Sql, n: number) => sql`insert into public.counted values (${n})`
const counted = async () => (await database.sql<{ n: number }>`select n from public.counted order by n`).map((r) => r.n)

test('writes that travel with the commit are there when the answer is', async () => {
  const answer = await database.writeLast(async (sql) => ({ answer: 'done', writes: [count(sql, 1), count(sql, 2)] }))
  assert.equal(answer, 'done')
  assert.deepEqual(await counted(), [1, 2])
})

test('one write that fails takes the others with it, before and after it, and names itself', async () => {
  const before = await counted()
  const work = async (sql: Sql) => ({ answer: 'done', writes: [count(sql, 10), count(sql, 0), count(sql, 11)] })
  await assert.rejects(database.writeLast(work), { code: '23514' })
  assert.deepEqual(await counted(), before)
  // The connection is as good as new.
  await database.write((sql) => count(sql, 12))
  assert.deepEqual(await counted(), [...before, 12])
})

test('what fails behind a statement that was not awaited yet fails for the reason of the first, and is tried again', async () => {
  let tries = 0
  const answer = await database.write(async (sql) => {
    const first = ++tries > 1 ? count(sql, 50) : sql`do $$ begin raise exception using errcode = '40001'; end $$`
    first.catch(() => {})
    await count(sql, 51)
    return tries
  })
  assert.equal(answer, 2)
})

test('a failure that the work swallows is no commit', async () => {
  const before = await counted()
  const work = async (sql: Sql) => {
    await count(sql, 20)
    await count(sql, 0).catch(() => {})
  }
  await assert.rejects(database.write(work), { message: 'the transaction ended with ROLLBACK' })
  assert.deepEqual(await counted(), before)
})

test('a statement that comes after the commit fails loudly instead of standing alone', async () => {
  let late: Sql | undefined
  await database.write(async (sql) => {
    late = sql
  })
  await assert.rejects(async () => count(late!, 30), { message: 'a statement came after the commit' })
  assert.ok(!(await counted()).includes(30))
})

test('whoever holds a connection gets no second one, by whatever way, and may have one afterwards', async () => {
  let later: Promise<unknown> | undefined
  for (const second of [
    () => count(database.sql, 40),
    () => database.write((sql) => count(sql, 40)),
    () => database.pool.query('select 1'),
  ]) {
    const work = async () => {
      later = new Promise((resolve) => setTimeout(() => resolve(database.sql`select 1`), 20))
      await second()
    }
    await assert.rejects(database.write(work), { message: 'a transaction waits for a second connection' })
    await later
  }
  assert.ok(!(await counted()).includes(40))
})
