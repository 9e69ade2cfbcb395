import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isId, newId } from './ids.ts'

test('an id carries its instant first, so ids sort by time', () => {
  const early = newId(new Date('2026-11-20T19:00:00.000Z'))
  const late = newId(new Date('2026-11-20T19:00:00.001Z'))
  assert.ok(early < late)
  assert.equal(Number.parseInt(early.replaceAll('-', '').slice(0, 12), 16), Date.parse('2026-11-20T19:00:00.000Z'))
})

test('an id is a UUID of version 7', () => {
  const id = newId(new Date(), (bytes) => bytes.fill(255))
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7fff-bfff-ffffffffffff$/)
  assert.ok(isId(id))
  assert.ok(!isId(id.toUpperCase()) && !isId(`${id}0`) && !isId(7))
})
