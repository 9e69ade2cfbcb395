import assert from 'node:assert/strict'
import { createHash, sign, verify } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { certificate, type KeyName, keyPair, pem } from '../../../../test/stand-ins/throw-away-keys.ts'
import { answerFields } from './answers.ts'
import { serialOf } from './settings.ts'
import { isSigned, signFields } from './signing.ts'

const now = new Date('2026-11-20T19:00:00Z')
const trust = { roots: [certificate('root')], between: [certificate('middle')] }
const name = fc.stringMatching(/^[a-zA-Z]{1,12}$/).filter((one) => !['signature', 'signMethod'].includes(one))
const given = fc.dictionary(
  name,
  fc.string({ unit: 'grapheme' }).map((text) => text.toWellFormed()),
)

const byUnionPay = (fields: Record<string, string>, key: KeyName = 'provider', cert = 'unionpay') =>
  signFields(keyPair(key).privateKey, { ...fields, signMethod: '01', signPubKeyCert: pem(cert) })

test('what is signed is the hex of the digest of the sorted fields', () => {
  const { signature } = signFields(keyPair('ours').privateKey, { b: '2', a: '直播', B: '', signature: 'old' })
  const hex = createHash('sha256').update('a=直播&b=2').digest('hex')
  assert.equal(signature, sign('sha256', Buffer.from(hex), keyPair('ours').privateKey).toString('base64'))
  assert.ok(verify('sha256', Buffer.from(hex), keyPair('ours').publicKey, Buffer.from(signature!, 'base64')))
})

test('fields that UnionPay signed are accepted, and not with one changed, more or missing', () => {
  fc.assert(
    fc.property(given, (fields) => {
      const signed = byUnionPay(fields)
      assert.ok(isSigned(trust, signed, now))
      assert.ok(!isSigned(trust, { ...signed, more: '1' }, now))
      assert.ok(!isSigned(trust, { ...signed, signature: '' }, now))
      const [first] = Object.entries(fields).find(([, value]) => value !== '') ?? []
      if (first) assert.ok(!isSigned(trust, { ...signed, [first]: `${signed[first]}.` }, now))
    }),
    { numRuns: 40 },
  )
})

test('a certificate of a stranger, of another merchant, or signed by a merchant is refused', () => {
  assert.ok(isSigned(trust, byUnionPay({ a: '1' }, 'providerNext', 'unionpayNext'), now), 'a new certificate')
  for (const cert of ['unionpayOfStranger', 'otherMerchantOfUnionpay', 'signedByMerchant']) {
    assert.ok(!isSigned(trust, byUnionPay({ a: '1' }, 'stranger', cert), now), cert)
  }
  assert.ok(!isSigned(trust, byUnionPay({ a: '1' }, 'stranger', 'unionpay'), now), 'another key')
  assert.ok(!isSigned(trust, { ...byUnionPay({ a: '1' }), signPubKeyCert: 'nonsense' }, now))
  assert.ok(!isSigned(trust, { ...byUnionPay({ a: '1' }), signMethod: '12' }, now))
})

test('an answer is read as it is written, without decoding', () => {
  const text = `respCode=00&respMsg=成功[0000000]&cardInfo={a=1&b=[2&3]}&signPubKeyCert=${pem('unionpay')}&signature=ab+c/d==`
  assert.deepEqual(answerFields(text), {
    ...{ respCode: '00', respMsg: '成功[0000000]', cardInfo: '{a=1&b=[2&3]}' },
    ...{ signPubKeyCert: pem('unionpay'), signature: 'ab+c/d==' },
  })
  for (const broken of ['', 'respCode', '=1', 'a=1&a=2']) assert.equal(answerFields(broken), undefined, broken)
})

test('a serial number is written in decimal', () => {
  const { serialNumber } = certificate('merchant')
  assert.equal(serialOf(certificate('merchant')), BigInt(`0x${serialNumber}`).toString())
  assert.match(serialOf(certificate('merchant')), /^\d+$/)
})
