import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { vector, vectorKey } from '../../../../test/stand-ins/payment-vectors.ts'
import { peer } from '../../../../test/stand-ins/wechat-pay-peer.ts'
import { authorizationOf, bridgeRequest, isSigned } from './signing.ts'

const ours = vectorKey('merchant')
const platform = vectorKey('platform')
const merchant = { mchid: '1230000109', serial: '444F4864EA9B34415A1B2C3D4E5F60718293A4B5', key: ours.privateKey }
const partsOf = (authorization: string) =>
  Object.fromEntries([...authorization.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]))

test('a request is signed as the vectors say, with and without a body', () => {
  for (const name of ['v3-request-authorization', 'v3-get-authorization']) {
    const { input, expect } = vector('wechatPay', name)
    const { method, url, body, timestamp, nonce } = input
    const at = new Date(Number(timestamp) * 1000)
    const authorization = authorizationOf(merchant, { method, target: url, body, at, nonce })
    assert.equal(partsOf(authorization).signature, expect.signature)
    if (expect.authorizationExample) assert.equal(authorization, expect.authorizationExample)
  }
})

test('an independent library accepts every request that we sign', () => {
  const text = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(fc.constantFrom('GET', 'POST'), text, text, fc.nat(2 ** 32), (method, path, body, seconds) => {
      const target = `/v3/${encodeURI(path.toWellFormed())}`
      const at = new Date(seconds * 1000)
      const parts = partsOf(authorizationOf(merchant, { method, target, body: body.toWellFormed(), at, nonce: 'n' }))
      const message = peer.Formatter.request(method, target, parts.timestamp!, parts.nonce_str!, body.toWellFormed())
      assert.ok(peer.Rsa.verify(message, parts.signature!, ours.publicKey))
    }),
    { numRuns: 30 },
  )
})

test('the page gets a request to pay that is signed for its four lines', () => {
  const { input, expect } = vector('wechatPay', 'v3-jsapi-paySign')
  const request = bridgeRequest(merchant, {
    appid: input.appId,
    prepayId: input.package.replace('prepay_id=', ''),
    at: new Date(Number(input.timeStamp) * 1000),
    nonce: input.nonceStr,
  })
  const { privateKey: _key, ...shown } = input
  assert.deepEqual(request, { ...shown, signType: expect.signType, paySign: expect.paySign })
})

test('an answer is checked over its bytes as the vector says', () => {
  const { input } = vector('wechatPay', 'v3-response-verify')
  const signs = {
    timestamp: input.headers['Wechatpay-Timestamp'],
    nonce: input.headers['Wechatpay-Nonce'],
    signature: input.headers['Wechatpay-Signature'],
  }
  assert.ok(isSigned(platform.publicKey, signs, Buffer.from(input.body)))
  assert.ok(!isSigned(platform.publicKey, signs, Buffer.from(`${input.body} `)))
  assert.ok(!isSigned(ours.publicKey, signs, Buffer.from(input.body)))
})

test('what an independent library signs is accepted, and not with a byte changed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (body, at) => {
      const raw = Buffer.from(body.toWellFormed())
      const signature = peer.Rsa.sign(
        peer.Formatter.response('1767839700', 'nonce', raw.toString()),
        platform.privateKey,
      )
      const signs = { timestamp: '1767839700', nonce: 'nonce', signature }
      assert.ok(isSigned(platform.publicKey, signs, raw))
      const changed = Buffer.concat([raw, Buffer.from(' ')])
      changed[at % changed.length]! ^= 1
      assert.ok(!isSigned(platform.publicKey, signs, changed))
      assert.ok(!isSigned(platform.publicKey, { ...signs, nonce: 'nonce2' }, raw))
    }),
    { numRuns: 30 },
  )
})
