import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSignIn, password, type SignInHouse } from '../../../test/sign-in.ts'

let house: SignInHouse
before(async () => {
  house = await openSignIn()
})
after(() => house.close())

test('rubbish is refused by name and never breaks the server', async () => {
  const send = (url: string, payload: string | Buffer, type: string) =>
    house.app.inject({ method: 'POST', url: `/api/auth${url}`, payload, headers: { 'content-type': type } })
  for (const [url, payload, type] of [
    ['/sign-in/email', '{', 'application/json'],
    ['/sign-in/email', '[]', 'application/json'],
    ['/sign-in/email', '{"email":{"a":1},"password":[]}', 'application/json'],
    ['/sign-in/email', `{"email":"${'x'.repeat(20_000)}"}`, 'application/json'],
    ['/sign-in/email', '<x/>', 'text/xml'],
    ['/sign-up/email', '{"name":"a\\u0000","email":"z@example.com","password":"0123456789"}', 'application/json'],
    ['/sign-in/email', 'email=a%40b.co&password=0123456789', 'application/x-www-form-urlencoded'],
    ['/sign-in/email-otp', '{"email":"\\u0000@example.com","otp":"\\u0000"}', 'application/json'],
    ['/email-otp/send-verification-otp', '{"email":"a@b.co","type":"nonsense"}', 'application/json'],
    ['/email-otp/send-verification-otp', '{"email":"\\u0000","type":"sign-in"}', 'application/json'],
  ] as const) {
    const answer = await send(url, payload, type)
    assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${payload.slice(0, 60)}: ${answer.body}`)
    assert.ok(answer.json().code, answer.body)
  }
})

test('what we do not open of the sign-in library is not there', async () => {
  for (const path of ['/update-user', '/delete-user', '/delete-anonymous-user', '/change-email', '/sign-in/social']) {
    assert.equal((await house.browser().post(path, {})).json().code, 'edge.unknownRoute', path)
  }
})

test('somebody else’s page cannot post with our cookie, nor sign a visitor in', async () => {
  const dana = await house.signUp('csrf@example.com')
  const from = (origin: string) => dana.post('/sign-out', {}, { origin })
  assert.equal((await from('https://evil.example')).json().code, 'edge.foreignOrigin')
  assert.equal((await from('null')).json().code, 'edge.foreignOrigin')
  assert.equal((await dana.who()).kind, 'person')
  const wish = { email: 'csrf@example.com', password }
  const login = await house.browser().post('/sign-in/email', wish, { origin: 'https://evil.example' })
  assert.equal(login.json().code, 'edge.foreignOrigin')
})

test('a page may call the host it came from: the public address, localhost, or one in the LAN', async () => {
  for (const host of ['localhost:4500', '127.0.0.1:4500', '192.168.1.7:4500']) {
    const browser = house.browser()
    browser.headers = { host, origin: `http://${host}` }
    assert.equal((await browser.post('/sign-in/anonymous')).statusCode, 200, host)
    assert.equal((await browser.post('/sign-out')).statusCode, 200, host)
    assert.equal((await browser.who()).kind, 'nobody')
  }
})

test('too many sign-ins from one address are refused, whatever address they claim', async () => {
  const strict = await openSignIn({ limits: 1 })
  try {
    const wish = { email: 'nobody@example.com', password }
    const answers: string[] = []
    for (let i = 0; i < 21; i++) {
      const claimed = { 'x-forwarded-for': `198.51.100.${i}`, 'x-estrade-address': `198.51.100.${i}` }
      answers.push((await strict.browser('203.0.113.1').post('/sign-in/email', wish, claimed)).json().code)
    }
    assert.equal(answers[19], 'accounts.wrongPassword')
    assert.equal(answers[20], 'edge.slowDown')
    assert.equal((await strict.browser('203.0.113.2').post('/sign-in/email', wish)).statusCode, 401)
  } finally {
    await strict.close()
  }
})
