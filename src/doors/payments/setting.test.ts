import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { certificate, keyPair, pem } from '../../../test/stand-ins/throw-away-keys.ts'
import { readAlipaySettings } from './alipay/settings.ts'
import { readPayPalSettings } from './paypal/settings.ts'
import { readUnionPaySettings } from './unionpay/settings.ts'
import { readWeChatPaySettings } from './wechat-pay/settings.ts'

const { privateKey } = keyPair('ours')
const privatePem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
const publicPem = keyPair('provider').publicKey.export({ format: 'pem', type: 'spki' }) as string
/** As consoles show keys: one line of base64. */
const bare = (text: string) => text.replace(/-----[^-]+-----|\s/g, '')

const wechat = {
  WECHAT_PAY_MCHID: '1900000109',
  WECHAT_PAY_APPID: 'wx8888888888888888',
  WECHAT_PAY_API_V3_KEY: 'a key of exactly thirty-two byte',
  WECHAT_PAY_PRIVATE_KEY: privatePem,
  WECHAT_PAY_CERTIFICATE: pem('merchant'),
}
const alipay = { ALIPAY_APP_ID: '2021', ALIPAY_PRIVATE_KEY: bare(privatePem), ALIPAY_PUBLIC_KEY: bare(publicPem) }

test('a provider without settings is not there', () => {
  for (const read of [readWeChatPaySettings, readAlipaySettings, readPayPalSettings, readUnionPaySettings]) {
    assert.equal(read({}), undefined)
  }
})

test('what is missing or makes no sense is told by its name', () => {
  assert.throws(
    () => readPayPalSettings({ PAYPAL_CLIENT_ID: 'a' }),
    /PAYPAL_SECRET \(or PAYPAL_SECRET_FILE\) is needed/,
  )
  assert.throws(() => readUnionPaySettings({ UNIONPAY_MER_ID: '7' }), /UNIONPAY_PRIVATE_KEY/)
  assert.throws(() => readWeChatPaySettings({ ...wechat, WECHAT_PAY_API_V3_KEY: 'short' }), /exactly 32 bytes/)
  assert.throws(
    () => readWeChatPaySettings({ ...wechat, WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_1' }),
    /WECHAT_PAY_PUBLIC_KEY/,
  )
  assert.throws(() => readAlipaySettings({ ...alipay, ALIPAY_DESK: 'code' }), /ALIPAY_DESK is page or qr/)
})

test('the serial number of our certificate is read from it', () => {
  const { merchant, platform } = readWeChatPaySettings(wechat)!
  assert.equal(merchant.serial, certificate('merchant').serialNumber)
  assert.equal(platform, undefined)
  const { WECHAT_PAY_CERTIFICATE: _certificate, ...rest } = wechat
  const named = {
    ...rest,
    WECHAT_PAY_SERIAL: 'abc1',
    WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_1',
    WECHAT_PAY_PUBLIC_KEY: publicPem,
  }
  assert.equal(readWeChatPaySettings(named)?.merchant.serial, 'ABC1')
  assert.ok(readWeChatPaySettings(named)?.platform?.key.equals(keyPair('provider').publicKey))
})

test('a key may be a PEM, one line with its line ends written out, bare base64, PKCS#1, or stand in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'estrade-settings-'))
  try {
    const file = join(folder, 'key.pem')
    writeFileSync(file, privatePem)
    const pkcs1 = privateKey.export({ format: 'pem', type: 'pkcs1' }) as string
    for (const value of [privatePem, privatePem.replaceAll('\n', '\\n'), bare(privatePem), pkcs1, bare(pkcs1)]) {
      assert.ok(readAlipaySettings({ ...alipay, ALIPAY_PRIVATE_KEY: value })?.appKey.equals(privateKey))
    }
    const { ALIPAY_PRIVATE_KEY: _key, ...rest } = alipay
    assert.ok(readAlipaySettings({ ...rest, ALIPAY_PRIVATE_KEY_FILE: file })?.appKey.equals(privateKey))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the next public key of Alipay is known before it signs', () => {
  const next = keyPair('providerNext').publicKey.export({ format: 'pem', type: 'spki' }) as string
  assert.equal(readAlipaySettings(alipay)?.alipayKeys.length, 1)
  assert.equal(readAlipaySettings({ ...alipay, ALIPAY_PUBLIC_KEY_NEXT: next })?.alipayKeys.length, 2)
})

test('UnionPay’s chain and our certificate’s number are read', () => {
  const settings = readUnionPaySettings({
    UNIONPAY_MER_ID: '777290058110048',
    UNIONPAY_PRIVATE_KEY: privatePem,
    UNIONPAY_CERTIFICATE: pem('merchant'),
    UNIONPAY_ROOT_CERTIFICATE: pem('root'),
    UNIONPAY_MIDDLE_CERTIFICATE: pem('middle'),
  })!
  assert.equal(settings.certId, BigInt(`0x${certificate('merchant').serialNumber}`).toString())
  assert.deepEqual([settings.roots.length, settings.between.length], [1, 1])
  assert.equal(
    readPayPalSettings({ PAYPAL_CLIENT_ID: 'a', PAYPAL_SECRET: 'b', PAYPAL_WEBHOOK_ID: 'c' })?.origin,
    'https://api-m.paypal.com',
  )
})
