import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showsPicture } from './first-picture.ts'

test('a picture is there with its first frame, not when its size is known', () => {
  const frames = [0, 1, 2, 3, 4].map((readyState) => showsPicture({ videoWidth: 1280, readyState }))
  assert.deepEqual(frames, [false, false, true, true, true])
})

test('sound alone is no picture', () => {
  assert.equal(showsPicture({ videoWidth: 0, readyState: 4 }), false)
})
