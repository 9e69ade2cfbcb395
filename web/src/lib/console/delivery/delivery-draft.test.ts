import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliveryDraft, deliveryWish, faultsOf, type Method, newDelivery } from './delivery-draft.ts'

const courier: Method = {
  ...{ deliveryMethodId: 'courier', title: { fr: 'Coursier' }, taxRateBp: 550, archived: false },
  ...{ days: { least: 0, most: 1 }, countries: ['FR', 'MC'], maxGrams: 30_000 },
  prices: [
    {
      ...{ price: { minor: '490', currency: 'EUR' }, freeFrom: { minor: '5000', currency: 'EUR' } },
      bands: [{ overGrams: 2500, price: { minor: '890', currency: 'EUR' } }],
    },
    { price: { minor: '3500', currency: 'CNY' }, freeFrom: null, bands: [] },
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

test('a band without a price, below the one before or above the heaviest parcel is found', () => {
  const bandsOf = (bands: { overKg: number | undefined; price: string | undefined }[], maxKg?: number) => {
    const draft = deliveryDraft(courier)
    return [...faultsOf({ ...draft, maxKg, prices: [{ ...draft.prices[0]!, bands }] })]
  }
  const at = (...kgs: number[]) => kgs.map((overKg) => ({ overKg, price: '100' }))
  assert.deepEqual(bandsOf(at(2, 10), 30), [])
  assert.deepEqual(bandsOf(at(2, 10)), [])
  for (const wrong of [bandsOf(at(2, 2)), bandsOf(at(0)), bandsOf(at(2, 30), 30)]) assert.deepEqual(wrong, ['weight'])
  assert.deepEqual(bandsOf([{ overKg: 2, price: undefined }]), ['weight'])
  assert.deepEqual(bandsOf([{ overKg: undefined, price: '100' }]), ['weight'])
})
