import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase } from '../../test/postgres.ts'
import { followLogs } from './follow.ts'
import { type LogId, newId } from './ids.ts'
import { append, headOf, type LoggedEvent, lastOfLog, readLog } from './log.ts'
import { type Database, openDatabase } from './sql.ts'

let database: Database
let drop: () => Promise<void>
const now = new Date('2026-11-20T19:00:00.000Z')
const silent = { warn() {} }
const event = (n: number) => ({ type: 'thing.happened', body: { n } })
const newLog = () => newId<'log'>(now) as LogId

before(async () => {
  const fresh = await testDatabase()
  database = openDatabase(fresh.url)
  drop = fresh.drop
})
after(async () => {
  await database.close()
  await drop()
})

test('events are numbered from 1, in the order they were given', async () => {
  const log = newLog()
  assert.equal(await database.write((sql) => append(sql, log, now, [event(1), event(2)])), 2)
  assert.equal(await database.write((sql) => append(sql, log, now, [event(3)])), 3)
  assert.deepEqual(await readLog(database.sql, log, 1), [
    { seq: 2, at: now.toISOString(), type: 'thing.happened', body: { n: 2 } },
    { seq: 3, at: now.toISOString(), type: 'thing.happened', body: { n: 3 } },
  ])
  assert.equal((await lastOfLog(database.sql, log, 1))[0]!.seq, 3)
})

test('parallel writers leave no hole and no double, and a rollback leaves no trace', async () => {
  const log = newLog()
  await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      database
        .write(async (sql) => {
          await append(sql, log, now, [event(n), event(n)])
          if (n % 3 === 0) throw new Error('changed my mind')
        })
        .catch(() => {}),
    ),
  )
  const seqs = (await readLog(database.sql, log, 0)).map((one) => one.seq)
  assert.deepEqual(
    seqs,
    Array.from({ length: 80 }, (_, i) => i + 1),
  )
  assert.equal(await headOf(database.sql, log), 80)
})

test('a follower gets every event once, in order, from its cursor on', async () => {
  const log = newLog()
  await database.write((sql) => append(sql, log, now, [event(1), event(2)]))
  const follower = followLogs(database, silent)
  const heard: LoggedEvent[] = []
  const enough = Promise.withResolvers<void>()
  const follow = follower.follow(log, 1, (events) => {
    heard.push(...events)
    if (heard.length >= 41) enough.resolve()
  })
  await Promise.all(Array.from({ length: 40 }, (_, n) => database.write((sql) => append(sql, log, now, [event(n)]))))
  await enough.promise
  follow.stop()
  await follower.close()
  assert.deepEqual(
    heard.map((one) => one.seq),
    Array.from({ length: 41 }, (_, i) => i + 2),
  )
})

test('a follower whose connection was cut hears what it missed', async () => {
  const log = newLog()
  const follower = followLogs(database, silent)
  const heard: number[] = []
  const second = Promise.withResolvers<void>()
  follower.follow(log, 0, (events) => {
    heard.push(...events.map((one) => one.seq))
    if (heard.includes(2)) second.resolve()
  })
  await database.write((sql) => append(sql, log, now, [event(1)]))
  await database.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'estrade-log' and datname = current_database()`
  await database.write((sql) => append(sql, log, now, [event(2)]))
  await second.promise
  await follower.close()
  assert.deepEqual(heard, [1, 2])
})

test('what this process appends it hears without reading, in order and once, whoever commits first', async () => {
  const log = newLog()
  const read: string[] = []
  const counting = Object.assign((text: TemplateStringsArray, ...values: unknown[]) => {
    read.push(text.join('?'))
    return database.sql(text, ...values)
  }, database.sql)
  const follower = followLogs({ ...database, sql: counting as never }, silent)
  const heard: LoggedEvent[] = []
  const all = Promise.withResolvers<void>()
  follower.follow(log, 0, (events) => heard.push(...events) === 300 && all.resolve())
  // The first reading is that of whoever begins to follow.
  while (read.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  for (let n = 0; n < 100; n++) await database.write((sql) => append(sql, log, now, [event(n)]))
  const readInOrder = read.length
  await Promise.all(Array.from({ length: 200 }, (_, n) => database.write((sql) => append(sql, log, now, [event(n)]))))
  await all.promise
  assert.deepEqual(heard, await readLog(database.sql, log, 0))
  assert.ok(readInOrder < 20, `${readInOrder} readings for a hundred events one after the other`)
  await assert.rejects(
    database.write(async (sql) => {
      await append(sql, log, now, [event(0)])
      throw new Error('changed my mind')
    }),
  )
  await database.write((sql) => append(sql, log, now, [event(1)]))
  while (heard.length < 301) await new Promise((resolve) => setTimeout(resolve, 5))
  assert.equal(heard.at(-1)!.seq, 301)
  await follower.close()
})

test('a bus only makes it quicker: silent, lying, late or twice, every event is heard once and in order', async () => {
  const log = newLog()
  const hearers = new Set<(message: string) => void>()
  const sent: string[] = []
  const bus = {
    carries: () => true,
    publish: (_: string, message: string) => void sent.push(message),
    subscribe(_: string, hear: (message: string) => void) {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    close() {},
  }
  const other = openDatabase(database.url)
  const teller = followLogs(other, silent, bus)
  const follower = followLogs(database, silent, bus)
  const heard: LoggedEvent[] = []
  const follow = follower.follow(log, 0, (events) => void heard.push(...events))
  for (let n = 0; n < 60; n++) {
    await other.write((sql) => append(sql, log, now, [event(n), event(n)]))
    const messages = [[], sent.slice(-1), sent.slice(-2), ['{', 'null', '{"first":1}'], sent.slice(-3).reverse()][
      n % 5
    ]!
    for (const message of messages) for (const hear of hearers) hear(message)
  }
  while (heard.length < 120) await new Promise((resolve) => setTimeout(resolve, 5))
  assert.deepEqual(heard, await readLog(database.sql, log, 0))
  follow.stop()
  assert.equal(hearers.size, 0)
  await Promise.all([teller.close(), follower.close()])
  await other.close()
})
