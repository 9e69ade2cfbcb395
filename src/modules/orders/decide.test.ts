import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { IntentId } from '../../lib/ids.ts'
import * as decide from './decide.ts'

const intent = 'intent' as IntentId
const payBefore = new Date('2026-11-20T19:15:00Z')
const order = (changes: Partial<decide.Standing>): decide.Standing => ({
  ...{ state: 'unpaid', cancelledBy: null, paidIntentId: null, payBefore },
  ...changes,
})

test('a capture sells an order that waits for it or was only too slow, and goes back from any other', () => {
  assert.equal(decide.onCaptured(order({})), 'sell')
  assert.equal(decide.onCaptured(order({ state: 'cancelled', cancelledBy: 'time' })), 'sell')
  assert.equal(decide.onCaptured(order({ state: 'cancelled', cancelledBy: 'buyer' })), 'giveBack')
  assert.equal(decide.onCaptured(order({ state: 'cancelled', cancelledBy: 'staff' })), 'giveBack')
  for (const state of ['paid', 'sent', 'refunded', 'cancelled'] as const) {
    assert.equal(decide.onCaptured(order({ state, paidIntentId: intent })), 'giveBack', state)
  }
})

const unpacked: decide.LineUnits = { packedQuantity: 0, sentQuantity: 0, cancelledQuantity: 0, returnedQuantity: 0 }

test('a buyer calls off what is not packed, the brand what has not left; who won an auction and paid, nothing', () => {
  const paid = order({ state: 'paid', paidIntentId: intent })
  const bought = { ...unpacked, origin: 'list' }
  const packed = { ...bought, packedQuantity: 1 }
  const sent = { ...packed, sentQuantity: 1 }
  assert.equal(decide.onCancel(paid, [bought], 'buyer'), 'returnAndRefund')
  assert.equal(decide.onCancel(paid, [bought, packed], 'buyer'), 'refuse')
  assert.equal(decide.onCancel(paid, [packed], 'staff'), 'returnAndRefund')
  assert.equal(decide.onCancel(paid, [bought, sent], 'staff'), 'refuse')
  assert.equal(decide.onCancel(order({ state: 'sent' }), [sent], 'staff'), 'refuse')
  assert.equal(decide.onCancel(order({}), [bought], 'buyer'), 'release')
  const won = { ...unpacked, origin: 'auction' }
  assert.equal(decide.onCancel(paid, [won], 'buyer'), 'refuse')
  assert.equal(decide.onCancel(paid, [won], 'staff'), 'returnAndRefund')
})

test('only the whole of its own money ends an order, and a parcel that was sent stays sent', () => {
  const paid = order({ state: 'paid', paidIntentId: intent })
  assert.equal(decide.onRefunded(paid, [unpacked], intent, true), 'endAndReturn')
  assert.equal(decide.onRefunded(paid, [unpacked], intent, false), 'note')
  assert.equal(decide.onRefunded(paid, [unpacked], 'another' as IntentId, true), 'note')
  assert.equal(decide.onRefunded({ ...paid, state: 'cancelled' }, [unpacked], intent, true), 'end')
  assert.equal(decide.onRefunded({ ...paid, state: 'sent' }, [unpacked], intent, true), 'note')
  const packed = { ...unpacked, packedQuantity: 1 }
  assert.equal(decide.onRefunded(paid, [unpacked, packed], intent, true), 'note')
})

test('an order can be paid until its time is over, to the millisecond', () => {
  const at = (ms: number) => new Date(payBefore.getTime() + ms)
  assert.equal(decide.whyNotPay(order({}), at(-1)), undefined)
  assert.equal(decide.whyNotPay(order({}), at(0)), 'holdExpired')
  assert.equal(decide.isOverdue(order({}), at(-1)), false)
  assert.equal(decide.isOverdue(order({}), at(0)), true)
  assert.equal(decide.whyNotPay(order({ state: 'paid' }), at(-1)), 'notPayable')
  assert.equal(decide.isOverdue(order({ state: 'paid' }), at(9)), false)
})

test('an order number begins with the initials of its brand', () => {
  const prefixes = ['Maison Alma', 'Éclat', 'alma', '云裳', 'H', 'Les Ateliers du Nord'].map(decide.prefixOf)
  assert.deepEqual(prefixes, ['MA', 'EC', 'AL', 'ES', 'H', 'LA'])
})
