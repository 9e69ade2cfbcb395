import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readsAs } from './skeleton.ts'
import { watchFor } from './words.ts'

const watch = watchFor([
  { text: 'scam*', action: 'refuse' },
  { text: 'idiot', action: 'refuse' },
  { text: 'add my telegram', action: 'refuse' },
  { text: '加微信', action: 'refuse' },
  { text: 'fake', action: 'hold' },
])

test('a word is found however it is spelled', () => {
  const tricks = [
    'idiot',
    'IDIOT!',
    'id10t',
    'ïdîöt',
    'іdіоt',
    'i d i o t',
    'i.d.i.o.t',
    'iiiidiooot',
    'ｉｄｉｏｔ',
    '1d!ot',
  ]
  for (const text of [...tricks, 'i\u200bdi\u200dot', 'you i-d-i-o-t you'])
    assert.equal(watch(text)?.action, 'refuse', text)
  for (const text of ['scam', 'Scammers!', 'add my  Telegram', '请加微信看', '加 微 信', '加.微.信'])
    assert.equal(watch(text)?.action, 'refuse', text)
  assert.equal(watch('is it f@ke?')?.action, 'hold')
})

test('a word inside another is no word, and neither is one that only begins alike', () => {
  for (const text of [
    'idiotic',
    'an idiom',
    'escambia',
    'snowflake',
    'fakery',
    'telegram',
    '微信支付可以吗',
    '10 10 7',
    'I do',
  ])
    assert.equal(watch(text), undefined, text)
})

test('the gravest word decides', () => {
  assert.equal(watch('a fake scam')?.action, 'refuse')
  assert.equal(watch('')?.action, undefined)
})

test('what people really say in a show is left alone', () => {
  const clean = [
    ...[
      'How tall is it?',
      'Elle est livrée quand ?',
      '这个灯多高？',
      'C’est 12,50 € ?',
      'I want 2!!!',
      'sooooo nice',
      'ooooh',
    ],
    ...[
      'Is it real brass?',
      'J’adore 😍😍😍',
      '买了！',
      '发货到法国吗',
      'a+ quality',
      '1st time here',
      'l0ve it',
      'ok ok ok',
    ],
  ]
  for (const text of clean) assert.equal(watch(text), undefined, text)
})

test('any text is looked through, and takes no more than its length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
      watch(text)
      readsAs(text)
    }),
  )
  // What makes a backtracking matcher stand still.
  const many = watchFor(Array.from({ length: 500 }, (_, n) => ({ text: `${'ab'.repeat(20)}${n}`, action: 'refuse' })))
  assert.equal(many('ab'.repeat(250)), undefined)
})

test('texts that are read the same are the same', () => {
  assert.equal(readsAs('Buy  N O W!!'), readsAs('buy now'))
  assert.equal(readsAs('sooooo nice'), readsAs('Só nicé'))
  assert.notEqual(readsAs('12'), readsAs('13'))
  assert.notEqual(readsAs('😍'), readsAs('😡'))
})
