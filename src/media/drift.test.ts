import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Drift } from './drift.ts'

/** Four hours at 30 pictures a second of a sender whose clock is off; gives how far programme time is off at the end. */
function fourHours(partsPerMillion: number, jitterMs: number): number {
  const drift = new Drift()
  let moved = 0
  for (let nowMs = 0; nowMs < 4 * 3_600_000; nowMs += 1000 / 30) {
    const senderMs = nowMs * (1 - partsPerMillion / 1e6)
    moved += drift.note(nowMs - senderMs - moved + 40 + ((nowMs * 7919) % jitterMs), nowMs)
  }
  return 4 * 3_600_000 * (partsPerMillion / 1e6) - moved
}

test('programme time stays with the wall clock through hours of a clock that is off', () => {
  for (const partsPerMillion of [-100, -50, 0, 50, 100])
    assert.ok(Math.abs(fourHours(partsPerMillion, 60)) < 20, `${partsPerMillion}: ${fourHours(partsPerMillion, 60)} ms`)
})
