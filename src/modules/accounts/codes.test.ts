import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSignIn, password, type SignInHouse } from '../../../test/sign-in.ts'
import { sendCode } from './jobs.ts'

let house: SignInHouse
before(async () => {
  house = await openSignIn()
})
after(() => house.close())

test('a code for an unknown e-mail is asked for like one for a known', async () => {
  await house.signUp('resets@example.com')
  await house.mails()
  const [known, unknown] = await Promise.all(
    ['resets@example.com', 'stranger@example.com'].map((email) =>
      house.browser().post('/email-otp/request-password-reset', { email }),
    ),
  )
  assert.deepEqual([known!.statusCode, known!.body], [unknown!.statusCode, unknown!.body])
  assert.deepEqual(
    (await house.mails()).map((mail) => mail.to),
    ['resets@example.com'],
  )
})

test('a new password by code ends every session of the old one', async () => {
  const email = 'forgot@example.com'
  const old = await house.signUp(email)
  await house.mails()
  await house.browser().post('/email-otp/request-password-reset', { email })
  const otp = await house.codeFor(email)
  const fresh = 'another long password'
  const answer = await house.browser().post('/email-otp/reset-password', { email, otp, password: fresh })
  assert.equal(answer.statusCode, 200, answer.body)
  assert.equal((await old.who()).kind, 'nobody')
  assert.equal((await house.browser().post('/sign-in/email', { email, password })).statusCode, 401)
  assert.equal((await house.browser().post('/sign-in/email', { email, password: fresh })).statusCode, 200)
})

test('a code signs in, creates the account when there is none, and works once', async () => {
  const email = 'by-code@example.com'
  const asked = await house.browser().post('/email-otp/send-verification-otp', { email, type: 'sign-in' })
  assert.equal(asked.statusCode, 200)
  const otp = await house.codeFor(email)
  const browser = house.browser()
  const wrong = await browser.post('/sign-in/email-otp', { email, otp: otp === '000000' ? '111111' : '000000' })
  assert.equal(wrong.json().code, 'accounts.wrongCode')
  assert.equal((await browser.post('/sign-in/email-otp', { email, otp })).statusCode, 200)
  const who = await browser.person()
  assert.equal(who.email, email)
  assert.match(who.name, /^Guest \d{4}$/)
  assert.equal((await house.browser().post('/sign-in/email-otp', { email, otp })).json().code, 'accounts.wrongCode')
})

test('after three wrong guesses the right code is refused too', async () => {
  const email = 'guessed@example.com'
  await house.browser().post('/email-otp/send-verification-otp', { email, type: 'sign-in' })
  const otp = await house.codeFor(email)
  const wrong = otp === '000000' ? '111111' : '000000'
  for (let i = 0; i < 3; i++) await house.browser().post('/sign-in/email-otp', { email, otp: wrong })
  const answer = await house.browser().post('/sign-in/email-otp', { email, otp })
  assert.equal(answer.json().code, 'accounts.tooManyAttempts')
})

test('an expired code is refused', async () => {
  const email = 'late@example.com'
  await house.browser().post('/email-otp/send-verification-otp', { email, type: 'sign-in' })
  const otp = await house.codeFor(email)
  await house.database.sql`update accounts.codes set expires_at = now() - interval '1 second'`
  const answer = await house.browser().post('/sign-in/email-otp', { email, otp })
  assert.equal(answer.json().code, 'accounts.codeExpired')
})

test('a code that expired while mail was down is not sent any more', async () => {
  const wish = { email: 'down@example.com', code: '482913', purpose: 'sign-in', locale: 'en' } as const
  await house.inCtx(async (ctx) => {
    for (const ms of [0, 60_000]) {
      const expiresAt = new Date(ctx.now.getTime() + ms).toISOString()
      await ctx.later(sendCode, { ...wish, mailId: `expires-in-${ms}`, expiresAt })
    }
  })
  assert.deepEqual(
    (await house.mails()).map((mail) => mail.key),
    ['code-expires-in-60000'],
  )
})

test('codes are not kept in the clear', async () => {
  const email = 'hashed@example.com'
  await house.browser().post('/email-otp/send-verification-otp', { email, type: 'sign-in' })
  const otp = await house.codeFor(email)
  const rows = await house.database.sql`select from accounts.codes where value like ${`%${otp}%`}`
  assert.equal(rows.length, 0)
})

test('one mailbox is sent five codes in a quarter of an hour, whoever asks', async () => {
  const strict = await openSignIn({ limits: 1 })
  try {
    const codes: (string | undefined)[] = []
    for (let i = 0; i < 6; i++) {
      const wish = { email: i % 2 ? 'flood@example.com' : 'FLOOD@example.com', type: 'sign-in' }
      const answer = await strict.browser(`203.0.113.${100 + i}`).post('/email-otp/send-verification-otp', wish)
      codes.push(answer.json().code)
    }
    assert.deepEqual(codes, [...Array(5).fill(undefined), 'accounts.tooManyCodes'])
    assert.equal((await strict.mails()).length, 5)
  } finally {
    await strict.close()
  }
})
test('the mail comes in the language the page is read in', async () => {
  const subjects: string[] = []
  for (const language of ['fr-CH, en;q=0.5', 'zh-CN', 'de, es']) {
    const email = `lang-${subjects.length}@example.com`
    const headers = { 'accept-language': language }
    await house.browser().post('/email-otp/send-verification-otp', { email, type: 'sign-in' }, headers)
    subjects.push((await house.mails())[0]!.subject.replace(/\d{6}/, '…'))
  }
  assert.deepEqual(subjects, ['… – Votre code de connexion', '… – 您的登录验证码', '… – Your sign-in code'])
})
