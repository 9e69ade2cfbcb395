import assert from 'node:assert/strict'
import { test } from 'node:test'
import { money } from './money.ts'
import { moneyText } from './money-text.ts'

const plain = (text: string) => text.replace(/\s/g, ' ')

test('an amount is written as its locale writes it', () => {
  assert.equal(plain(moneyText(money(4590, 'EUR'), 'fr')), '45,90 €')
  assert.equal(moneyText(money(4590, 'EUR'), 'en'), '€45.90')
  assert.equal(moneyText(money(5, 'CNY'), 'zh-Hans'), '¥0.05')
})

test('a currency without decimals shows none', () => {
  assert.equal(moneyText(money(1500, 'JPY'), 'en'), '¥1,500')
})

test('an amount beyond the precision of a float keeps its last cent', () => {
  assert.equal(moneyText(money(-123456789012345678n, 'USD'), 'en'), '-$1,234,567,890,123,456.78')
})
