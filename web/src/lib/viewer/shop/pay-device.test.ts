import assert from 'node:assert/strict'
import { test } from 'node:test'
import { payDevice } from './pay-device.ts'

test('an app’s own browser is the app, though it says that it is a phone', () => {
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148'
  assert.equal(payDevice(`${phone} MicroMessenger/8.0.50`), 'wechat')
  assert.equal(payDevice(`${phone} AliApp(AP/10.6) AlipayClient/10.6`), 'alipay')
  assert.equal(payDevice(phone), 'phone')
  assert.equal(payDevice('Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0'), 'desk')
})
