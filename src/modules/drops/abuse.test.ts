import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isHoarding, isMachine, isShared, marksOf } from './abuse.ts'

const paix = { line1: '1, Rue de la Paix', city: 'Paris', country: 'FR', postalCode: '75002' }
const addressOf = (address: Parameters<typeof marksOf>[0]) =>
  marksOf(address).find(({ kind }) => kind === 'address')!.mark
const phoneOf = (phone: string) => marksOf({ ...paix, phone }).find(({ kind }) => kind === 'phone')?.mark

test('an address is the same however it is written, and another one is another', () => {
  const written = [
    { ...paix, line1: '1 rue de la paix' },
    { ...paix, line1: ' 1  RUE DE LA PAIX.', city: 'PARIS 2e' },
  ]
  for (const one of written) assert.equal(addressOf(one), addressOf(paix))
  for (const other of [
    { line1: '11 rue de la Paix' },
    { line2: 'Bât. B' },
    { country: 'BE' },
    { postalCode: '75001' },
  ]) {
    assert.notEqual(addressOf({ ...paix, ...other }), addressOf(paix))
  }
})

test('a telephone number is the same with and without its country, and too short a one marks nobody', () => {
  assert.equal(phoneOf('+33 6 12 34 56 78'), phoneOf('06 12 34 56 78'))
  assert.notEqual(phoneOf('0612345679'), phoneOf('0612345678'))
  assert.equal(phoneOf('12'), undefined)
})

test('a mark can be compared and not read', () => {
  assert.match(addressOf(paix), /^[0-9a-f]{64}$/)
})

test('a household has one limit; alone one has one’s own', () => {
  assert.equal(isShared({ others: 1, own: 0, wished: 1 }, 1), true)
  assert.equal(isShared({ others: 1, own: 0, wished: 1 }, 2), false)
  assert.equal(isShared({ others: 0, own: 2, wished: 1 }, 1), false)
})

test('six taps within a second before the opening are no person’s; six over a minute are', () => {
  assert.equal(isMachine([0, 100, 200, 300, 400, 999]), true)
  assert.equal(isMachine([0, 100, 200, 300, 400, 1000]), false)
  assert.equal(isMachine([0, 100, 200, 300, 400]), false)
})

test('two reservations that lapsed are hoarding, one is a change of mind', () => {
  assert.equal(isHoarding(1), false)
  assert.equal(isHoarding(2), true)
})
