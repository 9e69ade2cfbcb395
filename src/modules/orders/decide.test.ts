import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { IntentId } from '../../lib/ids.ts'
import { money } from '../../lib/money.ts'
import * as decide from './decide.ts'

const euro = (minor: number | bigint) => money(minor, 'EUR')
const standard: decide.DeliveryPrice = { price: euro(590), freeFrom: euro(10_000), taxRateBp: 2000 }
const line = (unit: number, compareAt: number | null = null, quantity = 1, taxRateBp = 2000): decide.Priced => ({
  ...{ quantity, unitPrice: euro(unit), compareAt: compareAt === null ? null : euro(compareAt), taxRateBp },
})

test('a live price shows as a discount from the ordinary one', () => {
  const { items, discount, delivery, tax, total } = decide.totalsOf([line(4500, 6000, 2), line(1000)], standard)
  assert.deepEqual(
    [items, discount, delivery, total].map((one) => one.minor),
    [13_000n, 3000n, 0n, 10_000n],
  )
  assert.equal(tax.minor, 1667n)
})

test('delivery is free from its threshold of goods at the price they are sold for, and not a cent below', () => {
  assert.equal(decide.totalsOf([line(10_000)], standard).delivery.minor, 0n)
  assert.equal(decide.totalsOf([line(9999)], standard).delivery.minor, 590n)
  assert.equal(decide.totalsOf([line(9999, 12_000)], standard).delivery.minor, 590n)
  assert.equal(decide.totalsOf([line(1_000_000)], { ...standard, freeFrom: null }).delivery.minor, 590n)
})

test('tax is contained at the rate of each line, and in the delivery', () => {
  const { tax, total } = decide.totalsOf([line(1055, null, 1, 550), line(1200)], standard)
  assert.equal(tax.minor, 55n + 200n + 98n)
  assert.equal(total.minor, 1055n + 1200n + 590n)
})

const lines = fc.array(
  fc
    .record({
      unit: fc.integer({ min: 0, max: 10 ** 9 }),
      off: fc.integer({ min: 0, max: 10 ** 6 }),
      live: fc.boolean(),
    })
    .chain(({ unit, off, live }) =>
      fc
        .record({ quantity: fc.integer({ min: 1, max: 99 }), rate: fc.integer({ min: 0, max: 5000 }) })
        .map((rest) => line(unit, live ? unit + off : null, rest.quantity, rest.rate)),
    ),
  { maxLength: 50 },
)

test('whatever is in the bag: items − discount + delivery = total, and the tax is a part of it', () => {
  fc.assert(
    fc.property(lines, (bag) => {
      const { items, discount, delivery, tax, total } = decide.totalsOf(bag, standard)
      assert.equal(items.minor - discount.minor + delivery.minor, total.minor)
      assert.ok(discount.minor >= 0n && tax.minor >= 0n && tax.minor <= total.minor)
      assert.equal(total.minor - delivery.minor, decide.goodsOf(bag, 'EUR').minor)
    }),
  )
})

test('whatever is in the bag: the order of its lines does not matter', () => {
  fc.assert(
    fc.property(lines, (bag) => {
      assert.deepEqual(decide.totalsOf([...bag].reverse(), standard), decide.totalsOf(bag, standard))
    }),
  )
})

test('currencies are never added up', () => {
  assert.throws(() => decide.totalsOf([{ ...line(100), unitPrice: money(100, 'USD') }], standard), /cannot add/)
})

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

test('a buyer calls off what is not packed, the brand what has not left', () => {
  const paid = order({ state: 'paid', paidIntentId: intent })
  const packed = { ...unpacked, packedQuantity: 1 }
  const sent = { ...packed, sentQuantity: 1 }
  assert.equal(decide.onCancel(paid, [unpacked], 'buyer'), 'returnAndRefund')
  assert.equal(decide.onCancel(paid, [unpacked, packed], 'buyer'), 'refuse')
  assert.equal(decide.onCancel(paid, [packed], 'staff'), 'returnAndRefund')
  assert.equal(decide.onCancel(paid, [unpacked, sent], 'staff'), 'refuse')
  assert.equal(decide.onCancel(order({ state: 'sent' }), [sent], 'staff'), 'refuse')
  assert.equal(decide.onCancel(order({}), [unpacked], 'buyer'), 'release')
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
