import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstChoice, optionsOf, variantWith } from './variants.ts'

const variants = [
  { variantId: 'a', options: { glaze: 'celadon', size: 'small' }, free: 0 },
  { variantId: 'b', options: { glaze: 'celadon', size: 'large' }, free: 2 },
  { variantId: 'c', options: { glaze: 'chalk', size: 'small' }, free: 5 },
]
const say = { option: (name: string) => name.toUpperCase(), soldOut: 'Sold out' }

test('what is chosen first can be bought', () => {
  assert.deepEqual(firstChoice(variants), { glaze: 'celadon', size: 'large' })
  assert.deepEqual(firstChoice([{ variantId: 'a', options: { size: 'small' }, free: 0 }]), { size: 'small' })
  assert.deepEqual(firstChoice([]), {})
})

test('a stock that is not known is no reason to refuse', () => {
  assert.deepEqual(firstChoice([{ variantId: 'a', options: { size: 'small' } }]), { size: 'small' })
  assert.equal(optionsOf([{ variantId: 'a', options: { size: 'small' } }], {}, say)[0]?.choices[0]?.reason, undefined)
})

test('a choice that is sold out beside what else is chosen says so', () => {
  const [glaze, size] = optionsOf(variants, { glaze: 'celadon', size: 'large' }, say)
  assert.equal(glaze?.label, 'GLAZE')
  assert.deepEqual(size?.choices, [
    { value: 'small', label: 'small', reason: 'Sold out' },
    { value: 'large', label: 'large' },
  ])
})

test('a variant is found by all its options', () => {
  assert.equal(variantWith(variants, { glaze: 'chalk', size: 'small' })?.variantId, 'c')
  assert.equal(variantWith(variants, { glaze: 'chalk', size: 'large' }), undefined)
})
