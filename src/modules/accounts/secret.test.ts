import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readSecret } from './secret.ts'

test('the secret is made once, also when several start at once, and nobody else can read it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'estrade-secret-'))
  try {
    const data = join(folder, 'data')
    const secrets = await Promise.all(Array.from({ length: 8 }, () => readSecret(data)))
    assert.equal(new Set([...secrets, await readSecret(data)]).size, 1)
    assert.ok(secrets[0]!.length >= 43)
    assert.equal((await stat(join(data, 'secret'))).mode & 0o777, 0o600)
    assert.deepEqual(await readdir(data), ['secret'])
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a given secret stands in for the file, if it is long enough to be one', async () => {
  const given = 'x7'.repeat(16)
  assert.equal(await readSecret('/nowhere', given), given)
  await assert.rejects(readSecret('/nowhere', 'short'), /at least 32/)
})
