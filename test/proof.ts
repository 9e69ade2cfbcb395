import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'

/**
 * Runs a proof as anybody would, in a process of its own, and asserts that it found no violation.
 * @returns its last line, read
 */
export async function assertProven(name: string, ...flags: string[]): Promise<Record<string, unknown>> {
  const script = resolve(import.meta.dirname, '../scripts/prove.ts')
  const proof = spawn(process.execPath, [script, name, '--smoke', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [said, complaints, [code]] = await Promise.all([text(proof.stdout), text(proof.stderr), once(proof, 'exit')])
  const last = said.trimEnd().split('\n').at(-1)!
  assert.equal(code, 0, `${said}\n${complaints}`)
  const result = JSON.parse(last) as Record<string, unknown>
  assert.equal(result.prove, name)
  assert.equal(result.violations, 0)
  assert.ok(Number.isSafeInteger(result.seed), 'the seed is printed')
  return result
}
