import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Calls, openCalls, refused } from '../../../test/calls.ts'
import type { Who } from '../../ctx.ts'
import { type BrandId, newId } from '../../lib/ids.ts'
import * as accounts from './accounts.ts'
import { addMember, changeMember, members, removeMember } from './members.ts'

let calls: Calls
before(async () => {
  calls = await openCalls()
})
after(() => calls.close())
beforeEach(() => calls.database.sql.text('truncate accounts.brands, accounts.people cascade'))

const house: Who = { kind: 'house' }

const wish = {
  brand: { name: 'Maison Alma', slug: 'alma', currency: 'EUR', country: 'FR' },
  owner: { name: 'Alma', email: 'alma@example.com', password: 'a long enough password' },
} as const
const setUp = (email: string = wish.owner.email, slug: string = wish.brand.slug) =>
  calls.call({ kind: 'nobody' }, (ctx) =>
    accounts.setUp(ctx, { brand: { ...wish.brand, slug }, owner: { ...wish.owner, email } }),
  )

async function ownerOf(brandId: BrandId): Promise<Who> {
  const { items } = await calls.call(house, (ctx) => members(ctx, { brandId }))
  return { kind: 'person', personId: items[0]!.personId!, guest: false, name: '', roles: {} }
}

test('the first brand and its owner are made once', async () => {
  assert.deepEqual(await calls.call(house, accounts.setup), { needed: true })
  const { brandId } = await setUp()
  assert.deepEqual(await calls.call(house, accounts.setup), { needed: false })
  const { items } = await calls.call(house, (ctx) => members(ctx, { brandId }))
  assert.deepEqual(
    items.map(({ email, roles, invited }) => ({ email, roles, invited })),
    [{ email: 'alma@example.com', roles: ['owner'], invited: false }],
  )
  await assert.rejects(setUp('eve@example.com', 'eve'), refused('accounts.alreadySetUp'))
})

/** Resolves once somebody waits for a lock that a transaction holds. */
async function somebodyWaits(): Promise<'waiting'> {
  for (;;) {
    const rows = await calls.database.sql`select from pg_locks where not granted`
    if (rows.length > 0) return 'waiting'
    await new Promise((next) => setImmediate(next))
  }
}

