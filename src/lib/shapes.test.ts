import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod'
import { newId } from './ids.ts'
import { page } from './shapes.ts'

test('a list goes on after an id, and after nothing else', () => {
  const shape = z.object(page)
  const after = newId(new Date())
  assert.deepEqual(shape.parse({ after }), { after, most: 50 })
  assert.deepEqual(shape.parse({}), { most: 50 })
  for (const wrong of ['nonsense', '', '{"__proto__":1}', `${after}\u0000`]) {
    assert.equal(shape.safeParse({ after: wrong }).success, false, wrong)
  }
})
