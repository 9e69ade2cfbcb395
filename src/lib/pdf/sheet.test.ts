import assert from 'node:assert/strict'
import { test } from 'node:test'
import { a6, openSheet } from './sheet.ts'
import { fileOf, fontBytes, runsOf } from './typeface.ts'

const sheetOf = (text: string) => {
  const sheet = openSheet({ size: a6, title: 'A page', language: 'fr', at: new Date('2026-11-20T19:00:00Z') })
  const end = sheet.text(text, 20, 20, 200, { size: 10 })
  return { sheet, end }
}

test('the accents of French, the signs of money and the Chinese of an invoice are all in the typeface', () => {
  const text = 'Éàçœ’«»—×−€£¥ 发票号码税额合计订单配送退款收货地址省市区路号元（）：，。'
  for (const char of text) assert.ok(fileOf(char.codePointAt(0)!), char)
  assert.deepEqual(
    runsOf('Lampe 灯 A').map(({ text }) => text),
    ['Lampe ', '灯 ', 'A'],
  )
  assert.equal(fontBytes('latin', 400).subarray(0, 4).toString(), 'wOFF', 'WOFF2 is embedded as broken strokes')
  assert.deepEqual(runsOf('l’été'), [{ file: 'latin', text: "l'été" }])
  assert.equal(runsOf('1\u202f234 \u{1F9FF}')[0]!.text, '1\u00a0234 ?')
})

test('text breaks where its language breaks it, and a word without an end is cut', () => {
  const lines = (text: string) => Math.round((sheetOf(text).end - 20) / 14)
  assert.equal(lines('one'), 1)
  assert.equal(lines('one\ntwo'), 2)
  assert.equal(lines('a word and another word and a third word and a fourth'), 2)
  assert.equal(lines('灯'.repeat(30)), 2)
  assert.ok(lines('x'.repeat(200)) >= 5)
})

test('the same page of the same moment is the same bytes', async () => {
  const bytes = async () => Buffer.from(await sheetOf('Été 灯').sheet.end())
  const one = await bytes()
  assert.match(one.subarray(0, 5).toString(), /^%PDF-/)
  assert.ok(one.equals(await bytes()))
})