test('whoever sets up while another does waits, and then leaves nothing', async () => {
  const [isSetUp, mayCommit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const first = calls.call(house, async (ctx) => {
    await accounts.setUp(ctx, wish)
    isSetUp.resolve()
    await mayCommit.promise
  })
  await isSetUp.promise
  const second = setUp('eve@example.com', 'eve').catch((error: unknown) => error)
  assert.equal(await Promise.race([second, somebodyWaits()]), 'waiting')
  mayCommit.resolve()
  await first
  refused('accounts.alreadySetUp')(await second)
  const [count] = await calls.database.sql`
    select (select count(*)::int from accounts.brands) as brands, (select count(*)::int from accounts.people) as people`
  assert.deepEqual(count, { brands: 1, people: 1 })
})

test('setting up refuses a weak password', async () => {
  const weak = { ...wish, owner: { ...wish.owner, password: 'too short' } }
  await assert.rejects(
    calls.call(house, (ctx) => accounts.setUp(ctx, weak)),
    refused('accounts.weakPassword'),
  )
})

test('an owner founds another brand, at a free address; nobody else does', async () => {
  const { brandId } = await setUp()
  const second = { name: 'Zwei', slug: 'zwei', currency: 'CHF', country: 'CH' } as const
  const owner = await ownerOf(brandId)
  const founded = await calls.call(owner, (ctx) => accounts.createBrand(ctx, second))
  const { memberships } = await calls.call(owner, accounts.me)
  assert.deepEqual(
    memberships.map(({ brand, roles }) => [brand.brandId, roles]),
    [
      [brandId, ['owner']],
      [founded.brandId, ['owner']],
    ],
  )
  await assert.rejects(
    calls.call(owner, (ctx) => accounts.createBrand(ctx, second)),
    refused('accounts.slugTaken'),
  )
  const stranger = await calls.account('stranger@example.com')
  await assert.rejects(
    calls.call(stranger, (ctx) => accounts.createBrand(ctx, { ...second, slug: 'drei' })),
    refused('accounts.ownersOnly'),
  )
})

test('what a brand does not change stays, and its mark can be taken away', async () => {
  const { brandId } = await setUp()
  const markPictureId = newId<'picture'>(calls.clock.now())
  await calls.call(house, (ctx) => accounts.changeBrand(ctx, { brandId, tagline: 'Light', markPictureId }))
  await calls.call(house, (ctx) => accounts.changeBrand(ctx, { brandId, accent: '#112233' }))
  const brand = await accounts.brandById(calls.database.sql, brandId)
  assert.deepEqual(
    [brand!.name, brand!.tagline, brand!.accent, brand!.markUrl],
    ['Maison Alma', 'Light', '#112233', `/pictures/${markPictureId}.webp`],
  )
  await calls.call(house, (ctx) => accounts.changeBrand(ctx, { brandId, tagline: '', markPictureId: null }))
  const after = await calls.call(house, (ctx) => accounts.brand(ctx, { slug: 'alma' }))
  assert.deepEqual([after.tagline, after.markUrl], ['', null])
  await assert.rejects(
    calls.call(house, (ctx) => accounts.brand(ctx, { slug: 'none' })),
    refused('accounts.unknownBrand'),
  )
})

test('who has proved an e-mail is a member at once, others are invited, and nobody twice', async () => {
  const { brandId } = await setUp()
  const bea = await calls.account('bea@example.com')
  await calls.account('eli@example.com', false)
  const add = (email: string) => calls.call(house, (ctx) => addMember(ctx, { brandId, email, roles: ['host'] }))
  assert.deepEqual([(await add('bea@example.com')).invited, (await add('eli@example.com')).invited], [false, true])
  assert.equal((await add('carl@example.com')).invited, true)
  await assert.rejects(add('carl@example.com'), refused('accounts.alreadyMember'))
  assert.deepEqual(await accounts.rolesOf(calls.database.sql, brandId, bea.personId), ['host'])
})

test('two owners who leave or step down at once: one of them stays owner', async () => {
  for (let round = 0; round < 5; round++) {
    await calls.database.sql.text('truncate accounts.brands, accounts.people cascade')
    const { brandId } = await setUp()
    await calls.account('bea@example.com')
    await calls.call(house, (ctx) => addMember(ctx, { brandId, email: 'bea@example.com', roles: ['owner'] }))
    const outcomes: PromiseSettledResult<unknown>[] = await Promise.allSettled([
      calls.call(house, (ctx) => removeMember(ctx, { brandId, email: 'alma@example.com' })),
      calls.call(house, (ctx) => changeMember(ctx, { brandId, email: 'bea@example.com', roles: ['host'] })),
    ])
    const failed = outcomes.filter((one) => one.status === 'rejected')
    assert.equal(failed.length, 1)
    assert.ok(refused('accounts.lastOwner')(failed[0]!.reason))
  }
})

test('a guest has no e-mail to others, an account does', async () => {
  const dana = await calls.account('dana@example.com')
  const guest = await calls.guest('Guest 1234')
  const guestId = guest.personId
  const people = await accounts.personsByIds(calls.database.sql, [dana.personId, guestId, newId(calls.clock.now())])
  assert.deepEqual(
    [...people.values()].map(({ name, email, guest }) => ({ name, email, guest })).sort((a, b) => +a.guest - +b.guest),
    [
      { name: 'dana@example.com', email: 'dana@example.com', guest: false },
      { name: 'Guest 1234', email: null, guest: true },
    ],
  )
  assert.equal((await accounts.personsByIds(calls.database.sql, [])).size, 0)
})

test('people change their name and their language, each without the other', async () => {
  const dana = await calls.account('dana@example.com')
  await calls.call(dana, (ctx) => accounts.changeMe(ctx, { name: 'Dana' }))
  await calls.call(dana, (ctx) => accounts.changeMe(ctx, { locale: 'zh-Hans' }))
  const { person: me } = await calls.call(dana, accounts.me)
  assert.deepEqual(me, {
    personId: dana.personId,
    name: 'Dana',
    email: 'dana@example.com',
    emailVerified: true,
    guest: false,
    locale: 'zh-Hans',
  })
})
