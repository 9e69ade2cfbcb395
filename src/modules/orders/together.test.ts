import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OrderId, PersonId, ShowId } from '../../lib/ids.ts'
import { hoursLines, sameAddress } from './state.ts'
import { type Head, isAlive, maySend, type Ride, takesAlong } from './together.ts'

const hour = 3_600_000
const paidAt = new Date('2026-05-01T20:00:00Z')
const at = (hours: number, ms = 0) => new Date(paidAt.getTime() + hours * hour + ms)
const dana = 'dana' as PersonId
const friday = 'friday' as ShowId
const address = {
  ...{ name: 'Dana Lévy', line1: '3 rue des Lilas', line2: '', postalCode: '75011', city: 'Paris', region: '' },
  country: 'FR',
}
const waiting = { quantity: 2, packedQuantity: 0, sentQuantity: 0, cancelledQuantity: 0, returnedQuantity: 0 }
const head = (other: Partial<Head> = {}): Head => ({
  ...{ personId: dana, state: 'paid', shipsWith: null, paidAt, address, gift: null, deliveryMethodId: 'standard' },
  lines: [{ ...waiting, showId: friday }],
  ...other,
})
const ride = (other: Partial<Ride> = {}): Ride => ({
  ...{
    personId: dana,
    showIds: new Set([friday]),
    deliveryMethodId: 'standard',
    country: 'FR',
    isGift: false,
    address,
  },
  ...other,
})

test('what its buyer buys later in the same show goes with a paid order, to the end of the hours and not after', () => {
  assert.equal(maySend(head(), ride(), 24, at(24, -1)), true)
  assert.equal(maySend(head(), ride(), 24, at(24)), false)
  assert.equal(maySend(head(), ride(), 0, at(0)), false)
})

test('another buyer, show, way of delivery, country or address pays its own delivery', () => {
  for (const other of [
    { personId: 'carl' as PersonId },
    { showIds: new Set(['monday']) },
    { showIds: new Set<string>() },
    { deliveryMethodId: 'express' },
    { country: 'BE' },
    { address: { ...address, line1: '5 rue des Lilas' } },
    { address: { ...address, name: 'Carl Lévy' } },
  ]) {
    assert.equal(maySend(head(), ride(other), 24, at(1)), false, JSON.stringify(other))
  }
  const free = head({ lines: [{ ...waiting, showId: null }] })
  assert.equal(maySend(free, ride({ showIds: new Set() }), 24, at(1)), false)
})

test('nothing goes with an order that is unpaid, sent, packed in part, called off, or goes with another itself', () => {
  for (const state of ['unpaid', 'sent', 'cancelled', 'refunded'] as const) {
    assert.equal(takesAlong(head({ state }), 24, at(1)), false, state)
  }
  assert.equal(takesAlong(head({ shipsWith: 'other' as OrderId }), 24, at(1)), false)
  const packed = { ...waiting, packedQuantity: 1, showId: friday }
  assert.equal(takesAlong(head({ lines: [{ ...waiting, showId: friday }, packed] }), 24, at(1)), false)
  const calledOff = { ...waiting, cancelledQuantity: 2, showId: friday }
  assert.equal(takesAlong(head({ lines: [calledOff] }), 24, at(1)), false)
})

test('an address is the same however it was typed', () => {
  assert.ok(sameAddress(address, { ...address, line1: ' 3  RUE des lilas. ', name: 'dana lévy' }))
  assert.ok(!sameAddress(address, { ...address, line2: 'Bâtiment B' }))
})

test('an order lives while a unit of it goes or went', () => {
  assert.ok(isAlive({ state: 'unpaid', lines: [waiting] }))
  assert.ok(isAlive({ state: 'sent', lines: [{ ...waiting, cancelledQuantity: 1 }] }))
  assert.ok(!isAlive({ state: 'paid', lines: [{ ...waiting, cancelledQuantity: 2 }] }))
  assert.ok(!isAlive({ state: 'cancelled', lines: [waiting] }))
})

test('opening hours are said once for days that are alike', () => {
  const open = (day: number, from: string, to: string) => ({ day, from, to })
  const hours = [
    open(2, '14:00', '19:00'),
    open(2, '10:00', '13:00'),
    open(6, '10:00', '18:00'),
    open(7, '10:00', '18:00'),
  ]
  const lines = hoursLines([...hours, open(4, '10:00', '18:00')], 'en')
  assert.deepEqual(lines, ['Tue 10:00–13:00, 14:00–19:00', 'Thu 10:00–18:00', 'Sat–Sun 10:00–18:00'])
})
