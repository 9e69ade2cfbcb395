import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { crossMs, gapPx, Rows } from './rows.ts'

const stage = 390

test('what comes at once stands in rows below one another; what has no row is left out', () => {
  const rows = new Rows(3)
  const places = [1, 2, 3, 4].map(() => rows.place(0, 100, stage))
  assert.deepEqual(places, [0, 1, 2, undefined])
})

test('a row is free again when the whole of the last one is on the picture', () => {
  const rows = new Rows(1)
  assert.equal(rows.place(0, 100, stage), 0)
  const inMs = (crossMs * (100 + gapPx)) / (stage + 100)
  assert.equal(rows.place(inMs - 1, 100, stage), undefined)
  assert.equal(rows.place(inMs + 1, 100, stage), 0)
})

test('a long one is faster, and waits until it cannot run into the one before it', () => {
  const rows = new Rows(1)
  rows.place(0, 40, stage)
  const shortIsIn = (crossMs * (40 + gapPx)) / (stage + 40)
  assert.equal(rows.place(shortIsIn + 1, 700, stage), undefined)
})

test('whatever comes whenever: no two in one row touch', () => {
  const coming = fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 900 }), width: fc.integer({ min: 10, max: 900 }) }),
    {
      maxLength: 60,
    },
  )
  fc.assert(
    fc.property(coming, fc.integer({ min: 200, max: 1400 }), (texts, stage) => {
      const rows = new Rows(4)
      const flying: { row: number; at: number; width: number }[] = []
      let now = 0
      for (const { after, width } of texts) {
        now += after
        const row = rows.place(now, width, stage)
        if (row !== undefined) flying.push({ row, at: now, width })
      }
      const headAt = ({ at, width }: (typeof flying)[number], t: number) =>
        stage - ((t - at) / crossMs) * (stage + width)
      for (const [i, a] of flying.entries()) {
        for (const b of flying.slice(i + 1)) {
          if (a.row !== b.row || b.at >= a.at + crossMs) continue
          // The distance changes evenly, so both ends of their time together tell.
          for (const t of [b.at, a.at + crossMs]) assert.ok(headAt(a, t) + a.width <= headAt(b, t) + 1e-6)
        }
      }
    }),
  )
})
