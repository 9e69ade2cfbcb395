import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvRow } from './csv.ts'

test('a row is quoted where it must be', () => {
  assert.equal(csvRow(['a', 'b, c', 'say "hi"', 'two\nlines', 3, null]), 'a,"b, c","say ""hi""","two\nlines",3,\r\n')
})

test('no text becomes a formula, whatever stands before its sign', () => {
  const texts = ['=1+1', '@x', '-3', '+33 6', ' =1', '\t=1', '\uff1d1']
  for (const text of texts) assert.match(csvRow([text]), /^"?'/, JSON.stringify(text))
  assert.equal(csvRow([-3, 'a=b']), '-3,a=b\r\n')
})
