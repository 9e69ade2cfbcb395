import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { SettlementRow } from '../../doors/doors.ts'
import { money } from '../../lib/money.ts'
import { type Booked, type FeeTerms, reconcile } from './reconcile.ts'

const terms: FeeTerms = { basisPoints: 150n, fixedMinor: 25n }
const at = new Date('2026-11-20T19:00:00Z')
const euros = (minor: number | bigint) => ({ minor: String(minor), currency: 'EUR' })
const paid: Booked = { kind: 'capture', intentId: 'i1', providerRef: 'cs_1', amount: money(5090, 'EUR') }
const back: Booked = { ...paid, kind: 'refund', refundId: 'r1', amount: money(2000, 'EUR') }
const row: SettlementRow = { rowId: 't1', kind: 'capture', intentId: 'i1', amount: euros(5090), fee: euros(102), at }
const backRow: SettlementRow = {
  ...row,
  rowId: 't2',
  kind: 'refund',
  refundId: 'r1',
  amount: euros(2000),
  fee: euros(0),
}

const names = (booked: Booked[], settled: SettlementRow[], with_ = terms) =>
  reconcile(booked, settled, with_).map(({ what }) => what)

test('books that agree have no difference, in whatever order', () => {
  assert.deepEqual(names([paid, back], [backRow, row]), [])
})

test('every difference has its name', () => {
  assert.deepEqual(names([paid], []), ['missingThere'])
  assert.deepEqual(names([], [row]), ['missingHere'])
  assert.deepEqual(names([paid], [row, { ...row, rowId: 't9' }]), ['twice'])
  assert.deepEqual(names([paid], [{ ...row, amount: euros(5089) }]), ['amount'])
  assert.deepEqual(names([paid], [{ ...row, amount: { minor: '5090', currency: 'USD' } }]), ['currency'])
  assert.deepEqual(names([paid], [{ ...row, fee: euros(103) }]), ['fee'])
  assert.deepEqual(names([back], [{ ...backRow, amount: euros(1999) }]), ['amount'])
  assert.deepEqual(names([paid], [backRow]), ['missingThere', 'missingHere'])
})

test('a line that does not name our payment is found by the provider’s own id', () => {
  assert.deepEqual(names([paid], [{ ...row, intentId: undefined, providerRef: 'cs_1' }]), [])
  assert.deepEqual(names([paid], [{ ...row, intentId: 'i2', providerRef: 'cs_1' }]), ['missingThere', 'missingHere'])
})

test('fees are taken as they are without terms, and payouts are for people to read', () => {
  assert.deepEqual(reconcile([paid], [{ ...row, fee: euros(5000) }]), [])
  assert.deepEqual(names([paid], [row, { ...row, rowId: 't3', kind: 'other' }]), [])
})

test('of any books, each line that is altered, lost or added is named, and nothing else is', () => {
  const book = fc.uniqueArray(fc.record({ id: fc.uuid(), minor: fc.integer({ min: 1, max: 10_000_000 }) }), {
    selector: ({ id }) => id,
    maxLength: 30,
  })
  const fate = fc.constantFrom('kept', 'kept', 'lost', 'altered', 'twice')
  fc.assert(
    fc.property(book, fc.array(fate, { minLength: 30, maxLength: 30 }), (lines, fates) => {
      const booked = lines.map(({ id, minor }): Booked => ({ ...paid, intentId: id, amount: money(minor, 'EUR') }))
      const settled = lines.flatMap(({ id, minor }, i): SettlementRow[] => {
        const line = { ...row, rowId: id, intentId: id, amount: euros(minor), fee: euros(0) }
        if (fates[i] === 'lost') return []
        if (fates[i] === 'altered') return [{ ...line, amount: euros(minor + 1) }]
        return fates[i] === 'twice' ? [line, { ...line, rowId: `${id}.2` }] : [line]
      })
      const named = { lost: 'missingThere', altered: 'amount', twice: 'twice' } as Record<string, string>
      const expected = lines.flatMap((_, i) => named[fates[i]!] ?? [])
      assert.deepEqual(names(booked, settled.reverse()).sort(), expected.sort())
    }),
  )
})
