import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

test('sound is transcoded through any number of garbage collections', { timeout: 60_000 }, () => {
  const script = new URL('./collecting-transcode.ts', import.meta.url).pathname
  const run = spawnSync(process.execPath, ['--expose-gc', script], { encoding: 'utf8' })
  assert.equal(run.signal, null, run.stderr)
  // 20 s are 937 frames; the encoder and the resampler still hold a few.
  assert.ok(Number(run.stdout) > 925, run.stdout + run.stderr)
})
