import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../../lib/ids.ts'
import {
  circlesThrough,
  findingsOf,
  isFitting,
  isQuick,
  madeAt,
  networkOf,
  partOf,
  type Settings,
  strictest,
} from './decide.ts'
import { actions, ruleNames, rules, windowMost } from './rules.ts'
import { timeText, titleOf, whyOf } from './words.ts'

const usual = Object.fromEntries(ruleNames.map((name) => [name, rules[name].usual])) as Settings
const mark = { kind: 'device', mark: 'd' } as const

test('a rule speaks from its threshold on, with what it saw, and not when it is off', () => {
  const at = (count: number, settings = usual) => findingsOf(settings, [{ rule: 'ordersPerDevice', mark, count }])
  assert.deepEqual(at(14), [])
  assert.deepEqual(at(15), [
    { rule: 'ordersPerDevice', action: 'hold', mark, seen: { count: 15, threshold: 15, minutes: 60 } },
  ])
  const off = { ...usual, ordersPerDevice: { ...usual.ordersPerDevice, action: 'off' as const } }
  assert.deepEqual(at(1000, off), [])
})

test('of several findings the strictest counts', () => {
  assert.equal(strictest([]), 'off')
  assert.equal(strictest([{ action: 'note' }, { action: 'hold' }, { action: 'stepUp' }]), 'hold')
  assert.equal(strictest([{ action: 'refuse' }, { action: 'hold' }]), 'refuse')
})

test('what is paid can be held, and not refused any more; a purchase can be all', () => {
  assert.ok(!isFitting('declinesThenPaid', 'refuse') && !isFitting('quickClaims', 'stepUp'))
  assert.ok(isFitting('declinesThenPaid', 'hold') && isFitting('ordersPerPerson', 'refuse'))
})

test('every rule has a usual setting that fits it and a window that is kept', () => {
  for (const name of ruleNames) {
    const { usual: set } = rules[name]
    assert.ok(isFitting(name, set.action) && set.threshold > 0, name)
    assert.ok(set.windowMinutes > 0 && set.windowMinutes < windowMost, name)
    assert.deepEqual(
      rules[name].actions,
      actions.filter((one) => rules[name].actions.includes(one)),
    )
  }
})

test('one subscriber is one network: an address of version 4, half of one of version 6', () => {
  assert.equal(networkOf('203.0.113.9'), '203.0.113.9')
  assert.equal(networkOf('::ffff:203.0.113.9'), '203.0.113.9')
  assert.equal(networkOf('2001:db8:1:2:aaaa:bbbb:cccc:dddd'), '2001:db8:1:2')
  assert.equal(networkOf('2001:DB8:1:2::9'), networkOf('2001:0db8:0001:0002:1:2:3:4'))
  assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0')
  assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0')
  assert.equal(networkOf('nowhere'), undefined)
})

test('an id says when it was made', () => {
  const at = new Date('2026-11-22T05:00:00.123Z')
  assert.deepEqual(madeAt(newId(at)), at)
})

test('nobody reads within a few milliseconds of what appears; before it there is nothing to read', () => {
  assert.ok(isQuick('claim', 24) && !isQuick('claim', 25) && !isQuick('claim', -1))
  assert.ok(isQuick('grab', 149) && !isQuick('grab', 150))
})

test('what is held of an earning covers the part that somebody paid, and all parts come to no less than it', () => {
  assert.equal(partOf(1000n, 1n, 3n), 334n)
  assert.equal(partOf(1000n, 5n, 0n), 0n)
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 9n), fc.array(fc.bigInt(1n, 10n ** 6n), { minLength: 1 }), (earned, coins) => {
      const all = coins.reduce((sum, one) => sum + one, 0n)
      const held = coins.reduce((sum, one) => sum + partOf(earned, one, all), 0n)
      assert.ok(held >= earned && held < earned + BigInt(coins.length))
    }),
  )
})

const flow = (payerId: string, hostId: string, coins: number) => ({ payerId, hostId, coins })

test('coins that go to a host and come back to whoever gave them are a circle, also by way of a third', () => {
  const two = [flow('a', 'b', 900), flow('b', 'a', 700)]
  assert.deepEqual(circlesThrough('b', two), [{ payerId: 'a', coins: 700 }])
  const three = [flow('a', 'b', 900), flow('b', 'c', 800), flow('c', 'a', 600)]
  assert.deepEqual(circlesThrough('b', three), [{ payerId: 'a', coins: 600 }])
  assert.deepEqual(circlesThrough('b', [flow('a', 'b', 900), flow('b', 'c', 800)]), [])
  assert.deepEqual(circlesThrough('b', [flow('a', 'b', 900), flow('a', 'b', 100), flow('b', 'a', 950)]), [
    { payerId: 'a', coins: 950 },
  ])
})

test('every rule says in three languages what it saw, with its figures', () => {
  const seen = { count: 1234, threshold: 5, minutes: 4320, coins: 700, all: 900, ageMinutes: 42, card: 1 }
  for (const name of ruleNames) {
    for (const text of [titleOf(name), whyOf(name, seen)]) {
      for (const locale of ['en', 'fr', 'zh-Hans'] as const) {
        const said = text[locale]!
        assert.ok(said.length > 3 && !said.includes('undefined') && !said.includes('  '), `${name}: ${said}`)
      }
    }
    assert.match(whyOf(name, seen).en!, /1,234|700/)
  }
  assert.equal(new Set(ruleNames.map((name) => titleOf(name).fr)).size, ruleNames.length)
  assert.equal(timeText(60, 'en'), '1 hour')
  assert.equal(timeText(90, 'fr'), '90 minutes')
  assert.equal(timeText(1440, 'en'), '24 hours')
  assert.equal(timeText(4320, 'zh-Hans'), '3 天')
})
