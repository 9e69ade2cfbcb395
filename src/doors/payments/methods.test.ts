import assert from 'node:assert/strict'
import { test } from 'node:test'
import { methodTable } from './method-table.ts'
import { methodById, type Occasion, offers } from './methods.ts'

const stripe = {
  name: 'stripe',
  methods: methodTable.flatMap(({ takenBy }) =>
    takenBy.filter(({ provider }) => provider === 'stripe').map(({ word }) => word),
  ),
}
const wechat = { name: 'wechat-pay', methods: ['wechat'] }
const alipay = { name: 'alipay', methods: ['alipay'] }
const paris: Occasion = { country: 'FR', currency: 'EUR', minor: 5090n, device: 'phone' }
const shanghai: Occasion = { country: 'CN', currency: 'CNY', minor: 38_800n, device: 'phone' }

const idsOf = (occasion: Partial<Occasion>, providers = [stripe]) =>
  offers(providers, { ...paris, ...occasion }).map(({ method }) => method.id)

test('at least thirty methods are known, each once, with a name in three languages and somebody who takes it', () => {
  assert.ok(methodTable.length >= 30, String(methodTable.length))
  assert.equal(new Set(methodTable.map(({ id }) => id)).size, methodTable.length)
  for (const method of methodTable) {
    assert.match(method.id, /^[a-z0-9-]{2,20}$/)
    for (const name of Object.values(method.name)) assert.ok(name.length > 1, method.id)
    assert.ok(method.takenBy.length > 0, method.id)
    for (const country of [...(method.countries ?? []), ...(method.first ?? [])]) assert.match(country, /^[A-Z]{2}$/)
    for (const currency of method.currencies ?? []) assert.match(currency, /^[A-Z]{3}$/)
    // What a country looks for first, its buyers have.
    for (const country of method.first ?? []) assert.ok(method.countries?.includes(country) ?? true, method.id)
  }
})

test('what the country pays with comes first, and what others pay with is not offered', () => {
  assert.equal(idsOf({})[0], 'card')
  assert.equal(idsOf({ country: 'NL' })[0], 'ideal')
  assert.equal(idsOf({ country: 'BE' })[0], 'bancontact')
  assert.ok(!idsOf({}).includes('ideal'))
  assert.deepEqual(idsOf({ country: 'CH', currency: 'CHF' })[0], 'twint')
})

test('an amount outside the limits of a method takes it off', () => {
  assert.ok(idsOf({ minor: 5000n }).includes('alma'))
  assert.ok(!idsOf({ minor: 4999n }).includes('alma'))
  assert.ok(idsOf({ minor: 200_000n }).includes('alma'))
  assert.ok(!idsOf({ minor: 200_001n }).includes('alma'))
})

test('a currency that neither the method nor who takes it knows takes it off', () => {
  assert.ok(!idsOf({ country: 'CH', currency: 'EUR' }).includes('twint'))
  assert.deepEqual(offers([wechat, alipay], { ...shanghai, currency: 'EUR' }), [])
})

test('inside an app its own wallet is first, and the rival’s is not there', () => {
  const inside = (device: Occasion['device']) =>
    offers([stripe, wechat, alipay], { ...shanghai, device }).map(({ method, word }) => `${method.id} ${word}`)
  assert.equal(inside('alipay')[0], 'alipay alipay')
  assert.ok(!inside('alipay').some((one) => one.startsWith('wechat')))
  assert.ok(!inside('wechat').some((one) => one.startsWith('alipay')))
})

test('of two that take a method the install’s first does, in its own word', () => {
  const offer = (providers: (typeof stripe)[]) =>
    offers(providers, { ...shanghai, device: 'desk' }).find(({ method }) => method.id === 'wechat-pay')
  assert.equal(offer([wechat, stripe])?.word, 'wechat')
  assert.equal(offer([stripe, wechat])?.word, 'wechat_pay')
})

test('a method whose provider is not there, or has not switched it on, is not offered', () => {
  assert.deepEqual(idsOf({}, []), [])
  assert.deepEqual(idsOf({}, [{ name: 'stripe', methods: ['card'] }]), ['card'])
})

test('a method of tomorrow is one entry: the rule needs no word about it', () => {
  const moon = {
    id: 'moon-pay',
    name: methodTable[0]!.name,
    kind: 'wallet',
    takenBy: [{ provider: 'moon', word: 'm' }],
  } as const
  const taken = offers([{ name: 'moon', methods: ['m'] }], paris, [...methodTable, moon])
  assert.deepEqual(
    taken.map(({ method, provider, word }) => [method.id, provider, word]),
    [['moon-pay', 'moon', 'm']],
  )
  assert.equal(methodById('moon-pay'), undefined)
  assert.equal(methodById('card')?.kind, 'card')
})
