import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type LinkStanding, onCancelLink, payLinkState } from './pay-link-rules.ts'

const expiresAt = new Date('2026-11-23T19:00:00Z')
const at = (ms: number) => new Date(expiresAt.getTime() + ms)
const link = (other: Partial<LinkStanding> = {}): LinkStanding => ({
  expiresAt,
  cancelledAt: null,
  order: null,
  ...other,
})

test('a pay link is open until its time is over, to the millisecond', () => {
  assert.deepEqual([payLinkState(link(), at(-1)), payLinkState(link(), at(0))], ['open', 'expired'])
  const order = { state: 'unpaid', cancelledBy: null } as const
  assert.deepEqual(
    [payLinkState(link({ order }), at(-1)), payLinkState(link({ order }), at(0))],
    ['ordered', 'expired'],
  )
})

test('once it is filled in, its order says how it stands; paid late is paid', () => {
  for (const state of ['paid', 'sent', 'refunded'] as const) {
    assert.equal(payLinkState(link({ order: { state, cancelledBy: null } }), at(99)), 'paid')
  }
  assert.equal(payLinkState(link({ order: { state: 'cancelled', cancelledBy: 'time' } }), at(0)), 'expired')
  assert.equal(payLinkState(link({ order: { state: 'cancelled', cancelledBy: 'staff' } }), at(-1)), 'cancelled')
  assert.equal(payLinkState(link({ cancelledAt: at(-9) }), at(-1)), 'cancelled')
})

test('staff call off what is open or waits to be paid, and nothing else', () => {
  assert.deepEqual((['open', 'ordered', 'paid', 'expired', 'cancelled'] as const).map(onCancelLink), [
    ...['release', 'cancelOrder', 'refuse', 'refuse', 'refuse'],
  ])
})
