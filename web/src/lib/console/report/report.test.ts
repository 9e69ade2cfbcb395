import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minuteTicks, ticks } from './report.ts'

test('the steps of a scale are round and reach above the most', () => {
  assert.deepEqual(ticks(1363), [0, 500, 1000, 1500])
  assert.deepEqual(ticks(7), [0, 2, 4, 6, 8])
  assert.deepEqual(ticks(0), [0, 1])
  assert.deepEqual(ticks(1), [0, 1])
})

test('as many minutes are named as can be read', () => {
  assert.deepEqual(minuteTicks(60, 6), [0, 10, 20, 30, 40, 50, 60])
  assert.deepEqual(minuteTicks(3, 6), [0, 1, 2, 3])
})
