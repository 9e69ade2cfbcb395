import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type OnAir, openOnAir } from '../../../test/on-air.ts'
import { ctxOver } from '../../lib/http.ts'
import { newId, type PersonId } from '../../lib/ids.ts'
import { judges, talk } from './chat.ts'
import { newcomersMost, type RoomRules, usualRules } from './rules.ts'

let on: OnAir & AsyncDisposable

before(async () => {
  on = await openOnAir()
})
after(() => on[Symbol.asyncDispose]())

const said = async () => (await on.house.anyone.call('shows.room', { showId: on.showId })).chat.messages
const texts = async () => (await said()).map((message) => message.text)
async function ruled(rules: Partial<RoomRules>) {
  const eli = await on.world.as('eli')
  await eli('chat.changeRules', { showId: on.showId, ...usualRules, raid: 'off', ...rules })
  return eli
}
const refusal = async (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: { code: string }) => error.code,
  )

test('a word of the brand is refused, another waits; both from the next message on, without a restart', async () => {
  const { showId } = on
  const eli = await ruled({})
  const dana = await on.house.guest()
  await dana.call('chat.post', { showId, text: 'Is it a replica?' })
  const words = [
    { text: 'replica', action: 'hold' as const },
    { text: 'idiot*', action: 'refuse' as const },
  ]
  await eli('chat.changeWords', { showId, words })
  assert.deepEqual((await eli('chat.settings', { showId })).words, words)
  assert.equal(await refusal(dana.call('chat.post', { showId, text: 'you 1d!0ts' })), 'chat.wordNotAllowed')
  const { state, messageId } = await dana.call('chat.post', { showId, text: 'A replica then' })
  assert.equal(state, 'held')
  assert.ok(!(await texts()).includes('A replica then'))

  const { items } = await eli('chat.waiting', { showId })
  assert.deepEqual(
    items.map(({ text, because }) => [text, because]),
    [['A replica then', 'word']],
  )
  await eli('chat.settle', { showId, messageId: messageId as never, say: true })
  assert.equal(await refusal(eli('chat.settle', { showId, messageId: messageId as never, say: false })), 'chat.notHeld')
  assert.ok((await texts()).includes('A replica then'))
  await eli('chat.changeWords', { showId, words: [] })
})

test('slow mode, only accounts, nobody: told by name, and lifted at once', async () => {
  const { showId } = on
  const guest = await on.house.guest()
  await ruled({ writers: 'accounts' })
  assert.equal(await refusal(guest.call('chat.post', { showId, text: 'Am I in?' })), 'chat.onlyAccounts')
  await ruled({ writers: 'nobody' })
  assert.equal(await refusal(guest.call('chat.post', { showId, text: 'Am I in?' })), 'chat.onlyStaff')
  await ruled({ slowSeconds: 600 })
  const talker = await on.house.guest()
  await talker.call('chat.post', { showId, text: 'I am in' })
  assert.equal(await refusal(talker.call('chat.post', { showId, text: 'and again' })), 'chat.slowMode')
  await ruled({})
  await talker.call('chat.post', { showId, text: 'and again' })
  const parrot = await on.house.guest()
  await parrot.call('chat.post', { showId, text: 'Hello again' })
  assert.equal(await refusal(parrot.call('chat.post', { showId, text: 'H e l l o  AGAIN!' })), 'chat.repeated')
})

test('the same tap sent twice is one message, also in slow mode', async () => {
  const { showId } = on
  await ruled({ slowSeconds: 600 })
  const dana = await on.house.guest()
  const send = () => dana.call('chat.post', { showId, text: 'Twice' }, { key: 'one-tap-two-answers' })
  assert.deepEqual(await send(), await send())
  assert.equal((await texts()).filter((text) => text === 'Twice').length, 1)
  await ruled({})
})

test('whoever is in a shadow sees what they wrote; nobody else does', async () => {
  const { showId } = on
  const eli = await ruled({})
  const spammer = await on.house.guest()
  await eli('chat.ban', { showId, personId: spammer.personId, shadow: true, reason: 'Spam' })
  const answer = await spammer.call('chat.post', { showId, text: 'Nobody reads this' })
  assert.equal(answer.state, 'said')
  assert.ok(!(await texts()).includes('Nobody reads this'))
  assert.equal((await eli('chat.sanctions', { showId })).items[0]!.kind, 'shadow')
  assert.equal((await spammer.call('chat.standing', { showId })).sanction, null)
  await eli('chat.unban', { showId, personId: spammer.personId })
})

