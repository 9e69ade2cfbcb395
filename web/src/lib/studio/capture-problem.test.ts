import assert from 'node:assert/strict'
import { test } from 'node:test'
import { captureProblemOf } from './capture-problem.ts'

const refusal = (name: string) => new DOMException('no', name)

test('each way a browser refuses a camera has its own advice', () => {
  assert.equal(captureProblemOf(refusal('NotAllowedError'), undefined), 'denied')
  assert.equal(captureProblemOf(refusal('NotReadableError'), undefined), 'inUse')
  assert.equal(captureProblemOf(refusal('SecurityError'), undefined), 'insecure')
  assert.equal(captureProblemOf(refusal('InvalidStateError'), undefined), 'failed')
  assert.equal(captureProblemOf('nonsense', undefined), 'failed')
})

test('what is missing is named: a machine without a microphone is not told to buy a camera', () => {
  assert.equal(captureProblemOf(refusal('NotFoundError'), 'microphone'), 'noMicrophone')
  assert.equal(captureProblemOf(refusal('NotFoundError'), 'camera'), 'noCamera')
})
