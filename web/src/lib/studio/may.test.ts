import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNotGoLive } from './go-live.ts'
import { mayAs } from './may.ts'

test('a moderator pins and moderates, and neither goes on air nor reads orders', () => {
  assert.deepEqual(mayAs(['moderator']), {
    goOnAir: false,
    moderate: true,
    seeOrders: false,
    publishReplay: false,
  })
})

test('roles add up', () => {
  const may = mayAs(['moderator', 'finance'])
  assert.equal(may.moderate && may.seeOrders, true)
  assert.equal(mayAs([]).moderate, false)
})

test('a show goes live only with its picture coming, and only once', () => {
  assert.equal(whyNotGoLive('scheduled', 'coming', true), undefined)
  assert.equal(whyNotGoLive('draft', 'coming', true), undefined)
  assert.equal(whyNotGoLive('scheduled', 'none', true), 'noPicture')
  assert.equal(whyNotGoLive('scheduled', 'lost', true), 'lost')
  assert.equal(whyNotGoLive('scheduled', undefined, true), 'asking')
  assert.equal(whyNotGoLive('scheduled', 'coming', false), 'role')
  assert.equal(whyNotGoLive('ended', 'coming', true), 'over')
})
