import assert from 'node:assert/strict'
import { test } from 'node:test'
import { badDays, hoursOf, isWhole, newStore, type Store, storeDraft, storeWish } from './store-draft.ts'

const marseille: Store = {
  ...{ storeId: 'store', name: 'Alma Marseille', readyHours: 2, keepDays: 14, archived: false, note: { fr: 'Cour' } },
  address: {
    line1: '8 rue Paradis',
    line2: '',
    postalCode: '13001',
    city: 'Marseille',
    region: '',
    country: 'FR',
    phone: '',
  },
  hours: [
    { day: 2, from: '10:00', to: '13:00' },
    { day: 2, from: '14:00', to: '19:00' },
  ],
}

test('a store that is opened and saved again is what it was', () => {
  const draft = storeDraft(marseille)
  assert.ok(isWhole(draft))
  const { storeId, archived, ...said } = marseille
  assert.deepEqual(storeWish(draft), said)
})

test('hours are read as people write them; what runs backwards or overlaps is not', () => {
  assert.deepEqual(hoursOf(1, '9h30–13, 14:00 - 19.00'), [
    { day: 1, from: '09:30', to: '13:00' },
    { day: 1, from: '14:00', to: '19:00' },
  ])
  assert.deepEqual(hoursOf(1, ''), [])
  for (const wrong of ['19-10', '10-14, 13-19', '10', '25:00-26:00', 'all day'])
    assert.equal(hoursOf(1, wrong), undefined)
})

test('a new store needs a name, a street and a city', () => {
  const draft = newStore('FR')
  assert.equal(isWhole(draft), false)
  const named = { ...draft, name: 'Alma', address: { ...draft.address, line1: '1 rue', city: 'Paris' } }
  assert.ok(isWhole(named))
  assert.deepEqual(badDays({ ...named, days: named.days.with(2, '10') }), [3])
})
