import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliveryDraft, deliveryWish, faultsOf, type Method, newDelivery } from './delivery-draft.ts'

const courier: Method = {
  ...{ deliveryMethodId: 'courier', title: { fr: 'Coursier' }, taxRateBp: 550, archived: false },
  ...{ days: { least: 0, most: 1 }, countries: ['FR', 'MC'] },
  prices: [
    { price: { minor: '490', currency: 'EUR' }, freeFrom: { minor: '5000', currency: 'EUR' } },
    { price: { minor: '3500', currency: 'CNY' }, freeFrom: null },
  ],
}

test('what is opened and saved again is what it was', () => {
  const draft = deliveryDraft(courier)
  assert.deepEqual([...faultsOf(draft)], [])
  const { deliveryMethodId, archived, ...said } = courier
  assert.deepEqual(deliveryWish(draft), said)
})

test('a new way of delivery needs a name and a price, and goes to the brand’s own country', () => {
  const draft = newDelivery('EUR', 'FR')
  assert.deepEqual([...faultsOf(draft)], ['title', 'price'])
  assert.deepEqual(draft.countries, ['FR'])
})

test('days that run backwards, a tax above half and no country are found', () => {
  const draft = { ...deliveryDraft(courier), daysLeast: 3, daysMost: 2, taxPercent: 51, countries: [] }
  assert.deepEqual([...faultsOf(draft)], ['days', 'tax', 'countries'])
})
