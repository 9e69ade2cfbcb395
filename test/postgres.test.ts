import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { testDatabase } from './postgres.ts'

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const answer = await client.query<Row>(text).finally(() => client.end())
  return answer.rows
}

test('a test database has every migration and shares nothing with another', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()])
  await query(one.url, 'create table mine (x int)')
  const [found] = await query<{ mine: string | null }>(other.url, `select to_regclass('mine') as mine`)
  assert.equal(found?.mine, null)
  const ran = await query(one.url, 'select name from house.migrations')
  assert.ok(Array.isArray(ran))
  await Promise.all([one.drop(), other.drop()])
})

test('a dropped test database is gone even when something is still connected', async () => {
  const { url, drop } = await testDatabase()
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  await drop()
  await assert.rejects(query(url, 'select 1'), /does not exist/)
  await client.end()
})
