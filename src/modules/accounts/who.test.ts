import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { openSignIn, type SignInHouse } from '../../../test/sign-in.ts'
import { type BrandId, newId } from '../../lib/ids.ts'
import { addMember, changeMember } from './members.ts'
import { insertBrand } from './store.ts'

let house: SignInHouse
before(async () => {
  house = await openSignIn()
})
after(() => house.close())

async function brand(slug: string): Promise<BrandId> {
  const brandId = newId<'brand'>(new Date())
  const alma = { brandId, slug, name: 'Alma', currency: 'EUR', country: 'FR' } as const
  await insertBrand(house.database.sql, new Date(), alma)
  return brandId
}

/** Resolves when Postgres has told of a change that `work` makes. */
async function told(work: () => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: house.database.url })
  await client.connect()
  await client.query('listen who')
  const heard = once(client, 'notification')
  await work()
  await heard
  await client.end()
}

/** What `check` says, as soon as it says yes. A process hears of changes a moment after the commit. */
async function eventually(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((next) => setImmediate(next))
}

test('nobody is nobody', async () => {
  assert.deepEqual(await house.signIn.whoOf({ headers: {} }), { kind: 'nobody' })
})

test('a tampered cookie is nobody, also while the true one is remembered', async () => {
  const dana = await house.signUp('tampered@example.com')
  assert.equal((await dana.who()).kind, 'person')
  const cookie = dana.cookie!
  const at = cookie.indexOf('=') + 3
  const other = cookie[at] === 'A' ? 'B' : 'A'
  const tokenChanged = cookie.slice(0, at) + other + cookie.slice(at + 1)
  const dot = cookie.lastIndexOf('.') + 3
  const signatureChanged = cookie.slice(0, dot) + (cookie[dot] === 'A' ? 'B' : 'A') + cookie.slice(dot + 1)
  const unsigned = cookie.slice(0, cookie.lastIndexOf('.'))
  for (const forged of [tokenChanged, signatureChanged, unsigned, `${unsigned}.`]) {
    assert.equal((await house.signIn.whoOf({ headers: { cookie: forged } })).kind, 'nobody', forged)
  }
})

test('a remembered cookie costs no query', async () => {
  const dana = await house.signUp('cached@example.com')
  await dana.who()
  const queries = house.database.pool.query
  house.database.pool.query = (() => assert.fail('a query was made')) as never
  try {
    assert.equal((await dana.who()).kind, 'person')
  } finally {
    house.database.pool.query = queries
  }
})

test('signing out is known at once', async () => {
  const dana = await house.signUp('out@example.com')
  const cookie = dana.cookie
  assert.equal((await dana.who()).kind, 'person')
  assert.equal((await dana.post('/sign-out')).statusCode, 200)
  assert.equal(dana.cookie, undefined)
  assert.equal((await house.signIn.whoOf({ headers: { cookie } })).kind, 'nobody')
})

test('a session that has run out is nobody', async () => {
  const dana = await house.signUp('expired@example.com')
  const { personId } = await dana.person()
  await house.database
    .sql`update accounts.sessions set expires_at = now() - interval '1 second' where person_id = ${personId}`
  house.signIn.forget(personId)
  assert.equal((await dana.who()).kind, 'nobody')
})

test('every process hears of a change of roles, of a name, and of a session ended elsewhere', async () => {
  const email = 'heard@example.com'
  const bea = await house.signUp(email)
  const { personId } = await bea.person()
  const brandId = await brand('heard')
  await house.database.sql`update accounts.people set email_verified = true where id = ${personId}`
  await told(() => house.inCtx((ctx) => addMember(ctx, { brandId, email, roles: ['host'] })))
  await eventually(async () => (await bea.person()).roles[brandId]?.[0] === 'host')
  await told(() =>
    house
      .inCtx((ctx) => addMember(ctx, { brandId, email: 'o@example.com', roles: ['owner'] }))
      .then(() => house.inCtx((ctx) => changeMember(ctx, { brandId, email, roles: ['moderator'] }))),
  )
  await eventually(async () => (await bea.person()).roles[brandId]?.[0] === 'moderator')
  await told(() => house.database.sql`update accounts.people set name = 'Béa' where id = ${personId}`)
  await eventually(async () => (await bea.person()).name === 'Béa')
  await told(() => house.database.sql`delete from accounts.sessions where person_id = ${personId}`)
  await eventually(async () => (await bea.who()).kind === 'nobody')
})

test('an invitation is not taken by signing up with its e-mail, but by proving it', async () => {
  const email = 'invited@example.com'
  const brandId = await brand('invited')
  await house.inCtx((ctx) => addMember(ctx, { brandId, email, roles: ['host'] }))
  const claims = await house.signUp(email)
  const otp = await house.codeFor(email)
  assert.deepEqual((await claims.person()).roles, {})
  // Nor by signing in again without proof.
  await claims.post('/sign-in/email', { email, password: 'a long enough password' })
  assert.deepEqual((await claims.person()).roles, {})
  const answer = await claims.post('/email-otp/verify-email', { email, otp })
  assert.equal(answer.statusCode, 200, answer.body)
  await eventually(async () => (await claims.person()).roles[brandId]?.[0] === 'host')
})

test('a code takes the invitation, and throws out whoever signed up with the e-mail before without proof', async () => {
  const email = 'squatted@example.com'
  const brandId = await brand('squatted')
  const squatter = await house.signUp(email)
  await house.mails()
  await house.inCtx((ctx) => addMember(ctx, { brandId, email, roles: ['owner'] }))
  await house.browser().post('/email-otp/send-verification-otp', { email, type: 'sign-in' })
  const otp = await house.codeFor(email)
  const invited = house.browser()
  assert.equal((await invited.post('/sign-in/email-otp', { email, otp })).statusCode, 200)
  assert.deepEqual((await invited.person()).roles[brandId], ['owner'])
  await eventually(async () => (await squatter.who()).kind === 'nobody')
  const again = await house.browser().post('/sign-in/email', { email, password: 'a long enough password' })
  assert.equal(again.json().code, 'accounts.wrongPassword')
})
