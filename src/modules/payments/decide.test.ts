import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PaymentNotice } from '../../doors/doors.ts'
import type { IntentId, OrderId } from '../../lib/ids.ts'
import { money } from '../../lib/money.ts'
import { askAgainAt, type Intent, type IntentState, judge, type Outcome } from './decide.ts'

const intent: Intent = {
  intentId: 'intent' as IntentId,
  orderId: 'order' as OrderId,
  provider: 'fake',
  providerRef: 'fp_1',
  state: 'waiting',
  amount: money(5090, 'EUR'),
  refundedMinor: 0n,
}
const notice: PaymentNotice = {
  eventId: 'one',
  intentId: 'intent',
  providerRef: 'fp_1',
  kind: 'captured',
  amount: { minor: '5090', currency: 'EUR' },
}

const says = (kind: PaymentNotice['kind'], changes: Partial<Intent> = {}) =>
  judge({ ...intent, ...changes }, 'fake', { ...notice, kind })

test('money that was taken is believed in every state, once', () => {
  const expected: Record<IntentState, Outcome> = {
    created: 'captured',
    waiting: 'captured',
    declined: 'captured',
    cancelled: 'captured',
    captured: 'repeated',
    refunded: 'repeated',
  }
  for (const [state, outcome] of Object.entries(expected)) {
    assert.equal(says('captured', { state: state as IntentState }), outcome, state)
  }
})

test('a decline counts only while nothing is decided', () => {
  const expected: Record<IntentState, Outcome> = {
    created: 'declined',
    waiting: 'declined',
    declined: 'repeated',
    cancelled: 'late',
    captured: 'late',
    refunded: 'late',
  }
  for (const [state, outcome] of Object.entries(expected)) {
    assert.equal(says('declined', { state: state as IntentState }), outcome, state)
  }
})

test('a refund that overtakes its capture waits for it', () => {
  for (const state of ['created', 'waiting', 'declined', 'cancelled'] as const) {
    assert.equal(says('refunded', { state }), 'early')
  }
  assert.equal(says('refunded', { state: 'captured' }), 'refunded')
  assert.equal(says('refunded', { state: 'refunded', refundedMinor: 5090n }), 'repeated')
})

test('more than was captured never goes back', () => {
  assert.equal(says('refunded', { state: 'captured', refundedMinor: 1n }), 'wrongAmount')
})

test('another amount, currency, provider or payment changes nothing', () => {
  const but = (changes: Partial<PaymentNotice>) => judge(intent, 'fake', { ...notice, ...changes })
  assert.equal(but({ amount: { minor: '5089', currency: 'EUR' } }), 'wrongAmount')
  assert.equal(but({ amount: { minor: '-5090', currency: 'EUR' } }), 'wrongAmount')
  assert.equal(but({ amount: { minor: '5090', currency: 'USD' } }), 'wrongAmount')
  assert.equal(but({ providerRef: 'fp_2' }), 'foreignPayment')
  assert.equal(judge(intent, 'stripe', notice), 'foreignProvider')
  assert.equal(judge(undefined, 'fake', notice), 'unknownIntent')
})

test('a provider is asked after 15 s, then ever more seldom, at last not any more', () => {
  const start = new Date('2026-11-20T19:00:00Z')
  const after = (ms: number) => askAgainAt(start, new Date(start.getTime() + ms))
  assert.equal(after(15_000)!.getTime() - start.getTime(), 30_000)
  assert.equal(after(600_000)!.getTime() - start.getTime(), 1_200_000)
  assert.equal(after(7_200_000)!.getTime() - start.getTime(), 10_800_000)
  assert.equal(after(3 * 86_400_000), null)
})