test('who is muted reads why, objects once, and the moderator reads it; all of it is written down', async () => {
  const { showId } = on
  const eli = await ruled({})
  const carl = await on.house.guest()
  assert.equal(await refusal(carl.call('chat.appeal', { showId, text: 'Why?' })), 'chat.noSanction')
  await eli('chat.mute', { showId, personId: carl.personId, reason: 'Shouting' })
  const { sanction } = await carl.call('chat.standing', { showId })
  assert.deepEqual([sanction!.kind, sanction!.reason, sanction!.appeal], ['mute', 'Shouting', null])
  await carl.call('chat.appeal', { showId, text: 'I was quoting' })
  assert.equal(await refusal(carl.call('chat.appeal', { showId, text: 'Again' })), 'chat.appealed')
  const one = (await eli('chat.sanctions', { showId })).items.find((item) => item.personId === carl.personId)!
  assert.deepEqual([one.reason, one.appeal, one.by], ['Shouting', 'I was quoting', 'Eli'])
  const uphold = (text: string) => eli('chat.uphold', { showId, personId: carl.personId, text })
  await uphold('It was the third time')
  assert.equal((await carl.call('chat.standing', { showId })).sanction!.appealAnswer, 'It was the third time')
  assert.equal(await refusal(uphold('Once more')), 'chat.noAppeal')
  await eli('chat.unban', { showId, personId: carl.personId })
  assert.equal((await carl.call('chat.standing', { showId })).sanction, null)
  assert.equal(await refusal(uphold('Still')), 'chat.noAppeal')
  const acts = (await eli('chat.acts', { showId, most: 3 })).items
  assert.deepEqual(
    acts.map(({ what, by }) => [what, by]),
    [
      ['lift', 'Eli'],
      ['uphold', 'Eli'],
      ['mute', 'Eli'],
    ],
  )
})

test('three thousand who fall in at once are not heard, those who were there are, and one tap says it was none', async () => {
  const { showId, house } = on
  const eli = await ruled({ raid: 'auto' })
  const { database } = house.estrade
  const watching = new Map(Array.from({ length: 60 }, (_, n) => [`viewer ${n}`, new Date(Date.now() - 60_000)]))
  const clock = { now: () => new Date() }
  const { post } = talk(
    database,
    clock,
    judges(async () => watching),
  )
  const say = (text: string, viewer?: string) => {
    const personId = newId<'person'>(clock.now()) as PersonId
    const who = { kind: 'person' as const, personId, guest: true, name: 'Guest', roles: {} }
    const ctx = ctxOver(database.sql, who, { doors: house.estrade.doors, log: console as never, clock })
    return post(ctx, { showId, text, viewer }, crypto.randomUUID())
  }
  const raid = Array.from({ length: 3000 }, (_, n) => say(`raid ${n}`))
  const honest = [...watching.keys()].map((viewer, n) => say(`honest ${n}`, viewer))
  // Somebody else's stay vouches for nobody.
  const liar = say('raid by a liar', 'viewer 0')
  const states = (await Promise.all(raid)).map((answer) => answer.state)
  assert.ok(states.filter((state) => state === 'said').length <= newcomersMost)
  assert.ok((await Promise.all(honest)).every((answer) => answer.state === 'said'))
  assert.equal((await liar).state, 'held')
  assert.equal((await eli('chat.acts', { showId, most: 1 })).items[0]!.what, 'raid')

  const { count } = await eli('chat.waiting', { showId })
  assert.ok(count >= 2900)
  assert.equal((await eli('chat.endRaid', { showId, real: true })).messages, count)
  assert.equal((await eli('chat.waiting', { showId })).count, 0)
  await ruled({ raid: 'on' })
  assert.equal((await say('new here')).state, 'held')
  await eli('chat.endRaid', { showId, real: false })
  assert.ok((await texts()).includes('new here'))
  assert.equal((await say('newer here')).state, 'said')
})
