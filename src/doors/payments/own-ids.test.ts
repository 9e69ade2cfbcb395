import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../../lib/ids.ts'
import { bornAt, compactId, fullId, payUntil } from './own-ids.ts'

test('an id goes out as 32 letters and digits, comes back whole, and says when it was made', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }), (at) => {
      const id = newId(at)
      assert.match(compactId(id), /^[0-9a-f]{32}$/)
      assert.equal(fullId(compactId(id)), id)
      assert.deepEqual(bornAt(id), at)
      assert.ok(payUntil(id) > at)
    }),
  )
})

test('what is none of ours stays as it is', () => {
  for (const text of ['', 'LIVE2026000001', 'F'.repeat(32), 'f'.repeat(33)]) assert.equal(fullId(text), text)
})
