import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsOf } from './decide.ts'

test('a search is its words, without accents, signs and repetition', () => {
  assert.deepEqual(wordsOf('  Été à l’atelier, ÉTÉ! '), ['ete', 'a', 'l', 'atelier'])
  assert.deepEqual(wordsOf("lamp:* & !vase | '"), ['lamp', 'vase'])
  assert.deepEqual(wordsOf('陶与光 Alma'), ['陶与光', 'alma'])
  assert.deepEqual(wordsOf('— … !'), [])
  assert.equal(wordsOf('a b c d e f g h i j').length, 8)
})
