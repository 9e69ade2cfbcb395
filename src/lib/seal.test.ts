import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sealWith } from './seal.ts'

test('what is sealed opens again here, at its own place, and nowhere else', () => {
  const seal = sealWith('the secret of an install')
  const sealed = seal.close('live_1234-abcd', 'target 1')
  assert.equal(seal.open(sealed, 'target 1'), 'live_1234-abcd')
  assert.equal(sealWith('the secret of an install').open(sealed, 'target 1'), 'live_1234-abcd', 'after a restart')
  assert.equal(seal.open(sealed, 'target 2'), undefined)
  assert.equal(sealWith('another secret').open(sealed, 'target 1'), undefined)
  assert.equal(sealed.includes('live_1234'), false)
  assert.notDeepEqual(seal.close('live_1234-abcd', 'target 1'), sealed)
  sealed[20]! ^= 1
  assert.equal(seal.open(sealed, 'target 1'), undefined)
  assert.equal(seal.open(sealed.subarray(0, 10), 'target 1'), undefined)
})
