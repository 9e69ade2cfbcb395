import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { apiDocument } from '../src/server.ts'

test('docs/openapi.json is what the contract says; refresh it with npm run openapi', async () => {
  const kept = await readFile(new URL('../docs/openapi.json', import.meta.url), 'utf8')
  assert.ok(kept === `${JSON.stringify(apiDocument(), null, 2)}\n`, 'docs/openapi.json is stale')
})
