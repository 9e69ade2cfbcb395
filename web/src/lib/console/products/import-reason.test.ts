import assert from 'node:assert/strict'
import { test } from 'node:test'
import { consoleWords } from '#lib/messages/load.ts'
import { importReasons } from '../../../../../src/modules/catalog/import-reasons.ts'
import { importReason } from './import-reason.ts'

test('every reason an import can give is said in every language, with the same to fill in', async () => {
  const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
  for (const locale of ['en', 'fr', 'zh-Hans'] as const) {
    const words = await consoleWords(locale)
    for (const [code, english] of Object.entries(importReasons)) {
      const said = (words.importReasons as Record<string, string>)[code]
      assert.ok(said, `${locale} ${code}`)
      assert.deepEqual(holes(said), holes(english), `${locale} ${code}`)
    }
  }
})

test('a reason is filled in; one that is new to us is said as it came', async () => {
  const words = await consoleWords('fr')
  const why = { reason: 'SKU A is on line 2 already', code: 'skuTwice', params: { sku: 'A', line: '2' } }
  assert.equal(importReason(words, why), 'Le SKU A figure déjà à la ligne 2.')
  assert.equal(importReason(words, { reason: 'because', code: 'brandNew' }), 'because')
  assert.equal(importReason(words, {}), '')
})
