import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sha256, sharesWith } from './chance.ts'
import type { PacketTerms } from './state.ts'

const terms = (more: Partial<PacketTerms>): PacketTerms => ({
  ...{ packetId: 'p', kind: 'random', totalMinor: '1000', currency: 'EUR', pieces: 10, list: [], seedHash: null },
  ...more,
})
const sum = (amounts: readonly bigint[]) => amounts.reduce((all, one) => all + one, 0n)

test('a random split adds up to its total, and each share is at least one minor unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.bigInt(0n, 10n ** 9n), fc.string(), (pieces, more, seed) => {
      const total = BigInt(pieces) + more
      const shares = sharesWith(terms({ totalMinor: `${total}`, pieces }), seed)
      assert.equal(shares.length, pieces)
      assert.equal(sum(shares), total)
      assert.ok(shares.every((one) => one >= 1n))
    }),
  )
})

test('as many minor units as shares give one to each', () => {
  assert.deepEqual(sharesWith(terms({ totalMinor: '3', pieces: 3 }), 'seed'), [1n, 1n, 1n])
})

test('the same seed is the same split, another seed another', () => {
  assert.deepEqual(sharesWith(terms({}), 'a'), sharesWith(terms({}), 'a'))
  assert.notDeepEqual(sharesWith(terms({}), 'a'), sharesWith(terms({}), 'b'))
})

test('an equal packet gives the same to each, a list what it says in its order', () => {
  assert.deepEqual(sharesWith(terms({ kind: 'equal', totalMinor: '600', pieces: 3 }), null), [200n, 200n, 200n])
  assert.deepEqual(sharesWith(terms({ kind: 'list', pieces: 2, list: ['200', '100'] }), null), [200n, 100n])
})

test('no place is better than another: mean and spread are the same for the first as for the last', () => {
  const [rounds, pieces] = [4000, 5]
  const places = Array.from({ length: pieces }, () => [] as number[])
  for (let round = 0; round < rounds; round++) {
    const shares = sharesWith(terms({ pieces, totalMinor: '5000' }), sha256(`round ${round}`))
    for (const [i, one] of shares.entries()) places[i]!.push(Number(one))
  }
  for (const amounts of places) {
    const mean = amounts.reduce((all, one) => all + one, 0) / rounds
    const deviation = Math.sqrt(amounts.reduce((all, one) => all + (one - mean) ** 2, 0) / rounds)
    // The seeds are fixed: these are figures, not a chance. Without the second draw the last one's spread is 30 % wider.
    assert.ok(Math.abs(mean - 1000) < 30, `a mean of ${mean}`)
    assert.ok(Math.abs(deviation - 660) < 35, `a spread of ${deviation}`)
  }
})
