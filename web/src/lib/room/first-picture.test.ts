import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasBegun } from './first-picture.ts'

test('a picture is there with its first frame, not when its size is known', () => {
  const frames = [0, 1, 2, 3, 4].map((readyState) => hasBegun({ videoWidth: 1280, readyState }, false))
  assert.deepEqual(frames, [false, false, true, true, true])
})

test('sound alone is no picture', () => {
  assert.equal(hasBegun({ videoWidth: 0, readyState: 4 }, false), false)
})

test('what is only heard begins with its first sound', () => {
  const begun = [0, 1, 2].map((readyState) => hasBegun({ videoWidth: 0, readyState }, true))
  assert.deepEqual(begun, [false, false, true])
})
