import assert from 'node:assert/strict'
import { test } from 'node:test'
import { certificate, keyPair, pem } from '../../../../test/stand-ins/throw-away-keys.ts'
import { peer } from '../../../../test/stand-ins/wechat-pay-peer.ts'
import { openCertificates, platformKeys } from './platform-keys.ts'

const apiV3Key = 'a key of exactly thirty-two byte'
const from = new Date('2026-01-01T00:00:00Z')
const until = new Date('2031-01-01T00:00:00Z')
const now = new Date('2026-11-20T19:00:00Z')
const minute = 60_000
const later = (ms: number) => new Date(now.getTime() + ms)
const one = (name: string) => {
  const { serialNumber: serial, publicKey: key } = certificate(name)
  return { serial, key, from, until }
}
const own = { id: 'PUB_KEY_ID_1', key: keyPair('provider').publicKey }

function answer(serial: string, name: string): Buffer {
  const encrypt_certificate = {
    ...{ algorithm: 'AEAD_AES_256_GCM', nonce: 'nonce-of-12b', associated_data: 'certificate' },
    ciphertext: peer.AesGcm.encrypt(pem(name), apiV3Key, 'nonce-of-12b', 'certificate'),
  }
  const times = { effective_time: from.toISOString(), expire_time: until.toISOString() }
  return Buffer.from(JSON.stringify({ data: [{ serial_no: serial, ...times, encrypt_certificate }] }))
}

test('certificates are opened with our key, and each bears the number it is listed under', () => {
  const { serial, key } = one('wechat')
  const [opened] = openCertificates(apiV3Key, answer(serial, 'wechat'))
  assert.deepEqual([opened!.serial, opened!.from, opened!.until], [serial, from, until])
  assert.ok(opened!.key.equals(key))
  assert.throws(() => openCertificates(apiV3Key, answer(serial, 'wechatNext')), /names another certificate/)
  assert.throws(() => openCertificates('another key of thirty-two bytes!', answer(serial, 'wechat')))
})

test('a certificate counts in its time alone, and the newest is preferred', () => {
  const keys = platformKeys(undefined)
  const next = { ...one('wechatNext'), from: new Date('2026-06-01T00:00:00Z') }
  keys.keep([one('wechat'), next], now)
  assert.ok(keys.keyOf(next.serial, now))
  assert.equal(keys.keyOf(next.serial, new Date('2026-05-31T00:00:00Z')), undefined)
  assert.equal(keys.keyOf(next.serial, until), undefined)
  assert.equal(keys.preferred(now), next.serial)
  assert.equal(keys.preferred(from), one('wechat').serial)
  assert.equal(platformKeys(own).preferred(now), own.id)
})

test('certificates are asked for at first, twice a day, and for an unknown name at most once a minute', () => {
  const keys = platformKeys(undefined)
  assert.ok(keys.areWanted(now))
  keys.keep([one('wechat')], now)
  assert.ok(!keys.areWanted(later(11 * 60 * minute)))
  assert.ok(keys.areWanted(later(12 * 60 * minute + 1)))
  keys.miss('ABC')
  assert.ok(!keys.areWanted(later(minute)))
  assert.ok(keys.areWanted(later(minute + 1)))
})

test('who has the public key asks for certificates only when one is named', () => {
  const keys = platformKeys(own)
  assert.ok(!keys.areWanted(now))
  keys.miss('PUB_KEY_ID_2')
  assert.ok(!keys.areWanted(now))
  keys.miss('ABC')
  assert.ok(keys.areWanted(now))
})
