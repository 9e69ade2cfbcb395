import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextOf, waitsOf, whyNotTell, zoneOf } from './decide.ts'

const show = { status: 'scheduled', visibility: 'public' } as const

test('followers are told of a coming show that it is announced, of one on air that it has begun, and each once', () => {
  assert.equal(nextOf(show), 'announced')
  assert.equal(nextOf({ status: 'live' }), 'started')
  assert.equal(nextOf({ status: 'draft' }), null)
  assert.equal(whyNotTell(show, 'announced', []), null)
  assert.equal(whyNotTell(show, 'announced', ['announced']), 'told')
  assert.equal(whyNotTell(show, 'started', []), 'notNow')
  assert.equal(whyNotTell({ ...show, status: 'live' }, 'started', ['announced']), null)
  assert.equal(whyNotTell({ ...show, status: 'ended' }, null, []), 'notNow')
})

test('nobody is told of a show that is not open to everybody', () => {
  for (const visibility of ['unlisted', 'private']) {
    assert.equal(whyNotTell({ ...show, visibility }, 'announced', []), 'notPublic', visibility)
  }
})

test('an announcement waits until the show at most, a start not at all', () => {
  const startsAt = new Date('2026-06-10T20:00:00Z')
  assert.deepEqual(waitsOf('announced', startsAt), { before: startsAt })
  assert.equal(waitsOf('announced', null), 'ever')
  assert.equal(waitsOf('started', startsAt), 'never')
})

test('a country has a zone, and one that there is not has the world’s', () => {
  assert.equal(zoneOf('FR'), 'Europe/Paris')
  assert.equal(zoneOf('ZZ'), 'UTC')
})
