import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localeOf, timeZoneOf } from './locale.ts'

test('the cookie decides, then the browser, then English', () => {
  assert.equal(localeOf('zh-Hans', 'fr'), 'zh-Hans')
  assert.equal(localeOf('xx', 'fr-CH, fr;q=0.9, en;q=0.8'), 'fr')
  assert.equal(localeOf(undefined, 'de, en;q=0.4, fr;q=0.7'), 'fr')
  assert.equal(localeOf(undefined, 'zh-TW'), 'zh-Hans')
  assert.equal(localeOf(undefined, 'fr;q=0, de'), 'en')
  assert.equal(localeOf(undefined, null), 'en')
})

test('a time zone from a cookie is one the runtime knows', () => {
  assert.equal(timeZoneOf('Europe/Paris'), 'Europe/Paris')
  assert.equal(timeZoneOf('Mars/Olympus'), 'UTC')
  assert.equal(timeZoneOf(undefined), 'UTC')
})
