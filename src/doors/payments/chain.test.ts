import assert from 'node:assert/strict'
import { test } from 'node:test'
import { certificate, pem } from '../../../test/stand-ins/throw-away-keys.ts'
import { certificatesIn, leadsTo } from './chain.ts'

const now = new Date('2026-11-20T19:00:00Z')
const root = certificate('root')
const middle = certificate('middle')
const leads = (name: string, between = [middle], at = now) => leadsTo([root], certificate(name), between, at)

test('a certificate leads to a trusted root by those in between', () => {
  assert.ok(leads('paypal'))
  assert.ok(leadsTo([middle], certificate('paypal'), [], now))
})

test('one of another root, without its middle, out of its time, or signed by who may not sign, does not', () => {
  assert.ok(!leads('paypalOfStranger', [middle, certificate('strangerRoot')]))
  assert.ok(!leads('paypalOfImpostor'), 'it names the middle, which did not sign it')
  assert.ok(!leads('paypal', []))
  assert.ok(!leads('paypalExpired'))
  assert.ok(!leads('paypal', [middle], new Date('2019-11-20T19:00:00Z')))
  assert.ok(!leads('signedByMerchant', [middle, certificate('merchant')]))
})

test('a PEM of several certificates is read in its order', () => {
  const names = certificatesIn(`${pem('paypal')}\n${pem('middle')}`).map((one) => one.fingerprint256)
  assert.deepEqual(names, [certificate('paypal').fingerprint256, middle.fingerprint256])
  assert.deepEqual(certificatesIn('nothing'), [])
})
