import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  faultsOf,
  newPromotion,
  type Promotion,
  type PromotionDraft,
  promotionDraft,
  promotionWish,
} from './promotion-draft.ts'

const draft = (changes: Partial<PromotionDraft>): PromotionDraft => ({
  ...newPromotion(),
  title: { en: 'Fifteen off', fr: '', 'zh-Hans': '' },
  ...changes,
})
const faults = (changes: Partial<PromotionDraft>) => [...faultsOf(draft(changes))]

test('every field that needs a second look is named', () => {
  assert.deepEqual([...faultsOf(newPromotion())], ['title'])
  assert.deepEqual(faults({}), [])
  assert.deepEqual(faults({ percent: 100.5 }), ['percent'])
  assert.deepEqual(faults({ kind: 'amount', off: '0' }), ['off'])
  assert.deepEqual(faults({ kind: 'gift' }), ['gift'])
  assert.deepEqual(faults({ code: 'été' }), ['code'])
  assert.deepEqual(faults({ when: 'between' }), ['times'])
  assert.deepEqual(faults({ when: 'between', startsAt: '2027-03-05T20:00', endsAt: '2027-03-05T19:00' }), ['times'])
  assert.deepEqual(faults({ usesMost: 1.5 }), ['limits'])
})

test('what was saved comes back into the form as it was', () => {
  const edited = draft({ kind: 'amount', off: '1000', code: 'VENDREDI', when: 'live', usesMost: 60, least: '5000' })
  const saved = { ...promotionWish(edited, 'EUR'), promotionId: 'p', isOn: true, onAir: false, uses: 0 }
  assert.deepEqual(promotionDraft(saved as unknown as Promotion), { ...edited, percent: 10 })
})

test('what goes with a show has no times of its own, and none of the others names a show', () => {
  const times = { startsAt: '2027-03-05T20:00', endsAt: '2027-03-05T21:00', showId: 'show' }
  const live = promotionWish(draft({ when: 'live', ...times }), 'EUR')
  assert.deepEqual([live.duringLive, live.showId, live.startsAt], [true, 'show', null])
  const between = promotionWish(draft({ when: 'between', ...times }), 'EUR')
  assert.deepEqual([between.duringLive, between.showId], [false, null])
  assert.equal(Date.parse(between.endsAt!) - Date.parse(between.startsAt!), 3_600_000)
})
