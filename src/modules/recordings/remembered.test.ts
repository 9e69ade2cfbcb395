import assert from 'node:assert/strict'
import { test } from 'node:test'
import { remembered } from './remembered.ts'

const at = (ms: number) => ({ sql: undefined as never, now: new Date(ms) })

test('the same is read once in half a minute, and a failure is kept for nobody', async () => {
  let reads = 0
  const ask = remembered(async (_, key) => {
    if (key === 'bad') throw new Error('no')
    return ++reads
  })
  assert.deepEqual(await Promise.all([ask(at(0), 'a'), ask(at(10), 'a'), ask(at(29_999), 'a')]), [1, 1, 1])
  assert.equal(await ask(at(30_000), 'a'), 2)
  await assert.rejects(ask(at(0), 'bad'))
  await assert.rejects(ask(at(1), 'bad'))
})
