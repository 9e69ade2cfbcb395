import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { figures, type Visit } from './figures.ts'

const minute = 60_000
const hour = 60 * minute
const visit = (viewer: string, joined: number, left: number): Visit => ({
  ...{ viewer, joinedAt: joined * minute, leftAt: left * minute },
})

test('a viewer in two tabs, or who came back, is one', () => {
  const seen = figures([visit('a', 0, 10), visit('a', 5, 20), visit('a', 30, 40), visit('b', 0, 60)], 0, hour)
  assert.deepEqual([seen.unique, seen.peak], [2, 2])
  assert.deepEqual([seen.averageWatchMs, seen.medianWatchMs], [45 * minute, 60 * minute])
})

test('whoever leaves as another comes was never there with them', () => {
  const seen = figures([visit('a', 0, 10), visit('b', 10, 20), visit('c', 15, 20)], 0, hour)
  assert.deepEqual([seen.peak, seen.peakAt], [2, 15 * minute])
})

test('only what lies within the show counts', () => {
  const seen = figures([visit('early', 0, 9), visit('waits', 0, 30), visit('stays', 40, 99)], 10 * minute, 50 * minute)
  assert.deepEqual([seen.unique, seen.averageWatchMs], [2, 15 * minute])
  assert.deepEqual([seen.perMinute.length, seen.perMinute[0], seen.perMinute[20], seen.perMinute[30]], [40, 1, 0, 1])
})

test('completed are those who were there for 95 % of it', () => {
  const seen = figures([visit('all', 0, 60), visit('enough', 3, 60), visit('late', 3.1, 60)], 0, hour)
  assert.deepEqual([seen.completed, seen.completion], [2, 2 / 3])
})

test('nobody came: no peak, no share', () => {
  assert.deepEqual(figures([], 0, hour).completion, null)
  assert.deepEqual(figures([], 0, hour).peakAt, null)
})

test('the figures are those of counting at every instant', () => {
  const someVisits = fc.array(
    fc.record({ viewer: fc.constantFrom('a', 'b', 'c', 'd', 'e'), joinedAt: fc.nat(50), stayed: fc.nat(20) }),
    { maxLength: 25 },
  )
  fc.assert(
    fc.property(someVisits, (list) => {
      const visits = list.map(({ viewer, joinedAt, stayed }) => ({ viewer, joinedAt, leftAt: joinedAt + stayed }))
      const [from, until] = [10, 45]
      const instants = Array.from({ length: until - from }, (_, i) => {
        const there = visits.filter((one) => one.joinedAt <= from + i && from + i < one.leftAt)
        return new Set(there.map((one) => one.viewer))
      })
      const seen = figures(visits, from, until)
      assert.equal(seen.peak, Math.max(...instants.map((there) => there.size)))
      assert.equal(seen.unique, new Set(instants.flatMap((there) => [...there])).size)
      const watched = instants.reduce((sum, there) => sum + there.size, 0)
      assert.equal(seen.averageWatchMs, seen.unique === 0 ? 0 : Math.round(watched / seen.unique))
    }),
  )
})
