import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf } from './csv.ts'

test('quotes, separators and line breaks survive', () => {
  assert.equal(csvOf([['a', 'b, c', 'say "hi"', 'two\nlines', 3, null]]), 'a,"b, c","say ""hi""","two\nlines",3,\r\n')
})

test('a name that looks like a formula stays a name', () => {
  assert.equal(csvOf([['=1+1', '@x', '-3', -3]]), "'=1+1,'@x,'-3,-3\r\n")
})
