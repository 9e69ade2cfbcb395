import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ctx } from '../ctx.ts'
import { fact } from './facts.ts'

test('a fact is told to all its hearers in order, and nobody takes the place of another', async () => {
  const told: string[] = []
  const happened = fact<string>('test.happened')
  happened.heardBy(
    async (_, news) => void told.push(`first ${news}`),
    async (_, news) => void told.push(`second ${news}`),
  )
  await happened.tell({} as Ctx, 'news')
  assert.deepEqual(told, ['first news', 'second news'])
  assert.throws(() => happened.heardBy(async () => {}), { message: /test\.happened is heard already/ })
  happened.rewire(async (_, news) => void told.push(`instead ${news}`))
  await happened.tell({} as Ctx, 'more')
  assert.deepEqual(told.slice(2), ['instead more'])
})
