import assert from 'node:assert/strict'
import { randomBytes, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { vector, vectorKey, vectorsOf } from '../../../../test/stand-ins/payment-vectors.ts'
import { peer } from '../../../../test/stand-ins/wechat-pay-peer.ts'
import { Refusal } from '../../../lib/problems.ts'
import { readCallback } from './callbacks.ts'
import { sealField, unseal } from './encryption.ts'
import { platformKeys } from './platform-keys.ts'

const platform = vectorKey('platform')
const id = 'PUB_KEY_ID_0112300001092026010800000000000000'
const keys = platformKeys({ id, key: platform.publicKey })

type Change = { header?: Record<string, string>; raw?: string; minutes?: number }

function readVector(name: string, change: Change = {}) {
  const { input, expect } = vector('wechatPay', name)
  const all = Object.entries<string>({ ...input.headers, ...change.header })
  const headers = Object.fromEntries(all.map(([header, value]) => [header.toLowerCase(), value]))
  const at = Number(headers['wechatpay-timestamp']) * 1000 + (change.minutes ?? 0) * 60_000
  const raw = Buffer.from(change.raw ?? input.body)
  return { read: () => readCallback({ keys, apiV3Key: input.apiV3Key }, headers, raw, new Date(at)), expect }
}

const isRefusal = (code: string) => (error: unknown) => error instanceof Refusal && error.problem.code === code

test('a callback is read as the vectors say', () => {
  for (const name of ['v3-callback-transaction-success', 'v3-callback-refund-success']) {
    const { read, expect } = readVector(name)
    assert.deepEqual(read().resource, expect.resource)
  }
})

test('the probe with a wrong signature is refused', () => {
  assert.throws(readVector('v3-callback-signtest-probe').read, isRefusal('payments.forgedNotice'))
})

test('a callback with a byte changed, of an unknown key or without signature is forged', () => {
  const name = 'v3-callback-transaction-success'
  const { body } = vector('wechatPay', name).input
  const changes: Change[] = [
    { raw: body.replace('EV-', 'EX-') },
    { header: { 'Wechatpay-Serial': 'PUB_KEY_ID_another' } },
    { header: { 'Wechatpay-Nonce': 'another' } },
    { header: { 'Wechatpay-Timestamp': '1767839701' } },
    { header: { 'Wechatpay-Timestamp': '17678397e2' } },
    { header: { 'Wechatpay-Signature': '' } },
  ]
  for (const change of changes) {
    assert.throws(readVector(name, change).read, isRefusal('payments.forgedNotice'), JSON.stringify(change))
  }
})

test('a callback more than five minutes from now is stale, before or after', () => {
  for (const minutes of [-5.1, 5.1]) {
    assert.throws(readVector('v3-callback-transaction-success', { minutes }).read, isRefusal('payments.staleNotice'))
  }
  for (const minutes of [-4.9, 4.9]) readVector('v3-callback-transaction-success', { minutes }).read()
})

test('signed nonsense, and a resource sealed with another key, are broken', () => {
  const sign = (raw: string) => {
    const signature = peer.Rsa.sign(peer.Formatter.response('1767839700', 'n', raw), platform.privateKey)
    return {
      'wechatpay-serial': id,
      'wechatpay-timestamp': '1767839700',
      'wechatpay-nonce': 'n',
      'wechatpay-signature': signature,
    }
  }
  const at = new Date(1767839700_000)
  const apiV3Key = 'v3keyv3keyv3keyv3keyv3keyv3key32'
  const sealed = (key: string, text: string) => ({
    ...{ algorithm: 'AEAD_AES_256_GCM', nonce: 'nonce-of-12b', associated_data: 'transaction' },
    ciphertext: peer.AesGcm.encrypt(text, key, 'nonce-of-12b', 'transaction'),
  })
  const envelope = (resource: unknown) => JSON.stringify({ id: 'EV-1', event_type: 'TRANSACTION.SUCCESS', resource })
  const good = envelope(sealed(apiV3Key, '{"a":1}'))
  assert.deepEqual(readCallback({ keys, apiV3Key }, sign(good), Buffer.from(good), at).resource, { a: 1 })
  for (const raw of [
    '{"id":',
    envelope({}),
    envelope(sealed('another key of thirty-two bytes!', '{}')),
    envelope({ ...sealed(apiV3Key, '{}'), associated_data: 'refund' }),
    envelope(sealed(apiV3Key, 'not json')),
    envelope({ ...sealed(apiV3Key, '{}'), ciphertext: 'AAAA' }),
  ]) {
    const read = () => readCallback({ keys, apiV3Key }, sign(raw), Buffer.from(raw), at)
    assert.throws(read, isRefusal('payments.brokenNotice'), raw)
  }
})

test('sealed texts open as the vectors say', () => {
  for (const { input, expect } of vectorsOf('wechatPay', 'aes-256-gcm')) {
    assert.equal(unseal(input.key, input), expect.plaintext)
  }
  const { input, expect } = vector('wechatPay', 'v3-certificate-decrypt')
  const pem = unseal(input.apiV3Key, input)
  assert.equal(pem, expect.plaintext)
  assert.equal(new X509Certificate(pem).serialNumber, '19936B4DC6A6C77B05489B10962DEFF42EA065EF')
})

test('what an independent library seals opens, and not with a bit changed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), fc.nat(), (text, associated, at) => {
      const key = randomBytes(16).toString('hex')
      const [plain, associated_data] = [text.toWellFormed(), associated.toWellFormed()]
      const ciphertext = peer.AesGcm.encrypt(plain, key, 'nonce-of-12b', associated_data)
      const sealed = { ciphertext, nonce: 'nonce-of-12b', associated_data }
      assert.equal(unseal(key, sealed), plain)
      const bytes = Buffer.from(ciphertext, 'base64')
      bytes[at % bytes.length]! ^= 1
      assert.throws(() => unseal(key, { ...sealed, ciphertext: bytes.toString('base64') }))
    }),
  )
})

test('a field that we seal is opened by an independent library', () => {
  const { input, expect } = vector('wechatPay', 'v3-sensitive-field-oaep')
  assert.equal(peer.Rsa.decrypt(input.ciphertext, platform.privateKey), expect.plaintext)
  assert.equal(peer.Rsa.decrypt(sealField(platform.publicKey, '张三 & Çédille'), platform.privateKey), '张三 & Çédille')
})
