import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { money } from '../../lib/money.ts'
import { carrierNames, trackingUrl } from './carriers.ts'
import * as decide from './decide.ts'

const line = (lineId: string, quantity: number, units: Partial<decide.Line> = {}, price = 4500): decide.Line => ({
  ...{ lineId, quantity, unitPrice: money(price, 'EUR'), off: 0n },
  ...{ packedQuantity: 0, sentQuantity: 0, cancelledQuantity: 0, returnedQuantity: 0, ...units },
})

test('a parcel takes what waits, in part or whole, and never more', () => {
  const lines = [line('a', 3, { packedQuantity: 1, cancelledQuantity: 1 }), line('b', 2)]
  assert.deepEqual(decide.packing({ state: 'paid', inReview: false }, lines, undefined), [
    { lineId: 'a', quantity: 1 },
    { lineId: 'b', quantity: 2 },
  ])
  assert.deepEqual(decide.packing({ state: 'paid', inReview: false }, lines, [{ lineId: 'b', quantity: 1 }]), [
    { lineId: 'b', quantity: 1 },
  ])
  const twice = [
    { lineId: 'b', quantity: 1 },
    { lineId: 'b', quantity: 2 },
  ]
  assert.equal(decide.packing({ state: 'paid', inReview: false }, lines, twice), 'tooManyUnits')
  assert.equal(
    decide.packing({ state: 'paid', inReview: false }, lines, [{ lineId: 'x', quantity: 1 }]),
    'tooManyUnits',
  )
  assert.equal(decide.packing({ state: 'unpaid', inReview: false }, lines, undefined), 'notPackable')
  assert.equal(
    decide.packing({ state: 'paid', inReview: false }, [line('a', 1, { packedQuantity: 1 })], undefined),
    'nothingToPack',
  )
})

test('something is sent back within the days of its brand, to the millisecond, and once', () => {
  const sent = new Date('2026-11-20T10:00:00Z')
  const until = decide.returnableUntil([new Date('2026-11-18T10:00:00Z'), sent], 14)!
  assert.equal(until.toISOString(), '2026-12-04T10:00:00.000Z')
  const lines = [line('a', 3, { packedQuantity: 3, sentQuantity: 3, returnedQuantity: 1 })]
  const free = decide.returnable(lines, [{ lineId: 'a', quantity: 1 }])
  assert.deepEqual(free, [{ lineId: 'a', quantity: 1 }])
  const ask = (quantity: number, now = sent) => decide.whyNotReturn([{ lineId: 'a', quantity }], free, until, now)
  assert.equal(ask(1), undefined)
  assert.equal(ask(2), 'tooManyUnits')
  assert.equal(ask(0), 'tooManyUnits')
  assert.equal(ask(1, new Date(until.getTime() - 1)), undefined)
  assert.equal(ask(1, until), 'tooLateToReturn')
  assert.equal(decide.whyNotReturn([], free, until, sent), 'tooManyUnits')
  assert.equal(decide.whyNotReturn([{ lineId: 'a', quantity: 1 }], free, undefined, sent), 'noReturns')
  assert.equal(decide.returnableUntil([sent], 0), undefined)
  assert.equal(decide.returnableUntil([], 14), undefined)
})

test('a return goes forward only', () => {
  const states = ['asked', 'accepted', 'refused', 'withdrawn', 'received', 'refunded'] as const
  const ways = states.flatMap((from) => states.filter((to) => decide.mayBecome(from, to)).map((to) => `${from}>${to}`))
  assert.deepEqual(ways, [
    ...['asked>accepted', 'asked>refused', 'asked>withdrawn', 'accepted>withdrawn', 'accepted>received'],
    'received>refunded',
  ])
})

test('what is given back is called off before it is returned, and what is packed is neither', () => {
  const one = line('a', 4, { packedQuantity: 3, sentQuantity: 2 })
  assert.deepEqual(decide.apart(one, 1, 0), { off: 1, back: 0 })
  assert.deepEqual(decide.apart(one, 3, 0), { off: 1, back: 2 })
  assert.equal(decide.apart(one, 4, 0), undefined)
  assert.equal(decide.apart(one, 3, 1), undefined)
})

test('units that are given back, in whatever order and pieces, come to what was paid, to the cent', () => {
  const book = fc.array(
    fc.record({ quantity: fc.integer({ min: 1, max: 6 }), price: fc.integer({ min: 0, max: 99_999 }) }),
    { minLength: 1, maxLength: 6 },
  )
  fc.assert(
    fc.property(book, fc.nat({ max: 1_000_000 }), fc.infiniteStream(fc.nat()), (rows, paid, chance) => {
      const lines = rows.map(({ quantity, price }, i) => line(`${i}`, quantity, {}, price))
      const goods = money(paid, 'EUR')
      const units = lines.flatMap(({ lineId, quantity }) => Array.from({ length: quantity }, () => lineId))
      let sum = 0n
      const before: decide.Part[] = []
      while (units.length > 0) {
        const [lineId] = units.splice(chance.next().value! % units.length, 1)
        const part = { lineId: lineId!, quantity: 1 }
        const worth = decide.worthOf(goods, lines, before, [part])
        assert.ok(worth.minor >= 0n)
        sum += worth.minor
        before.push(part)
      }
      assert.equal(sum, BigInt(paid))
    }),
  )
})

test('every usual carrier shows the way of a parcel, whatever its name is written like', () => {
  for (const name of carrierNames) assert.match(trackingUrl(name, '6A 1<2')!, /^https:\/\/.*6A1%3C2/, name)
  assert.equal(trackingUrl('la-poste', '6A1'), trackingUrl('La Poste', '6A1'))
  assert.equal(trackingUrl('A cousin with a van', '6A1'), null)
  assert.equal(trackingUrl('DHL', ' '), null)
})
