import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { money } from '../../lib/money.ts'
import { comboMs, decideGifts, type Gift, isWhole, parties, sharesOf, toldOf, topAfter } from './decide.ts'

const spark: Gift = { giftId: 'spark', title: { en: 'Spark' }, coins: 5, tier: 'small', picture: 'spark' }
const moon: Gift = { giftId: 'moon', title: { en: 'Moon' }, coins: 2000, tier: 'large', picture: 'moon' }
const now = new Date('2026-11-20T19:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const room = (coins: Record<string, bigint>) => ({
  isLive: true,
  gifts: new Map([spark, moon].map((gift) => [gift.giftId as string, gift])),
  purses: new Map(
    Object.entries(coins).map(([personId, n]) => [personId, { coins: n, funds: new Map([['EUR' as const, n]]) }]),
  ),
  combos: new Map(),
})
const tap = (personId: string, giftId = 'spark', count = 1) => ({ personId, name: personId, key: '', giftId, count })
function counter() {
  let n = 0
  return () => `combo-${++n}`
}

test('every cent of a gift is somebody’s: tax, three shares, and the odd cents to whom it was agreed', () => {
  const rates = fc.tuple(fc.nat(10_000), fc.nat(10_000), fc.constantFrom(...parties)).map(([a, b, oddTo]) => {
    const [low, high] = a < b ? [a, b] : [b, a]
    return { hostBp: low, brandBp: high - low, platformBp: 10_000 - high, oddTo }
  })
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.nat(3000), rates, (minor, taxRateBp, rate) => {
      assert.ok(isWhole(rate))
      const { tax, ...shares } = sharesOf(money(minor, 'EUR'), taxRateBp, rate)
      assert.equal(tax + shares.host + shares.brand + shares.platform, minor)
      const net = minor - tax
      for (const party of parties) {
        const exact = net * BigInt(rate[`${party}Bp`])
        const over = shares[party] * 10_000n - exact
        if (party === rate.oddTo) assert.ok(over >= 0n && over < 30_000n)
        else assert.ok(over <= 0n && over > -10_000n)
      }
    }),
  )
  assert.ok(!isWhole({ hostBp: 5000, brandBp: 4000, platformBp: 999 }))
})

test('twenty quick taps are one growing combo; after a pause another begins', () => {
  const newCombo = counter()
  const taps = Array.from({ length: 20 }, () => tap('carl'))
  const { verdicts, combos, purses } = decideGifts(room({ carl: 1000n }), taps, now, newCombo)
  assert.deepEqual(
    combos.map(({ comboId, count, coins }) => [comboId, count, coins]),
    [['combo-1', 20, 100]],
  )
  assert.deepEqual(verdicts.at(-1), { comboId: 'combo-1', count: 20, coins: 100, left: 900 })
  const there = { ...room({}), purses, combos: new Map([['carl spark', combos[0]!]]) }
  const soon = decideGifts(there, [tap('carl')], later(comboMs), newCombo)
  assert.deepEqual(soon.verdicts, [{ comboId: 'combo-1', count: 21, coins: 105, left: 895 }])
  const late = decideGifts(there, [tap('carl')], later(comboMs + 1), newCombo)
  assert.deepEqual(late.verdicts, [{ comboId: 'combo-2', count: 1, coins: 5, left: 895 }])
})

test('a purse pays for what it holds and no more; whoever is refused has sent nothing', () => {
  const { verdicts, sent } = decideGifts(
    room({ carl: 12n, dana: 5n }),
    [tap('carl'), tap('carl', 'moon'), tap('carl'), tap('carl'), tap('dana'), tap('dana', 'gone')],
    now,
    counter(),
  )
  assert.deepEqual(
    verdicts.map((one) => ('refused' in one ? one.refused.code : one.left)),
    [7, 'coins.notEnough', 2, 'coins.notEnough', 0, 'gifts.unknownGift'],
  )
  assert.equal(sent.length, 3)
  const over = decideGifts({ ...room({ carl: 100n }), isLive: false }, [tap('carl')], now, counter())
  assert.deepEqual(
    over.verdicts.map((one) => 'refused' in one && one.refused.code),
    ['gifts.notLive'],
  )
})

test('a room is told of the largest combos of an instant, and how many more there were', () => {
  const people = Array.from({ length: 40 }, (_, i) => `person ${i}`)
  const purses = Object.fromEntries(people.map((one) => [one, 5000n]))
  const wishes = people.map((one, i) => tap(one, i === 30 ? 'moon' : 'spark'))
  const told = toldOf(decideGifts(room(purses), wishes, now, counter()).combos)
  assert.equal(told.combos[0]!.name, 'person 30')
  assert.deepEqual([told.combos.length, told.more], [12, 28])
})

test('who gave most stands first, and stays before an equal', () => {
  const before = ['a', 'b', 'c', 'd', 'e'].map((personId, i) => ({ personId, name: personId, coins: 50 - i * 10 }))
  const top = topAfter(before, [
    { personId: 'f', name: 'f', coins: 40 },
    { personId: 'e', name: 'e', coins: 45 },
  ])
  assert.deepEqual(
    top.map(({ personId, coins }) => [personId, coins]),
    [
      ['e', 55],
      ['a', 50],
      ['b', 40],
      ['f', 40],
      ['c', 30],
    ],
  )
})
