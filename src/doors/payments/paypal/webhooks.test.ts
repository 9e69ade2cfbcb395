import assert from 'node:assert/strict'
import { sign } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { vector, vectorKey } from '../../../../test/stand-ins/payment-vectors.ts'
import { keyPair, pem } from '../../../../test/stand-ins/throw-away-keys.ts'
import { Refusal } from '../../../lib/problems.ts'
import { checkWebhook, isPayPalUrl, isSigned, signedText, signingKeys } from './webhooks.ts'

const now = new Date('2026-11-20T19:00:00Z')
const lower = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

test('a webhook is checked as the vector says', () => {
  const { input, expect } = vector('paypal', 'webhook-self-verify')
  const headers = lower(input.headers)
  const raw = Buffer.from(input.body)
  const { publicKey } = vectorKey('platform')
  assert.equal(signedText(headers, input.webhookId, raw), expect.message)
  assert.ok(isSigned(publicKey, headers, input.webhookId, raw))
  assert.ok(!isSigned(publicKey, headers, 'another webhook', raw))
  assert.ok(!isSigned(publicKey, headers, input.webhookId, Buffer.from(`${input.body} `)))
  assert.ok(!isSigned(publicKey, { ...headers, 'paypal-auth-algo': 'none' }, input.webhookId, raw))
  assert.ok(!isSigned(publicKey, { ...headers, 'paypal-transmission-id': 'another' }, input.webhookId, raw))
})

test('a certificate is never got from a host that is not PayPal’s', async () => {
  const asked: string[] = []
  const keyOf = signingKeys({ roots: [pem('root')] }, async (url) => {
    asked.push(url)
    return pem('paypal') + pem('middle')
  })
  for (const url of [
    'http://api.paypal.com/cert',
    'https://api.paypal.com.example.org/cert',
    'https://notpaypal.com/cert',
    'https://api.paypal.com@example.org/cert',
    'https://user@api.paypal.com/cert',
    'https://api.paypal.com:8443/cert',
    'https://example.org/api.paypal.com',
    'file:///etc/passwd',
    'not a url',
    '',
  ]) {
    assert.equal(await keyOf(url, now), undefined, url)
  }
  assert.deepEqual(asked, [])
  assert.ok(await keyOf('https://api.paypal.com/v1/notifications/certs/CERT-1', now))
  assert.equal(asked.length, 1)
  fc.assert(fc.property(fc.webUrl(), (url) => assert.ok(!isPayPalUrl(url) || new URL(url).host.endsWith('paypal.com'))))
})

test('a certificate that leads nowhere, is expired or bears another name gives no key', async () => {
  for (const name of ['paypalOfStranger', 'paypalExpired', 'paypalLookalike', 'merchant']) {
    const keyOf = signingKeys({ roots: [pem('root')] }, async () => pem(name) + pem('middle') + pem('strangerRoot'))
    assert.equal(await keyOf('https://api.paypal.com/cert', now), undefined, name)
  }
})

test('a certificate is got once, and a new address brings the new one', async () => {
  let asked = 0
  const keyOf = signingKeys({ roots: [pem('root')] }, async (url) => {
    asked++
    return pem(url.endsWith('next') ? 'paypalNext' : 'paypal') + pem('middle')
  })
  const first = await keyOf('https://api.paypal.com/cert', now)
  assert.equal(await keyOf('https://api.paypal.com/cert', now), first)
  assert.equal(asked, 1)
  const next = await keyOf('https://api.paypal.com/next', now)
  assert.ok(next?.equals(keyPair('providerNext').publicKey))
  assert.equal(asked, 2)
})

function sent(body: string, changes: Record<string, string> = {}, at = now) {
  const headers: Record<string, string> = {
    'paypal-transmission-id': 'id-1',
    'paypal-transmission-time': at.toISOString(),
    'paypal-cert-url': 'https://api.paypal.com/cert',
    'paypal-auth-algo': 'SHA256withRSA',
  }
  const text = signedText(headers, 'webhook', Buffer.from(body))
  const signature = sign('sha256', Buffer.from(text), keyPair('provider').privateKey).toString('base64')
  return { ...headers, 'paypal-transmission-sig': signature, ...changes }
}

test('a webhook without signature, of another key, four days old or from the future is refused', async () => {
  const keyOf = async () => keyPair('provider').publicKey
  const check = (headers: Record<string, string>, body = '{}') =>
    checkWebhook('webhook', keyOf, headers, Buffer.from(body), now)
  const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.problem.code === code
  await check(sent('{}'))
  await check(sent('{}', {}, new Date(now.getTime() - 3 * 86_400_000)))
  const wrong: Record<string, string>[] = [
    { 'paypal-transmission-sig': '' },
    { 'paypal-transmission-sig': 'AAAA' },
    { 'paypal-transmission-time': '' },
    { 'paypal-transmission-time': new Date(now.getTime() - 1000).toISOString() },
  ]
  for (const changes of wrong) {
    await assert.rejects(check(sent('{}', changes)), refused('payments.forgedNotice'))
  }
  await assert.rejects(check(sent('{}'), '{ }'), refused('payments.forgedNotice'))
  for (const days of [-4.1, 0.1]) {
    const then = new Date(now.getTime() + days * 86_400_000)
    await assert.rejects(check(sent('{}', {}, then)), refused('payments.staleNotice'))
  }
})
