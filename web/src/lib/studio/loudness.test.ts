import assert from 'node:assert/strict'
import { test } from 'node:test'
import { floorDb, loudnessOf, peakDb } from './loudness.ts'

test('full scale is 0 dB, half of it 6 dB less, and silence the floor', () => {
  assert.equal(peakDb([0.2, -1, 0.4]), 0)
  assert.equal(Math.round(peakDb([0.5])), -6)
  assert.equal(peakDb([0, 0]), floorDb)
})

test('a pause between words does not make a voice quiet', () => {
  assert.equal(loudnessOf([-58, -14, -59]), 'good')
})

test('one sample at full scale is clipping, a whisper is quiet, nothing is silence', () => {
  assert.equal(loudnessOf([-20, 0, -20]), 'clipping')
  assert.equal(loudnessOf([-40, -45]), 'quiet')
  assert.equal(loudnessOf([]), 'silent')
})
