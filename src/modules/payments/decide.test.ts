import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PaymentNotice } from '../../doors/doors.ts'
import type { IntentId } from '../../lib/ids.ts'
import { money } from '../../lib/money.ts'
import { askAgainAt, type Intent, type IntentState, judge, type KnownRefund, type Outcome } from './decide.ts'

const intent: Intent = {
  intentId: 'intent' as IntentId,
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
    pending: 'captured',
    review: 'captured',
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
    pending: 'declined',
    review: 'late',
    declined: 'repeated',
    cancelled: 'late',
    captured: 'late',
    refunded: 'late',
  }
  for (const [state, outcome] of Object.entries(expected)) {
    assert.equal(says('declined', { state: state as IntentState }), outcome, state)
  }
})

test('money on its way is heard of while nothing is decided, once', () => {
  for (const state of ['created', 'waiting'] as const) assert.equal(says('pending', { state }), 'pending')
  assert.equal(says('pending', { state: 'pending' }), 'repeated')
  for (const state of ['captured', 'declined', 'cancelled', 'refunded', 'review'] as const) {
    assert.equal(says('pending', { state }), 'late')
  }
})

test('another amount or currency is never paid: it waits for somebody to look at it, until the right one comes', () => {
  const wrong = [
    { minor: '5089', currency: 'EUR' },
    { minor: '5091', currency: 'EUR' },
    { minor: '-5090', currency: 'EUR' },
    { minor: '5090', currency: 'USD' },
    { minor: '5090', currency: 'XXX' },
  ]
  for (const amount of wrong) {
    const capture = (state: IntentState) => judge({ ...intent, state }, 'fake', { ...notice, amount })
    for (const state of ['created', 'waiting', 'pending', 'declined', 'cancelled'] as const) {
      assert.equal(capture(state), 'review', state)
    }
    assert.equal(capture('review'), 'repeated')
    for (const state of ['captured', 'refunded'] as const) assert.equal(capture(state), 'wrongAmount')
    assert.equal(judge(intent, 'fake', { ...notice, kind: 'declined', amount }), 'wrongAmount')
    assert.equal(judge(intent, 'fake', { ...notice, kind: 'pending', amount }), 'wrongAmount')
  }
})

const refund = (
  kind: 'refunded' | 'refundFailed',
  minor: string,
  changes: Partial<Intent>,
  known?: KnownRefund,
  currency = 'EUR',
) =>
  judge(
    { ...intent, ...changes },
    'fake',
    { ...notice, kind, refundId: 'r', amount: { minor, currency } },
    { refund: known },
  )

test('a refund that overtakes its capture waits for it', () => {
  for (const state of ['created', 'waiting', 'pending', 'declined', 'cancelled', 'review'] as const) {
    assert.equal(refund('refunded', '5090', { state }), 'early')
  }
  assert.equal(refund('refunded', '5090', { state: 'captured' }), 'refunded')
})

test('a refund counts once, in parts, and never to more than was captured', () => {
  const asked: KnownRefund = { state: 'asked', amountMinor: 2000n }
  const captured = { state: 'captured' } as const
  assert.equal(refund('refunded', '2000', captured, asked), 'refunded')
  assert.equal(
    refund('refunded', '2000', { ...captured, refundedMinor: 2000n }, { ...asked, state: 'done' }),
    'repeated',
  )
  assert.equal(refund('refunded', '3090', { ...captured, refundedMinor: 2000n }), 'refunded')
  assert.equal(refund('refunded', '3091', { ...captured, refundedMinor: 2000n }), 'wrongAmount')
  assert.equal(refund('refunded', '1999', captured, asked), 'wrongAmount')
  assert.equal(refund('refunded', '2000', captured, asked, 'USD'), 'wrongAmount')
  for (const minor of ['0', '-1', '5091']) assert.equal(refund('refunded', minor, captured), 'wrongAmount')
})

test('a refund can fail after it was done, and stays failed whatever comes late', () => {
  const captured = { state: 'captured', refundedMinor: 2000n } as const
  const known = (state: KnownRefund['state']) => ({ state, amountMinor: 2000n })
  assert.equal(refund('refundFailed', '2000', captured, known('asked')), 'refundFailed')
  assert.equal(refund('refundFailed', '2000', captured, known('done')), 'refundFailed')
  assert.equal(refund('refundFailed', '2000', captured, known('failed')), 'repeated')
  assert.equal(refund('refunded', '2000', captured, known('failed')), 'late')
})

test('a dispute is opened once and closed once, in whatever order it is told; another currency opens none', () => {
  const about = (kind: 'disputed' | 'disputeClosed', stage?: 'needsResponse' | 'won' | 'lost', currency = 'EUR') => {
    const dispute = stage && { stage, withdrawn: true, dueAt: null, fees: {} }
    const said = { ...notice, kind, amount: { minor: '5090', currency } }
    return judge({ ...intent, state: 'captured' }, 'fake', said, { dispute })
  }
  assert.equal(says('disputed'), 'early')
  assert.equal(says('disputeClosed'), 'early')
  assert.equal(about('disputed'), 'disputed')
  assert.equal(about('disputed', 'needsResponse'), 'repeated')
  assert.equal(about('disputeClosed', 'needsResponse'), 'disputeClosed')
  assert.equal(about('disputeClosed'), 'disputeClosed')
  assert.equal(about('disputed', 'lost'), 'late')
  assert.equal(about('disputeClosed', 'won'), 'repeated')
  assert.equal(about('disputeClosed', 'lost'), 'late')
  assert.equal(about('disputed', undefined, 'USD'), 'wrongAmount')
})

test('another provider or payment changes nothing', () => {
  assert.equal(judge(intent, 'fake', { ...notice, providerRef: 'fp_2' }), 'foreignPayment')
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
  const late = new Date(start.getTime() + 3 * 86_400_000)
  assert.equal(askAgainAt(start, late, 'pending')!.getTime() - late.getTime(), 3_600_000)
  assert.equal(askAgainAt(start, new Date(start.getTime() + 15 * 86_400_000), 'pending'), null)
})
