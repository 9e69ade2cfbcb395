import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readClock } from '../../../web/src/lib/media/clock.ts'
import { barClocks, drawBarClock } from './bar-clock.ts'
import type { PictureShape } from './messages.ts'

const now = Date.UTC(2026, 10, 20, 20, 0, 0)

/** A grey picture as a canvas would give it, at `1/shrink` of the size, with the clock in it. */
function picture(shape: PictureShape, ms: number, shrink: number, noise: (at: number) => number) {
  const clock = barClocks[shape]
  const luma = new Uint8Array((clock.width * clock.height * 3) / 2).fill(90)
  drawBarClock(luma, clock, ms)
  const [width, height] = [clock.width / shrink, clock.height / shrink]
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4
      data.fill(luma[y * shrink * clock.width + x * shrink]! + noise(at), at, at + 3)
    }
  }
  return { data, width, height }
}

test('any instant drawn is read back to the millisecond, wide and tall, at full and half size, through noise', () => {
  const instants = fc.integer({ min: now, max: now + 10 * 365 * 86_400_000 })
  fc.assert(
    fc.property(fc.constantFrom('wide', 'tall'), instants, fc.constantFrom(1, 2), (shape, ms, shrink) => {
      const noise = (at: number) => ((at * 7919) % 61) - 30
      assert.equal(readClock(picture(shape, ms, shrink, noise), now), ms)
    }),
    { numRuns: 20 },
  )
})

test('a picture without the clock reads as none', () => {
  for (const grey of [0, 90, 255]) {
    const data = new Uint8ClampedArray(1280 * 720 * 4).fill(grey)
    assert.equal(readClock({ data, width: 1280, height: 720 }, now), undefined)
  }
  const smudged = picture('wide', now, 1, () => 0)
  smudged.data.fill(255, 645 * 1280 * 4, 655 * 1280 * 4)
  assert.equal(readClock(smudged, now), undefined)
})
