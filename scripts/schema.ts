import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { testDatabase } from '../test/postgres.ts'
import { schemaText } from './schema-text.ts'

/** `npm run schema` writes what all migrations add up to; with `--check` it fails when that is not what is committed. */
const path = new URL('../migrations/schema.sql', import.meta.url)

const database = await testDatabase()
const text = await schemaText(database.url).finally(database.drop)

if (!process.argv.includes('--check')) writeFileSync(path, text)
else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
  console.error('migrations/schema.sql is not the sum of the migrations: npm run schema')
  process.exitCode = 1
}
