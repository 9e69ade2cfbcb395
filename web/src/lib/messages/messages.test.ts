import assert from 'node:assert/strict'
import { test } from 'node:test'
import { locales } from '../locale.ts'
import { plural } from './plural.ts'

type Words = Record<string, unknown>
const surfaces = [
  'shared',
  'viewer',
  'shop',
  'player',
  'replay',
  'studio',
  'console',
  'auction',
  'gift',
  'talk',
  'draw',
  'packet',
  'packet-host',
  'viewer/way-in',
  'viewer/remind',
  'viewer/credit',
  'viewer/next-show',
  'viewer/shown',
  'viewer/handed-over',
]
const wordsOf = async (surface: string, locale: string) =>
  ((await import(`./${surface}.${locale}.ts`)) as { default: Words }).default

/** Every phrase with a name, functions called with a stand-in, groups walked into. */
function phrases(words: Words, path = ''): [name: string, text: string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'function') return [[path + key, String(value('3', '4', '5'))]]
    return typeof value === 'object' ? phrases(value as Words, `${path}${key}.`) : [[path + key, String(value)]]
  })
}

for (const surface of surfaces) {
  test(`${surface}: every language says the same things, and says something`, async () => {
    const english = phrases(await wordsOf(surface, 'en')).map(([name]) => name)
    for (const locale of locales) {
      const translated = phrases(await wordsOf(surface, locale))
      assert.deepEqual(
        translated.map(([name]) => name),
        english,
        `${surface}.${locale}`,
      )
      const silent = translated.filter(([, text]) => text.trim() === '' || text.includes('undefined'))
      assert.deepEqual(silent, [], `${surface}.${locale}`)
    }
  })
}

test('a plural follows the rules of its language', () => {
  const forms = { one: '# restant', other: '# restants' }
  assert.equal(plural('fr', 0, forms), '0 restant')
  assert.equal(plural('en', 0, { one: '# piece', other: '# pieces' }), '0 pieces')
  assert.equal(plural('en', 1, { one: '# piece', other: '# pieces' }), '1 piece')
  assert.equal(plural('zh-Hans', 1200, { other: '# 件' }), '1,200 件')
})
