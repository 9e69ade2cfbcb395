import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutCardNumbers } from './card-numbers.ts'
import { newId } from './ids.ts'

test('a card number is reduced to its last four digits, wherever it stands and however it is grouped', () => {
  const numbers = [
    '4242424242424242',
    '4242 4242 4242 4242',
    '5555-5555-5555-4444',
    '378282246310005',
    '3782 822463 10005',
  ]
  for (const number of [...numbers, '6200000000000005', '2223003122003222', '6011111111111117']) {
    const said = withoutCardNumbers({ text: `my card is ${number}!`, lines: [{ note: number }] })
    const last = `•••• ${number.slice(-4)}`
    assert.deepEqual(said, { text: `my card is ${last}!`, lines: [{ note: last }] })
  }
})

test('what is no card number stays as it is', () => {
  for (const text of [
    ...['4242424242424241', '+33 6 12 34 56 78', '4006381333931', '1234567890123456', 'SKU-4242424242424242'],
    ...['2026-11-20T19:00:00.000Z', '42424242424242420000000', 'a4242424242424242'],
  ]) {
    assert.equal(withoutCardNumbers(text), text)
  }
  for (let i = 0; i < 20_000; i++) {
    const id = newId(new Date(1.7e12 + i * 1e7))
    assert.equal(withoutCardNumbers(id), id)
  }
  const other = { n: 4242, yes: true, none: null }
  assert.deepEqual(withoutCardNumbers(other), other)
})
