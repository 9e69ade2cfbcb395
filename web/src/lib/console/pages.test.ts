import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cursorOf, neighboursOf } from './pages.ts'

const at = (query: string) => new URL(`http://estrade.example/orders${query}`)

test('the first page has no way back, and a filter stays', () => {
  assert.equal(cursorOf(at('?state=paid')), undefined)
  assert.deepEqual(neighboursOf(at('?state=paid'), 'a'), { nextHref: '/orders?state=paid&after=a' })
})

test('the way back is the trail without its last step', () => {
  assert.equal(cursorOf(at('?after=a,b')), 'b')
  assert.deepEqual(neighboursOf(at('?after=a,b'), null), { previousHref: '/orders?after=a' })
  assert.deepEqual(neighboursOf(at('?after=a'), null), { previousHref: '/orders' })
})

test('a trail stays short enough for an address', () => {
  const trail = Array.from({ length: 40 }, (_, step) => `c${step}`).join(',')
  const { nextHref = '' } = neighboursOf(at(`?after=${trail}`), 'last')
  assert.equal(cursorOf(new URL(nextHref, 'http://estrade.example')), 'last')
  assert.ok(nextHref.length < 200)
})
