import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { schemaText } from '../scripts/schema-text.ts'
import { testDatabase } from './postgres.ts'

test('migrations/schema.sql is the sum of the migrations (npm run schema)', async () => {
  const database = await testDatabase()
  const text = await schemaText(database.url).finally(database.drop)
  assert.equal(await readFile(new URL('../migrations/schema.sql', import.meta.url), 'utf8'), text)
})
