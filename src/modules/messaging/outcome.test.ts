import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterLoss, mailFailure, settle, triesMost } from './outcome.ts'

const now = new Date('2026-11-20T19:00:00Z')

test('what was lost with a process is sent again where that replaces, and given up where it would repeat', () => {
  assert.deepEqual(afterLoss('push'), { state: 'waiting' })
  assert.deepEqual(afterLoss('email'), { state: 'refused', reason: 'interrupted' })
})

test('every message ends as sent or as refused with a reason', () => {
  assert.deepEqual(settle({ state: 'sent' }, 1, now), { state: 'sent' })
  assert.deepEqual(settle({ state: 'gone' }, 1, now), { state: 'refused', reason: 'gone' })
  const busy = { state: 'later', reason: 'status 429', afterSeconds: 7 } as const
  assert.deepEqual(settle(busy, 1, now), { state: 'waiting', dueAt: new Date(now.getTime() + 7000) })
  assert.deepEqual(settle(busy, triesMost, now), { state: 'refused', reason: 'status 429' })
})

test('a mail is tried again only where it surely did not leave', () => {
  assert.equal(mailFailure({ responseCode: 550 }).reason, 'bounced')
  assert.equal(mailFailure({ message: '550 5.1.1 no such mailbox' }).reason, 'bounced')
  assert.equal(mailFailure({ responseCode: 451 }).state, 'later')
  assert.equal(mailFailure({ code: 'ECONNREFUSED' }).state, 'later')
  assert.deepEqual(mailFailure({ code: 'ETIMEDOUT' }), { state: 'refused', reason: 'interrupted' })
})
