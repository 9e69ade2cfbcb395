import assert from 'node:assert/strict'
import { test } from 'node:test'
import words from '#lib/messages/console.en.ts'
import { Refused } from '../../../../src/lib/client.ts'
import { malformedFields, refusalText } from './refusal-text.ts'

const refused = (code: string, details = {}) => new Refused({ code, status: 409, title: code, ...details })

test('a refusal is said in words, an unknown one in general words', () => {
  assert.equal(refusalText(words, refused('catalog.skuTaken')), words.problems['catalog.skuTaken'])
  assert.equal(refusalText(words, refused('catalog.tomorrow')), words.problems.other)
  assert.equal(refusalText(words, new TypeError('a bug')), words.problems.other)
})

test('a malformed call names its fields', () => {
  const error = refused('edge.malformed', { issues: [{ path: 'variants.0.sku', message: 'too long' }] })
  assert.deepEqual(malformedFields(error), ['variants.0.sku'])
  assert.deepEqual(malformedFields(refused('catalog.skuTaken')), [])
})
