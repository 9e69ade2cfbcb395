import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seemsToNeedHls } from './native.ts'

const onPhones = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const onAndroid = 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)'

test('the script that plays is sent ahead to browsers that play with it, and not to Safari by any name', () => {
  for (const [needs, name] of [
    [false, `${onPhones} Version/18.5 Mobile/15E148 Safari/604.1`],
    [false, `${onPhones} CriOS/137.0.7151.51 Mobile/15E148 Safari/604.1`],
    [false, `${onPhones} Mobile/15E148 MicroMessenger/8.0.59`],
    [
      false,
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    ],
    [true, `${onAndroid} Chrome/137.0.0.0 Mobile Safari/537.36`],
    [
      true,
      `${onAndroid} Version/4.0 Chrome/130.0.6723.103 Mobile Safari/537.36 XWEB/1300333 MMWEBSDK/20240404 MicroMessenger/8.0.49`,
    ],
    [true, 'Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0'],
    [false, ''],
  ] as const) {
    assert.equal(seemsToNeedHls(name), needs, name)
  }
})
