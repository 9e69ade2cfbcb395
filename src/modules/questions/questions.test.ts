import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { watchRoom } from '../../../test/house.ts'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'
import { ctxOver } from '../../lib/http.ts'
import { newId, type PersonId } from '../../lib/ids.ts'
import type { PublicRoom } from '../../room.ts'
import { judges } from '../chat/chat.ts'
import { usualRules } from '../chat/rules.ts'
import { asking } from './asking.ts'

let on: OnAir & AsyncDisposable

before(async () => {
  on = await openOnAir()
  const eli = await on.world.as('eli')
  await eli('chat.changeRules', { showId: on.showId, ...usualRules, raid: 'off' })
})
after(() => on[Symbol.asyncDispose]())

const inRoom = async () =>
  ((await on.house.anyone.call('shows.room', { showId: on.showId })).state as PublicRoom).questions
const found = async (questionId: string) => (await inRoom()).questions.find((one) => one.questionId === questionId)
async function asked(text: string, more = {}) {
  const person = await on.house.guest()
  const { questionId, state } = await person.call('questions.ask', { showId: on.showId, text, ...more })
  return { person, questionId: questionId as never, state }
}

test('a question is in the room; the same one again counts with it, once a person, and never its author', async () => {
  const { showId, house, world } = on
  const { productId } = world.products.lamp
  const { person, questionId } = await asked('How tall is the lamp?', { productId })
  const again = await asked('the lamp, how TALL is it?', { productId })
  assert.deepEqual([again.state, again.questionId], ['seconded', questionId])
  const dana = await house.guest()
  await dana.call('questions.second', { showId, questionId })
  await dana.call('questions.second', { showId, questionId })
  await assert.rejects(person.call('questions.second', { showId, questionId }), refusedAs('questions.own'))
  await house.beat('questions.tellSeconds')
  assert.equal((await found(questionId))!.seconds, 2)
  assert.deepEqual((await dana.call('questions.mine', { showId })).seconded, [questionId])
})

test('the same tap sent twice is one question', async () => {
  const { showId, house } = on
  const dana = await house.guest()
  const send = () => dana.call('questions.ask', { showId, text: 'Where is it made?' }, { key: 'one-tap-two-answers' })
  const [one, two] = await Promise.all([send(), send()])
  assert.deepEqual([await send(), two], [one, one])
  assert.equal((await dana.call('questions.mine', { showId })).asked.length, 1)
})

test('the host takes a question and goes on to the next: the first was answered when it was taken', async () => {
  const { showId, world, house } = on
  const bea = await world.as('bea')
  const [first, next] = [await asked('Does the glaze chip?'), await asked('Which bulb fits?')]
  const room = await watchRoom(house, showId)
  await bea('questions.take', { showId, questionId: first.questionId })
  assert.equal((await inRoom()).onAir!.questionId, first.questionId)
  const takenAt = (await inRoom()).onAir!.at
  await bea('questions.take', { showId, questionId: next.questionId })
  const answered = (await found(first.questionId))!.answer!
  assert.deepEqual(answered, { how: 'onAir', text: null, by: 'Béa', momentAt: takenAt })
  await bea('questions.putBack', { showId, questionId: next.questionId })
  assert.equal((await inRoom()).onAir, null)
  await assert.rejects(
    bea('questions.putBack', { showId, questionId: next.questionId }),
    refusedAs('questions.notOnAir'),
  )
  await bea('questions.answer', { showId, questionId: next.questionId, how: 'onAir' })
  await room.until('question.answered', (body: { questionIds: string[] }) => body.questionIds[0] === next.questionId)
  room.close()
  const state = (await next.person.call('questions.mine', { showId })).asked[0]!.state
  assert.equal(state, 'answered')
})

test('an answer in writing is for all; a private one is read by its author alone; so is why one was dismissed', async () => {
  const { showId, world } = on
  const [eli, farid] = [await world.as('eli'), await world.as('farid')]
  const [open, secret, beside] = [
    await asked('Can it hang outside?'),
    await asked('Is my parcel 4711 sent?'),
    await asked('Who won the match?'),
  ]
  await eli('questions.answer', { showId, questionId: open.questionId, how: 'text', text: 'Under a roof, yes.' })
  assert.equal((await found(open.questionId))!.answer!.text, 'Under a roof, yes.')
  await assert.rejects(
    farid('questions.answer', { showId, questionId: secret.questionId, how: 'private' }),
    refusedAs('questions.textNeeded'),
  )
  await farid('questions.answer', { showId, questionId: secret.questionId, how: 'private', text: 'On its way.' })
  await eli('questions.dismiss', { showId, questionId: beside.questionId, reason: 'offTopic' })
  const room = JSON.stringify(await inRoom())
  assert.ok(!room.includes('On its way') && !room.includes('4711') && !room.includes('match'))
  const [own] = (await secret.person.call('questions.mine', { showId })).asked
  assert.deepEqual([own!.state, own!.answer], ['private', 'On its way.'])
  const [other] = (await beside.person.call('questions.mine', { showId })).asked
  assert.deepEqual([other!.state, other!.reason], ['dismissed', 'offTopic'])
  await assert.rejects(
    eli('questions.dismiss', { showId, questionId: beside.questionId, reason: 'later' }),
    refusedAs('questions.notOpen'),
  )
})

