import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ShowStatus } from '../shows/state.ts'
import { goesOn, whyNotBegin } from './decide.ts'

const statuses: ShowStatus[] = ['draft', 'scheduled', 'live', 'ended', 'replay', 'cancelled']
const now = new Date('2026-05-01T18:00:00Z')
const later = new Date('2026-05-01T19:00:00Z')

test('a show is rehearsed before it starts, and only once at a time', () => {
  const codes = statuses.map((status) => whyNotBegin(status, false)?.code)
  const no = 'rehearsals.wrongState'
  assert.deepEqual(codes, [undefined, undefined, no, no, no, no])
  assert.equal(whyNotBegin('draft', true)?.code, 'rehearsals.running')
})

test('a rehearsal is over when its hour is, when its show starts, and when that is called off', () => {
  assert.deepEqual(
    statuses.map((status) => goesOn(status, later, now)),
    [true, true, false, false, false, false],
  )
  assert.equal(goesOn('draft', now, now), false)
})
