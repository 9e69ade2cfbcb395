import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Variant } from './master.ts'
import { choicesOf, firstQuality, variantFor } from './quality.ts'

const variant = (lines: number | undefined, bandwidth: number): Variant => ({ url: `${lines}`, bandwidth, lines })
const ladder = [variant(720, 2_500_000), variant(480, 1_200_000), variant(240, 400_000), variant(undefined, 64_000)]

test('one way to play leaves nothing to choose', () => {
  assert.deepEqual(choicesOf([]), [])
  assert.deepEqual(choicesOf([variant(720, 1)]), [])
  assert.deepEqual(choicesOf([variant(undefined, 1)]), [])
  assert.deepEqual(choicesOf([variant(720, 2), variant(720, 1)]), [])
})

test('a ladder offers its sizes, little data, and only sound', () => {
  assert.deepEqual(choicesOf(ladder), ['auto', 720, 480, 240, 'low', 'sound'])
  assert.deepEqual(choicesOf(ladder.slice(0, 2)), ['auto', 720, 480, 'low'])
  assert.deepEqual(choicesOf([ladder[0]!, ladder[3]!]), ['auto', 'sound'])
})

test('what comes by WebRTC too can be had as fast as that', () => {
  assert.deepEqual(choicesOf([variant(720, 1)], true), ['auto', 'fastest'])
  assert.deepEqual(choicesOf(ladder, true).slice(0, 3), ['auto', 'fastest', 720])
  assert.equal(variantFor(ladder, 'fastest'), undefined)
  assert.equal(firstQuality('fastest', true), 'fastest')
})

test('a choice stands for one variant, auto for none', () => {
  const chosen = (quality: Parameters<typeof variantFor>[1]) => variantFor(ladder, quality)?.bandwidth
  assert.equal(chosen('auto'), undefined)
  assert.equal(chosen(480), 1_200_000)
  assert.equal(chosen('low'), 400_000)
  assert.equal(chosen('sound'), 64_000)
})

test('a remembered choice that this stream does not have is auto', () => {
  assert.equal(variantFor(ladder, 1080), undefined)
  assert.equal(variantFor([ladder[0]!], 'low'), undefined)
  assert.equal(variantFor([ladder[0]!], 'sound'), undefined)
})

test('whoever saves data starts with little, unless they chose otherwise', () => {
  assert.equal(firstQuality(null, false), 'auto')
  assert.equal(firstQuality(null, true), 'low')
  assert.equal(firstQuality('auto', true), 'auto')
  assert.equal(firstQuality('480', true), 480)
  assert.equal(firstQuality('rubbish', false), 'auto')
  assert.equal(firstQuality('-1', false), 'auto')
})
