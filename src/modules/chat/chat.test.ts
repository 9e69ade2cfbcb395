import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { watchRoom } from '../../../test/house.ts'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'
import { showFor } from '../shows/shows.ts'
import { pinnedIn } from './chat.ts'

let on: OnAir & AsyncDisposable

before(async () => {
  on = await openOnAir()
})
after(() => on[Symbol.asyncDispose]())

const said = async () => (await on.house.anyone.call('shows.room', { showId: on.showId })).chat.messages

test('what is said is in the room, with the name and the badge of who said it', async () => {
  const { house, world, showId } = on
  const room = await watchRoom(house, showId)
  const dana = await house.guest()
  const bea = await world.as('bea')
  await dana.call('chat.post', { showId, text: '  How tall is <b>the lamp</b>? ' })
  await bea('chat.post', { showId, text: '46 centimetres' })
  await room.until('message.posted', (body: { text: string }) => body.text === '46 centimetres')
  room.close()
  const [question, answer] = (await said()).slice(-2)
  assert.equal(question!.text, 'How tall is <b>the lamp</b>?')
  assert.deepEqual([question!.badge, answer!.badge, answer!.name], [null, 'host', 'Béa'])
})

test('the same message sent twice is said once', async () => {
  const dana = await on.house.guest()
  const send = () => dana.call('chat.post', { showId: on.showId, text: 'Once' }, { key: 'once-and-only' })
  const [first, second] = await Promise.all([send(), send()])
  assert.equal(first.messageId, second.messageId)
  assert.equal((await said()).filter((message) => message.text === 'Once').length, 1)
})

test('500 characters, one message a second', async () => {
  const { showId } = on
  const dana = await on.house.guest()
  await assert.rejects(dana.call('chat.post', { showId, text: 'x'.repeat(501) }), refusedAs('edge.malformed'))
  await assert.rejects(dana.call('chat.post', { showId, text: '   ' }), refusedAs('edge.malformed'))
  const burst = await Promise.allSettled(
    Array.from({ length: 8 }, (_, n) => dana.call('chat.post', { showId, text: `${n}` })),
  )
  const refused = burst.filter((one) => one.status === 'rejected')
  assert.ok(refused.length >= 4)
  assert.ok(refused.every((one) => one.reason.code === 'chat.tooFast'))
})

test('a moderator takes a message away; whoever is muted reads; whoever is banned is not seen any more', async () => {
  const { house, world, showId } = on
  const eli = await world.as('eli')
  const [rude, worse] = [await house.guest(), await house.guest()]
  const { messageId } = await rude.call('chat.post', { showId, text: 'Rude' })
  await eli('chat.delete', { showId, messageId })
  await assert.rejects(eli('chat.delete', { showId, messageId }), refusedAs('chat.unknownMessage'))
  await eli('chat.mute', { showId, personId: rude.personId })
  await assert.rejects(rude.call('chat.post', { showId, text: 'Again' }), refusedAs('chat.muted'))

  await worse.call('chat.post', { showId, text: 'Spam' })
  await eli('chat.ban', { showId, personId: worse.personId, reason: 'Spam' })
  await assert.rejects(worse.call('chat.post', { showId, text: 'More' }), refusedAs('chat.banned'))
  const texts = (await said()).map((message) => message.text)
  assert.ok(!texts.includes('Rude') && !texts.includes('Spam'))
  const { items } = await eli('chat.sanctions', { showId })
  assert.deepEqual(
    items.map(({ kind, reason, by }) => ({ kind, reason, by })),
    [
      { kind: 'ban', reason: 'Spam', by: 'Eli' },
      { kind: 'mute', reason: '', by: 'Eli' },
    ],
  )
  await eli('chat.unban', { showId, personId: worse.personId })
  await worse.call('chat.post', { showId, text: 'Sorry' })
})

test('members of the brand are not muted', async () => {
  const { world, showId } = on
  const eli = await world.as('eli')
  const farid = (await (await world.as('farid'))('accounts.me', {})).person!
  await assert.rejects(eli('chat.mute', { showId, personId: farid.personId }), refusedAs('chat.staff'))
})

test('a message answers another by its author’s name; what was taken away meanwhile, or never was here, is answered to nobody', async () => {
  const { house, world, showId } = on
  const [carl, dana] = [await world.as('carl'), await house.guest()]
  const { personId } = (await carl('accounts.me', {})).person!
  const { messageId } = await carl('chat.post', { showId, text: 'Which oil is in it?' })
  const answer = (text: string, answers: string) => dana.call('chat.post', { showId, text, answers: answers as never })
  await answer('Rapeseed, she said', messageId)
  const last = async () => (await said()).at(-1)!
  assert.deepEqual((await last()).answers, { messageId, authorId: personId, name: 'Carl' })
  await (await world.as('eli'))('chat.delete', { showId, messageId: messageId as never })
  for (const gone of [messageId, crypto.randomUUID()]) {
    await answer(`To ${gone}`, gone)
    assert.deepEqual([(await last()).text, (await last()).answers], [`To ${gone}`, undefined])
  }
})

test('one message stands above the others until another does, it is taken away, or its author is banned', async () => {
  const { house, world, showId } = on
  const eli = await world.as('eli')
  const pinned = async () => (await house.anyone.call('shows.room', { showId })).chat.pinned
  const [carl, dana] = [await world.as('carl'), await house.guest()]
  const first = await carl('chat.post', { showId, text: 'It is dishwasher safe' })
  const second = await dana.call('chat.post', { showId, text: 'And the handle stays cool' })
  const pin = (messageId: string) => eli('chat.pin', { showId, messageId: messageId as never })
  const room = await watchRoom(house, showId)
  await pin(first.messageId)
  await room.until('message.pinned', (body: { text: string }) => body.text === 'It is dishwasher safe')
  room.close()
  assert.equal((await pinned())?.name, 'Carl')
  await pin(second.messageId)
  assert.equal((await pinned())?.messageId, second.messageId)
  await eli('chat.unpin', { showId })
  await eli('chat.unpin', { showId })
  assert.equal(await pinned(), null)
  await pin(first.messageId)
  await eli('chat.delete', { showId, messageId: first.messageId as never })
  assert.equal(await pinned(), null)
  await assert.rejects(pin(first.messageId), refusedAs('chat.unknownMessage'))
  await pin(second.messageId)
  await eli('chat.ban', { showId, personId: dana.personId })
  assert.equal(await pinned(), null)
})

test('what is pinned is found by whoever comes long after, beyond the messages that are read back', async () => {
  const { world, showId } = on
  const { sql } = on.house.estrade.database
  const bea = await world.as('bea')
  const { messageId } = await bea('chat.post', { showId, text: 'Shipping is free tonight' })
  await (await world.as('eli'))('chat.pin', { showId, messageId: messageId as never })
  const { chatLogId } = await showFor(sql, showId)
  assert.equal((await pinnedIn(sql, showId, chatLogId))?.text, 'Shipping is free tonight')
})
