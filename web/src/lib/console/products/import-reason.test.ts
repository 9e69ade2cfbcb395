import assert from 'node:assert/strict'
import { test } from 'node:test'
import { consoleWords } from '#lib/messages/load-team.ts'
import { importReason } from './import-reason.ts'

test('every reason has the same to fill in, in every language', async () => {
  const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
  const english = Object.entries((await consoleWords('en')).importReasons)
  for (const locale of ['fr', 'zh-Hans'] as const) {
    const { importReasons }: { importReasons: Record<string, string> } = await consoleWords(locale)
    for (const [code, text] of english) assert.deepEqual(holes(importReasons[code]!), holes(text), `${locale} ${code}`)
  }
})

test('a reason is filled in; one that is new to us is said as it came', async () => {
  const words = await consoleWords('fr')
  const why = { reason: 'SKU A is on line 2 already', code: 'skuTwice', params: { sku: 'A', line: '2' } }
  assert.equal(importReason(words, why), 'Le SKU A figure déjà à la ligne 2.')
  assert.equal(importReason(words, { reason: 'because', code: 'brandNew' }), 'because')
  assert.equal(importReason(words, {}), '')
})
