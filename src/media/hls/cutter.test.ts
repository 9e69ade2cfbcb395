import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Cut, Cutter, type Frame } from './cutter.ts'

const open = (firstSegment = false) => new Cutter({ timescale: 90000, partMs: 333, firstSegment })
const frame = (ms: number, key = false): Frame => ({ ts: ms * 90, key, data: Buffer.alloc(0) })
const lengths = (cuts: Cut[]) => cuts.map((cut) => Math.round((cut.end - cut.start) / 90))

test('ten pictures at 30 fps are one part of a third of a second', () => {
  const cutter = open()
  const cuts = Array.from({ length: 31 }, (_, i) => cutter.push(frame((i * 100) / 3, i === 0))).flat()
  assert.deepEqual(lengths(cuts), [333, 333, 333])
  assert.ok(cuts.every((cut) => cut.samples.length === 10 && !cut.endsSegment))
})

test('a part ends before a picture that turned out long', () => {
  const cutter = open()
  const cuts = [0, 33, 66, 100, 400, 433].flatMap((ms) => cutter.push(frame(ms, ms === 0)))
  assert.deepEqual(lengths(cuts), [100, 300])
})

test('a segment ends before a key picture, the first one early', () => {
  const at = (cutter: Cutter, keyEveryMs: number) => {
    const cuts = Array.from({ length: 180 }, (_, i) => cutter.push(frame(i * 40, (i * 40) % keyEveryMs === 0))).flat()
    return cuts.filter((cut) => cut.endsSegment).map((cut) => cut.end / 90)
  }
  assert.deepEqual(at(open(false), 1000), [2000, 4000, 6000])
  assert.deepEqual(at(open(true), 1000), [1000, 3000, 5000, 7000])
})

test('without key pictures a segment still keeps below the declared duration', () => {
  const cutter = open()
  const cuts = Array.from({ length: 300 }, (_, i) => cutter.push(frame(i * 40, i === 0))).flat()
  const ends = cuts.filter((cut) => cut.endsSegment).map((cut) => cut.end / 90)
  ends.reduce((before, end) => {
    assert.ok(end - before < 3500, `${end - before} ms`)
    return end
  }, 0)
  assert.ok(ends.length >= 3)
})

test('whatever the rhythm, no picture is lost, doubled or moved', () => {
  const gaps = fc.array(fc.tuple(fc.integer({ min: 1, max: 600 }), fc.boolean()), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(gaps, (steps) => {
      const cutter = open()
      let at = 0
      const sent: number[] = []
      const cuts = steps.flatMap(([ms, key]) => {
        at += ms * 90
        sent.push(at)
        return cutter.push({ ts: at, key, data: Buffer.alloc(0) })
      })
      cuts.push(...cutter.flush())
      const samples = cuts.flatMap((cut) => cut.samples)
      assert.deepEqual(
        samples.map((sample) => sample.ts),
        sent,
      )
      for (const [i, sample] of samples.slice(0, -1).entries())
        assert.equal(sample.ts + sample.duration, samples[i + 1]!.ts)
      for (const cut of cuts)
        assert.ok(
          cut.samples.length === 1 || (cut.end - cut.start) / 90 <= 334 || cut.endsSegment,
          'parts keep the target',
        )
    }),
  )
})
