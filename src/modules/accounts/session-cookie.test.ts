import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeSignature } from 'better-auth/crypto'
import { cookieValue, openSessionCookie, sessionCookieName } from './session-cookie.ts'

const name = 'estrade.session_token'

test('a cookie is found among others, and only under its whole name', () => {
  assert.equal(cookieValue(`${name}=v`, name), 'v')
  assert.equal(cookieValue(`a=1; ${name}=v; b=2`, name), 'v')
  assert.equal(cookieValue(`a=1;${name}=v`, name), 'v')
  assert.equal(cookieValue(`x${name}=no; ${name}x=no; ${name}=v`, name), 'v')
  assert.equal(cookieValue(`__Secure-${name}=no`, name), undefined)
  assert.equal(cookieValue('a=1', name), undefined)
  assert.equal(cookieValue(undefined, name), undefined)
})

test('over https the name says that it came over https', () => {
  assert.equal(sessionCookieName('http://localhost:4000'), name)
  assert.equal(sessionCookieName('https://shop.example'), `__Secure-${name}`)
})

test('what the library signed is opened, nothing else is', async () => {
  const value = encodeURIComponent(`token.${await makeSignature('token', 'our secret')}`)
  assert.equal(openSessionCookie(value, 'our secret'), 'token')
  assert.equal(openSessionCookie(value, 'another secret'), undefined)
  assert.equal(openSessionCookie(value.replace('token', 'tokem'), 'our secret'), undefined)
  for (const rubbish of ['', '.', 'token', 'token.', 'token.%', '%E0%A4%A', `${value}A`, value.slice(0, -3)]) {
    assert.equal(openSessionCookie(rubbish, 'our secret'), undefined, rubbish)
  }
})

test('each session has one name: a signature that only decodes to the same bytes is refused', async () => {
  const signature = await makeSignature('token', 'our secret')
  // The last character before the padding holds two unused bits.
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const last = alphabet.indexOf(signature.at(-2)!)
  const twin = `${signature.slice(0, -2)}${alphabet[last ^ 1]}=`
  assert.deepEqual(Buffer.from(twin, 'base64'), Buffer.from(signature, 'base64'))
  assert.equal(openSessionCookie(encodeURIComponent(`token.${twin}`), 'our secret'), undefined)
})
