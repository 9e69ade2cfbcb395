import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Asked, noRules, quietEnd, type Rules, type Standing, verdict } from './decide.ts'
import { wants } from './state.ts'

const now = new Date('2026-06-10T21:00:00Z')
const dana: Standing = { chosen: {}, quiet: null, timeZone: 'Europe/Paris', day: 0, week: 0 }
const told = (
  asked: Partial<Asked>,
  person: Partial<Standing> = {},
  rules: Partial<Rules> = {},
  channel: 'push' | 'email' = 'push',
) => {
  const whole = { kind: 'news' as const, necessary: false, waits: 'ever' as const, ...asked }
  const somebody = { ...dana, ...person }
  return verdict(whole, channel, { ...noRules, ...rules }, somebody, quietEnd(whole.kind, somebody, now))
}
const yes = { chosen: { push: true, email: true }, quiet: { from: 0, until: 0 } }

test('news and offers are pushed and mailed only to those who said so; reminders to all who asked', () => {
  assert.deepEqual(told({}), { send: 'no', reason: 'unwanted' })
  assert.deepEqual(told({ kind: 'offers' }, {}, {}, 'email'), { send: 'no', reason: 'unwanted' })
  assert.deepEqual(told({}, yes), { send: 'now' })
  assert.deepEqual(told({ kind: 'asked' }), { send: 'now' })
  assert.deepEqual(told({ kind: 'asked' }, { chosen: { push: false } }), { send: 'no', reason: 'unwanted' })
})

test('the mails of an order are sent whatever was chosen; its messages in the inbox are as chosen', () => {
  assert.equal(wants('orders', 'email', false), true)
  assert.equal(wants('orders', 'inbox', false), false)
  assert.equal(wants('orders', 'push', true), false)
})

test('news waits for the end of the quiet hours, also of those who chose none; a reminder only of those who did', () => {
  const end = new Date('2026-06-11T06:00:00Z')
  assert.deepEqual(told({}, { chosen: { push: true } }), { send: 'later', at: end })
  assert.deepEqual(told({ kind: 'asked' }), { send: 'now' })
  const own = { quiet: { from: 22 * 60, until: 7 * 60 } }
  assert.deepEqual(told({ kind: 'asked' }, own), { send: 'later', at: new Date('2026-06-11T05:00:00Z') })
})

test('what makes no sense after the quiet hours is not sent late', () => {
  const own = { quiet: { from: 22 * 60, until: 7 * 60 } }
  const no = { send: 'no', reason: 'quietHours' }
  assert.deepEqual(told({ kind: 'asked', waits: 'never' }, own), no)
  const end = new Date('2026-06-11T05:00:00Z')
  assert.deepEqual(told({ kind: 'asked', waits: { before: end } }, own), no)
  const later = { before: new Date(end.getTime() + 1) }
  assert.deepEqual(told({ kind: 'asked', waits: later }, own), { send: 'later', at: end })
})

test('over the limit of a day or a week nothing is sent', () => {
  const capped = { send: 'no', reason: 'capped' }
  assert.deepEqual(told({}, { ...yes, day: 1 }, { dayMost: 2 }), { send: 'now' })
  assert.deepEqual(told({}, { ...yes, day: 2 }, { dayMost: 2 }), capped)
  assert.deepEqual(told({}, { ...yes, week: 5 }, { weekMost: 5 }), capped)
})

test('a reminder is held back only where the brand wants it so, and news of a change never', () => {
  const often = { day: 9, week: 9 }
  assert.deepEqual(told({ kind: 'asked' }, often, { dayMost: 1 }), { send: 'now' })
  const all = { dayMost: 1, capsAsked: true }
  assert.deepEqual(told({ kind: 'asked' }, often, all), { send: 'no', reason: 'capped' })
  assert.deepEqual(told({ kind: 'asked', necessary: true }, often, all), { send: 'now' })
})
