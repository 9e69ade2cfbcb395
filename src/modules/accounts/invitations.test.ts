import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type House, openHouse } from '../../../test/house.ts'
import { refusedAs } from '../../../test/on-air.ts'
import { buildWorld, type World, worldPassword } from '../../../test/world.ts'

let house: House
let world: World
before(async () => {
  house = await openHouse()
  world = await buildWorld(house.estrade)
})
after(() => house[Symbol.asyncDispose]())

const mailTo = async (email: string) => {
  await house.idle()
  return house.estrade.mails!.sent.findLast(({ to }) => to === email)!
}

/** Alma invites; what the mail leads to. */
async function invites(email: string): Promise<string> {
  const alma = await world.as('alma')
  await alma('accounts.addMember', { brandId: world.brandId, email, roles: ['moderator'] })
  const { text } = await mailTo(email)
  const [url, key] = /http\S+\/console\/invitation\/([0-9a-f]{64})$/m.exec(text)!
  assert.equal(url, `${house.url}/console/invitation/${key}`)
  return key!
}
const worksForAlma = async (person: { call: House['anyone']['call'] }) =>
  (await person.call('accounts.me', {})).memberships.map(({ brand, roles }) => [brand.slug, ...roles])

test('the link in the mail makes whoever has it a member, also under another address, and once', async () => {
  const key = await invites('noe@work.example')
  const { brand, roles, email } = await house.anyone.call('accounts.invitation', { key })
  assert.deepEqual([brand.slug, roles, email], ['maison-alma', ['moderator'], 'noe@work.example'])

  const guest = await house.guest()
  await assert.rejects(guest.call('accounts.acceptInvitation', { key }), refusedAs('edge.accountNeeded'))
  const noe = await house.signUp('Noé', 'noe@home.example', worldPassword)
  assert.deepEqual(await noe.call('accounts.acceptInvitation', { key }), { slug: 'maison-alma' })
  assert.deepEqual(await worksForAlma(noe), [['maison-alma', 'moderator']])

  const late = await house.signUp('Late', 'late@home.example', worldPassword)
  await assert.rejects(late.call('accounts.acceptInvitation', { key }), refusedAs('accounts.unknownInvitation'))
  await assert.rejects(house.anyone.call('accounts.invitation', { key }), refusedAs('accounts.unknownInvitation'))
  assert.deepEqual(await worksForAlma(late), [])
})

test('an invitation that was withdrawn opens nothing', async () => {
  const email = 'withdrawn@work.example'
  const key = await invites(email)
  const alma = await world.as('alma')
  await alma('accounts.removeMember', { brandId: world.brandId, email })
  const person = await house.signUp('Gone', email, worldPassword)
  await assert.rejects(person.call('accounts.acceptInvitation', { key }), refusedAs('accounts.unknownInvitation'))
})

test('who is a member already does not use up an invitation', async () => {
  const key = await invites('second@work.example')
  const bea = await world.as('bea')
  await assert.rejects(bea('accounts.acceptInvitation', { key }), refusedAs('accounts.alreadyMember'))
  assert.equal((await house.anyone.call('accounts.invitation', { key })).email, 'second@work.example')
})

test('who has proved the address works for the brand at once, and the mail leads to the console', async () => {
  const email = 'proved@work.example'
  const person = await house.signUp('Proved', email, worldPassword)
  const code = /\b\d{6}\b/.exec((await mailTo(email)).text)![0]
  await person.fetch('/api/auth/email-otp/verify-email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: house.url },
    body: JSON.stringify({ email, otp: code }),
  })
  const alma = await world.as('alma')
  await alma('accounts.addMember', { brandId: world.brandId, email, roles: ['host'] })
  assert.ok((await mailTo(email)).text.includes(`${house.url}/console/maison-alma\n`))
  assert.deepEqual(await worksForAlma(person), [['maison-alma', 'host']])
})
