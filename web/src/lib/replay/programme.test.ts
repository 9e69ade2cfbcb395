import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mediaAt, wallAt } from './programme.ts'

const eight = Date.UTC(2026, 10, 20, 20)
/** Ten seconds, a hole of five, ten seconds. */
const stretches = [
  { mediaMs: 0, wallMs: eight, durationMs: 10_000 },
  { mediaMs: 10_000, wallMs: eight + 15_000, durationMs: 10_000 },
]

test('a moment of the video has its wall clock, also after a hole', () => {
  assert.equal(wallAt(stretches, 0), eight)
  assert.equal(wallAt(stretches, 9_999), eight + 9_999)
  assert.equal(wallAt(stretches, 12_000), eight + 17_000)
})

test('a moment of the wall clock is found in the video; in a hole, where the video goes on', () => {
  assert.equal(mediaAt(stretches, eight + 4_000), 4_000)
  assert.equal(mediaAt(stretches, eight + 12_000), 10_000)
  assert.equal(mediaAt(stretches, eight + 20_000), 15_000)
  assert.equal(mediaAt(stretches, eight - 1_000), 0)
})
