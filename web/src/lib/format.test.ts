import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clip, clockOf, decimalOf, formatter, initialsOf, minorOf } from './format.ts'

const en = formatter('en', 'UTC')
const fr = formatter('fr', 'Europe/Paris')
const zh = formatter('zh-Hans', 'Asia/Shanghai')
/** Languages separate with several kinds of space; a reader sees one. */
const seen = (text: string) => text.replace(/[\u00a0\u202f\u2009]/g, ' ')

test('money keeps every digit and the exponent of its currency', () => {
  assert.equal(en.money('1205', 'EUR'), '€12.05')
  assert.equal(en.money('1205', 'JPY'), '¥1,205')
  assert.equal(en.money('1205', 'KWD').replace(/\s/, ' '), 'KWD 1.205')
  assert.equal(en.money('900719925474099312', 'USD'), '$9,007,199,254,740,993.12')
  assert.equal(en.money(-5n, 'EUR'), '-€0.05')
  assert.equal(seen(fr.money('123456', 'EUR')), '1 234,56 €')
  assert.equal(zh.money('8800', 'CNY'), '¥88.00')
})

test('a price tag drops the cents it does not have', () => {
  assert.equal(en.price('12000', 'EUR'), '€120')
  assert.equal(en.price('12050', 'EUR'), '€120.50')
})

test('an amount is read the way people type it', () => {
  const typed: [string, string, string | undefined][] = [
    ['1 234,50', 'EUR', '123450'],
    ['1,234.50', 'EUR', '123450'],
    ['1.234', 'EUR', '123400'],
    ['1,234,567', 'EUR', '123456700'],
    ['0.5', 'EUR', '50'],
    ['12.', 'EUR', '1200'],
    ['1,234', 'JPY', '1234'],
    ['1.234', 'KWD', '1234'],
    ['', 'EUR', undefined],
    ['-3', 'EUR', undefined],
    ['12.345.6', 'EUR', undefined],
    ['1.2345', 'EUR', undefined],
    ['ten', 'EUR', undefined],
  ]
  for (const [text, currency, minor] of typed) assert.equal(minorOf(text, currency), minor, text)
})

test('minor units become an exact decimal', () => {
  assert.equal(decimalOf('-1205', 2), '-12.05')
  assert.equal(decimalOf('5', 2), '0.05')
  assert.equal(decimalOf('5', 0), '5')
})

test('a countdown shows 00:01 until it is over', () => {
  assert.equal(clockOf(1), '00:01')
  assert.equal(clockOf(0), '00:00')
  assert.equal(clockOf(-500), '00:00')
  assert.equal(clockOf(425_000), '07:05')
  assert.equal(clockOf(4_025_000), '1:07:05')
})

test('numbers, times and distances in each language', () => {
  assert.equal(zh.compact(12_000), '1.2万')
  assert.equal(en.compact(1234), '1.2K')
  assert.equal(fr.time('2026-11-20T18:30:00Z'), '19:30')
  assert.equal(zh.time('2026-11-20T18:30:00Z'), '02:30')
  assert.equal(en.relative('2026-11-20T18:27:00Z', '2026-11-20T18:30:00Z'), '3 minutes ago')
  assert.equal(en.duration(4_800_000), '1 hr 20 min')
  assert.equal(en.duration(0), '0 sec')
  assert.equal(seen(fr.seconds(4200)), '4,2 s')
  assert.equal(en.bytes(1_500_000), '1.5 MB')
})

test('text is never cut through a character', () => {
  assert.equal(clip('👩‍👩‍👧‍👦 family', 3), '👩‍👩‍👧‍👦 …')
  assert.equal(clip('short', 9), 'short')
})

test('a name is stood for by its initials', () => {
  assert.equal(initialsOf('Maison Alma'), 'MA')
  assert.equal(initialsOf('béa'), 'B')
  assert.equal(initialsOf('王芳'), '王')
  assert.equal(initialsOf('  '), '')
})
