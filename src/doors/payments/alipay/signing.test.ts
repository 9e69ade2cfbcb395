import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { test } from 'node:test'
import { AlipaySdk } from 'alipay-sdk'
import fc from 'fast-check'
import { vector, vectorKey, vectorsOf } from '../../../../test/stand-ins/payment-vectors.ts'
import { fieldsOf } from '../form.ts'
import { signedPart } from './answers.ts'
import { isSignedNotice, signRequest } from './signing.ts'

const ours = vectorKey('merchant')
const platform = vectorKey('platform')
const sdk = new AlipaySdk({
  appId: '2014072300007148',
  privateKey: ours.privateKey.export({ format: 'pem', type: 'pkcs1' }) as string,
  alipayPublicKey: platform.publicKey.export({ format: 'pem', type: 'spki' }) as string,
})

test('a request is signed as the vector says', () => {
  const { input, expect } = vector('alipay', 'request-sign-page-pay')
  assert.equal(signRequest(ours.privateKey, input.params).sign, expect.sign)
})

test('notices that Alipay really signed are accepted, and the altered ones refused', () => {
  const notices = vectorsOf('alipay', 'notify')
  assert.equal(notices.length, 6)
  for (const { name, input, expect } of notices) {
    const key =
      input.alipayPublicKey === '$keys.platform.publicKey' ? platform.publicKey : createPublicKey(input.alipayPublicKey)
    assert.equal(isSignedNotice(key, input.params), expect.valid, name)
  }
})

test('a form is decoded once: a value with a percent sign keeps it', () => {
  const { input } = vector('alipay', 'notify-own-key')
  const fields = fieldsOf(Buffer.from(input.formBody))
  assert.deepEqual(fields, input.params)
  assert.equal(fields.passback_params, 'room%3D42')
})

test('a form in GBK is read as such', () => {
  const bytes = Buffer.from([0xd6, 0xd0])
  const percent = [...bytes].map((byte) => `%${byte.toString(16)}`).join('')
  assert.equal(fieldsOf(Buffer.from(`charset=GBK&subject=${percent}`)).subject, '中')
})

test('a form with a field twice, or with bytes that are not of its charset, is refused', () => {
  for (const text of ['a=1&a=2', 'a=%ff', 'charset=nothing&a=1']) {
    assert.throws(() => fieldsOf(Buffer.from(text)), /cannot be read/, text)
  }
})

const name = fc
  .stringMatching(/^[a-z_]{1,12}$/)
  .filter((one) => !['sign', 'sign_type', 'charset', 'encoding'].includes(one))
const fields = fc.dictionary(
  name,
  fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.toWellFormed()),
)

test('what we sign, the official library accepts, and we accept what travels as a form', () => {
  fc.assert(
    fc.property(fields, (given) => {
      // A notice is signed without its sign_type, a request with it.
      const { sign } = signRequest(platform.privateKey, given)
      const notice = { ...given, sign: sign!, sign_type: 'RSA2' }
      assert.ok(sdk.checkNotifySignV2({ ...notice }))
      const form = new URLSearchParams(notice).toString()
      const read = fieldsOf(Buffer.from(form))
      assert.deepEqual({ ...read }, { ...notice })
      assert.ok(isSignedNotice(platform.publicKey, read))
      const [first] = Object.keys(given)
      if (first) assert.ok(!isSignedNotice(platform.publicKey, { ...read, [first]: `${read[first]}.` }))
      assert.ok(!isSignedNotice(ours.publicKey, read))
    }),
    { numRuns: 40 },
  )
})

test('what the official library signs, we sign alike', () => {
  const url = new URL(
    sdk.pageExecute('alipay.trade.page.pay', 'GET', {
      notify_url: 'https://shop.example.test/notify',
      bizContent: { out_trade_no: 'A1', subject: '直播 & more=1 %', total_amount: '88.88' },
    }),
  )
  const { sign, ...given } = Object.fromEntries(url.searchParams)
  assert.equal(signRequest(ours.privateKey, given).sign, sign)
})

test('the signed part of an answer is its very text, whatever stands in it', () => {
  const part = '{ "code":"10000","msg":"a \\"} , \\\\","list":[{"x":"{"},[1,2]], "n":1.50 }'
  const answer = `{"sign":"x}","alipay_trade_query_response" : ${part} ,"alipay_cert_sn":null}`
  assert.equal(signedPart(answer, 'alipay_trade_query_response'), part)
  assert.equal(signedPart(answer, 'error_response'), undefined)
  assert.equal(signedPart('[]', 'a'), undefined)
  fc.assert(
    fc.property(fc.object(), fc.object(), (before, value) => {
      const text = JSON.stringify({ before, wanted: value, sign: 'x' }, null, 1)
      assert.deepEqual(JSON.parse(signedPart(text, 'wanted')!), JSON.parse(JSON.stringify(value)))
    }),
  )
})
