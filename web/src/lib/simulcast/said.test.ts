import assert from 'node:assert/strict'
import { test } from 'node:test'
import words from '../messages/simulcast.en.ts'
import { saidOf, toneOf } from './said.ts'

const target = {
  state: 'retrying',
  since: null,
  reason: 'badKey',
  code: 'NetStream.Publish.BadName',
  retryInSeconds: 8,
} as const
const said = (more: Partial<Parameters<typeof saidOf>[0]>) => saidOf({ ...target, ...more }, words, () => '14:05')

test('a platform that refuses says why, and when it is tried again', () => {
  assert.equal(said({}), 'It refused the stream key. Next try in 8 s.')
  assert.equal(said({ retryInSeconds: 0 }), 'It refused the stream key. Trying again.')
  assert.equal(said({ reason: 'other', code: 'NetConnection.Odd' }), 'It said: NetConnection.Odd. Next try in 8 s.')
})

test('a platform that is sent to says since when; one that never can be, why', () => {
  assert.equal(said({ state: 'live', since: '2026-11-20T13:05:00Z', reason: null }), 'On air there since 14:05')
  assert.equal(said({ state: 'unfit', reason: 'unfit', code: 'hvc1' }), 'It takes H.264 only: send H.264')
  assert.deepEqual(
    (['live', 'off', 'connecting', 'locked'] as const).map((state) => toneOf({ state })),
    [...(['good', 'plain', 'busy', 'bad'] as const)],
  )
})
