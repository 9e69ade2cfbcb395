import assert from 'node:assert/strict'
import { test } from 'node:test'
import { slugOf } from './slug.ts'

test('an address keeps the letters of a name that every keyboard has', () => {
  assert.equal(slugOf('Maison Élan & Co.'), 'maison-elan-co')
  assert.equal(slugOf('  Ünter — 12 '), 'unter-12')
  assert.equal(slugOf('白瓷'), '')
  assert.equal(slugOf(`${'a'.repeat(39)} b`), 'a'.repeat(39))
})
