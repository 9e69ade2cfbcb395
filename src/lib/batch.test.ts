import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batch } from './batch.ts'

test('calls of the same instant become one batch', async () => {
  const sizes: number[] = []
  const ask = batch<string, number, number>(async (_, wishes) => {
    sizes.push(wishes.length)
    return wishes.map((wish) => wish * 2)
  })
  const answers = await Promise.all([1, 2, 3, 4].map((n) => ask('k', n)))
  assert.deepEqual(answers, [2, 4, 6, 8])
  assert.deepEqual(sizes, [4])
})

test('calls that come while a batch is under way wait for the next one, and keys do not wait for each other', async () => {
  const running: string[] = []
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const ask = batch<string, number, string>(async (key, wishes) => {
    running.push(`${key}${wishes.join('')}`)
    if (key === 'a' && wishes[0] === 1) await held
    return wishes.map((wish) => `${key}${wish}`)
  })
  const first = ask('a', 1)
  assert.equal(await ask('b', 1), 'b1')
  const later = [ask('a', 2), ask('a', 3)]
  release()
  assert.deepEqual(await Promise.all([first, ...later]), ['a1', 'a2', 'a3'])
  assert.deepEqual(running.sort(), ['a1', 'a23', 'b1'])
  assert.equal(ask.pending(), 0)
})

test('a batch that fails is told to each of its callers, and the next one goes on', async () => {
  const ask = batch<string, number, number>(async (_, wishes) => {
    if (wishes.includes(13)) throw new Error('no luck')
    return wishes
  })
  const outcomes = await Promise.allSettled([ask('k', 13), ask('k', 1)])
  assert.deepEqual(
    outcomes.map((one) => one.status),
    ['rejected', 'rejected'],
  )
  assert.equal(await ask('k', 2), 2)
})

test('a batch is never larger than the most', async () => {
  const sizes: number[] = []
  const ask = batch<string, number, number>(async (_, wishes) => {
    sizes.push(wishes.length)
    return wishes
  }, 3)
  await Promise.all(Array.from({ length: 8 }, (_, i) => ask('k', i)))
  assert.deepEqual(sizes, [3, 3, 2])
})
