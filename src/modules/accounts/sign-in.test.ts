import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSignIn, password, type SignInHouse } from '../../../test/sign-in.ts'

let house: SignInHouse
before(async () => {
  house = await openSignIn()
})
after(() => house.close())

test('whoever signs up is known by the cookie that came back', async () => {
  const dana = await house.signUp('Up@example.com')
  const who = await dana.person()
  assert.deepEqual(
    { email: who.email, guest: who.guest, name: who.name, roles: who.roles },
    { email: 'up@example.com', guest: false, name: 'Dana', roles: {} },
  )
})

test('the cookie is out of reach of scripts and other sites, and lives 30 days', async () => {
  const answer = await house.browser().post('/sign-in/anonymous')
  const line = [answer.headers['set-cookie']].flat().find((one) => one?.startsWith('estrade.session_token='))
  assert.match(line!, /HttpOnly/i)
  assert.match(line!, /SameSite=Lax/i)
  assert.match(line!, /Max-Age=2592000/i)
  assert.match(line!, /Path=\//i)
  assert.doesNotMatch(line!, /Secure/i)
})

test('over https the cookie travels over https only', async () => {
  const secure = await openSignIn({ publicUrl: 'https://shop.example' })
  try {
    const guest = secure.browser()
    guest.headers = { host: 'shop.example', origin: 'https://shop.example' }
    const answer = await guest.post('/sign-in/anonymous')
    assert.match([answer.headers['set-cookie']].flat().join(), /__Secure-estrade\.session_token=.*; Secure/)
    assert.equal((await guest.who()).kind, 'person')
  } finally {
    await secure.close()
  }
})

test('a wrong password and an unknown e-mail get the same answer', async () => {
  await house.signUp('known@example.com')
  const wrong = await house.browser().post('/sign-in/email', { email: 'known@example.com', password: 'not that one' })
  const unknown = await house.browser().post('/sign-in/email', { email: 'unknown@example.com', password })
  assert.equal(wrong.statusCode, 401)
  assert.equal(wrong.json().code, 'accounts.wrongPassword')
  assert.match(String(wrong.headers['content-type']), /^application\/problem\+json/)
  assert.deepEqual([unknown.statusCode, unknown.body], [wrong.statusCode, wrong.body])
})

test('a password has at least 10 characters, a name is visible, an e-mail is one', async () => {
  const up = async (body: object) => (await house.browser().post('/sign-up/email', body)).json().code
  const email = 'rules@example.com'
  assert.equal(await up({ name: 'R', email, password: 'ninechars' }), 'accounts.weakPassword')
  assert.equal(await up({ name: 'a\u202eb', email, password }), 'accounts.badName')
  assert.equal(await up({ name: 'x'.repeat(81), email, password }), 'accounts.badName')
  assert.equal(await up({ name: 'R', email: 'no mail', password }), 'edge.malformed')
  await house.signUp(email)
  assert.equal(await up({ name: 'R', email, password }), 'accounts.emailTaken')
})
