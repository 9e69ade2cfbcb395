import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSignIn, password, type SignInHouse } from '../../../test/sign-in.ts'
import type { PersonId } from '../../lib/ids.ts'
import { guestBecameAccount } from './accounts.ts'

let house: SignInHouse
before(async () => {
  house = await openSignIn()
})
after(() => house.close())

test('a guest is known, has a name and no e-mail', async () => {
  const guest = house.browser()
  await guest.post('/sign-in/anonymous')
  const who = await guest.person()
  assert.equal(who.guest, true)
  assert.match(who.name, /^Guest \d{4}$/)
  assert.equal(who.email, undefined)
})

test('a guest who signs up becomes that account, and it is told once', async () => {
  const told: { guestId: PersonId; personId: PersonId }[] = []
  guestBecameAccount.rewire(async (_ctx, news) => void told.push(news))
  const browser = house.browser()
  await browser.post('/sign-in/anonymous')
  const guest = await browser.person()
  const guestCookie = browser.cookie
  await browser.post('/sign-up/email', { name: 'Dana', email: 'was-guest@example.com', password })
  const account = await browser.person()
  assert.equal(account.guest, false)
  assert.deepEqual(told, [{ guestId: guest.personId, personId: account.personId }])
  const [row] = await house.database.sql<{ became: string }>`
    select became from accounts.people where id = ${guest.personId}`
  assert.equal(row!.became, account.personId)
  const sessions = await house.database.sql`select from accounts.sessions where person_id = ${guest.personId}`
  assert.equal(sessions.length, 0)
  // The news goes by way of the database, to every process.
  const guestNow = () => house.signIn.whoOf({ headers: { cookie: guestCookie } })
  for (const endAt = Date.now() + 5000; Date.now() < endAt && (await guestNow()).kind !== 'nobody'; ) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  assert.equal((await guestNow()).kind, 'nobody')
  guestBecameAccount.rewire()
})

test('what hears of the guest can undo it: both or nothing, and the next sign-in tells it again', async () => {
  await house.signUp('retry@example.com')
  const browser = house.browser()
  await browser.post('/sign-in/anonymous')
  const guest = await browser.person()
  guestBecameAccount.rewire(async () => {
    throw new Error('the bag cannot be moved now')
  })
  const failed = await browser.post('/sign-in/email', { email: 'retry@example.com', password })
  assert.equal(failed.statusCode, 500)
  assert.equal((await browser.person()).personId, guest.personId)
  let told = 0
  guestBecameAccount.rewire(async () => void told++)
  assert.equal((await browser.post('/sign-in/email', { email: 'retry@example.com', password })).statusCode, 200)
  assert.equal(told, 1)
  guestBecameAccount.rewire()
})

test('two tabs that sign in at once tell of the guest once', async () => {
  await house.signUp('tabs@example.com')
  const tab = house.browser()
  await tab.post('/sign-in/anonymous')
  const other = house.browser()
  other.cookie = tab.cookie
  let told = 0
  guestBecameAccount.rewire(async () => void told++)
  const wish = { email: 'tabs@example.com', password }
  await Promise.all([tab.post('/sign-in/email', wish), other.post('/sign-in/email', wish)])
  assert.equal(told, 1)
  guestBecameAccount.rewire()
})

test('nobody becomes a guest who has a session already', async () => {
  for (const browser of [await house.signUp('stays@example.com'), house.browser()]) {
    await browser.post('/sign-in/anonymous')
    const before = await browser.person()
    const answer = await browser.post('/sign-in/anonymous')
    assert.equal(answer.json().code, 'accounts.alreadySignedIn')
    assert.equal((await browser.person()).personId, before.personId)
  }
})
