import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertProven } from './proof.ts'

test('folding the log, loading from the database and joining late show the same room', async () => {
  const { steps, done, refused } = await assertProven('fold', '--runs', '500')
  assert.equal(steps, 500)
  assert.ok(Number(done) > 100 && Number(refused) > 50, 'wishes are granted, and refused')
})
