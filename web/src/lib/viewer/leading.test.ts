import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Here, isLedOn, leadAfterMs } from './leading.ts'

const here: Here = {
  ...{ nowMs: 1_005_000, endedAtMs: 1_000_000, openedAtMs: 400_000 },
  ...{ visible: true, reducedMotion: false, assisted: false, busy: false },
}

test('whoever watched until the end is led on', () => {
  assert.ok(isLedOn(here))
  assert.ok(leadAfterMs >= 20_000)
})

test('nobody is moved who asked for less motion, is read to, looks elsewhere, or has something open', () => {
  for (const one of [{ reducedMotion: true }, { assisted: true }, { visible: false }, { busy: true }]) {
    assert.ok(!isLedOn({ ...here, ...one }), JSON.stringify(one))
  }
})

test('nobody is moved who came after the end, or comes back to the page much later', () => {
  assert.ok(!isLedOn({ ...here, openedAtMs: 1_001_000 }))
  assert.ok(!isLedOn({ ...here, nowMs: 1_070_000 }))
})