test('alike questions are answered together', async () => {
  const { showId, world } = on
  const bea = await world.as('bea')
  const one = await asked('Does it come in dark green velvet?')
  const two = await asked('Does it come in dark green velvet soon?')
  assert.equal((await found(two.questionId))!.alikeId, one.questionId)
  await bea('questions.answer', { showId, questionId: one.questionId, how: 'text', text: 'In spring.', alike: true })
  assert.equal((await found(two.questionId))!.answer!.text, 'In spring.')
})

test('whoever is muted cannot ask, held words wait, and whoever is banned has asked nothing', async () => {
  const { showId, world, house } = on
  const eli = await world.as('eli')
  const rude = await asked('Is Béa in love?')
  await eli('chat.mute', { showId, personId: rude.person.personId, reason: 'Rude' })
  await assert.rejects(rude.person.call('questions.ask', { showId, text: 'Again?' }), refusedAs('chat.muted'))

  await eli('chat.changeWords', { showId, words: [{ text: 'replica', action: 'hold' }] })
  const held = await asked('Is it a r3plica?')
  assert.equal(held.state, 'held')
  assert.equal(await found(held.questionId), undefined)
  const queued = (await eli('questions.queue', { showId })).items.find((one) => one.state === 'held')!
  assert.deepEqual([queued.questionId, queued.because], [held.questionId, 'word'])
  await eli('questions.settle', { showId, questionId: held.questionId, letIn: true })
  assert.equal((await found(held.questionId))!.text, 'Is it a r3plica?')
  await assert.rejects(
    eli('questions.settle', { showId, questionId: held.questionId, letIn: true }),
    refusedAs('questions.notHeld'),
  )
  await eli('chat.ban', { showId, personId: held.person.personId, reason: 'Trouble' })
  assert.equal(await found(held.questionId), undefined)

  const spammer = await house.guest()
  await eli('chat.ban', { showId, personId: spammer.personId, shadow: true })
  const { questionId } = await spammer.call('questions.ask', { showId, text: 'Buy elsewhere?' })
  assert.equal(await found(questionId), undefined)
  assert.equal((await spammer.call('questions.mine', { showId })).asked[0]!.state, 'open')
  const acts = (await eli('chat.acts', { showId, most: 10 })).items.map(({ what }) => what)
  assert.ok(acts.includes('approveQuestion') && acts.includes('dismissQuestion'))
})

test('the queue says how many wait and since when; a stranger does not see it', async () => {
  const { showId, world, house } = on
  const { items, open, oldestAt, medianAnswerSeconds } = await (await world.as('bea'))('questions.queue', { showId })
  assert.equal(open, items.filter((one) => one.state !== 'held').length)
  assert.equal(oldestAt, items[0]!.askedAt)
  assert.ok(medianAnswerSeconds !== null && medianAnswerSeconds >= 0)
  const stranger = await house.guest()
  await assert.rejects(stranger.call('questions.queue', { showId }), refusedAs('edge.notAllowed'))
})

test('five hundred who ask the same at once are one question and 499 seconds, told in a few events', async () => {
  const { showId, house } = on
  const { database, doors } = house.estrade
  const clock = { now: () => new Date() }
  const { ask } = asking(
    database,
    clock,
    judges(async () => new Map()),
  )
  const people = Array.from({ length: 500 }, () => {
    const personId = newId<'person'>(clock.now()) as PersonId
    const who = { kind: 'person' as const, personId, guest: true, name: 'Guest', roles: {} }
    const ctx = ctxOver(database.sql, who, { doors, log: console as never, clock })
    return ask(ctx, { showId, kind: 'question', text: 'Is delivery free?' }, crypto.randomUUID())
  })
  const ids = new Set((await Promise.all(people)).map((one) => one.questionId))
  assert.equal(ids.size, 1)
  await house.beat('questions.tellSeconds')
  const [questionId] = ids
  assert.equal((await found(questionId!))!.seconds, 499)
  const told = await database.sql`select 1 from log.events where type = 'question.seconded'
    and body -> 'counts' ? ${questionId}`
  assert.ok(told.length < 10, `${told.length} events`)
})
