import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Person } from '../../../test/house.ts'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'
import { fillPurses } from '../../../test/purse.ts'
import type { Id, PersonId } from '../../lib/ids.ts'
import type { PublicRoom } from '../../room.ts'
import { usualRules } from '../chat/rules.ts'
import { audit } from '../ledger/ledger.ts'
import { openClusters } from './state.ts'

let on: OnAir & AsyncDisposable
let bea: Awaited<ReturnType<OnAir['world']['as']>>
let carl: Person
let gifts: Record<string, Id<'gift'>>

before(async () => {
  on = await openOnAir()
  bea = await on.world.as('bea')
  const eli = await on.world.as('eli')
  await eli('chat.changeRules', { showId: on.showId, ...usualRules, raid: 'off' })
  const { items } = await on.house.anyone.call('gifts.offer', { brandId: on.world.brandId })
  gifts = Object.fromEntries(items.map(({ picture, giftId }) => [picture, giftId as Id<'gift'>]))
  carl = await on.house.signUp('Carl', 'carl@paying.example', 'long-enough-password')
  await fillPurses(on, [{ personId: carl.personId as PersonId, coins: 500, minor: 499 }])
})
after(() => on[Symbol.asyncDispose]())

const inRoom = async () => (await on.house.anyone.call('shows.room', { showId: on.showId })).state as PublicRoom
const ask = async (gift: string, text: string, key?: string) => {
  const wish = { showId: on.showId, giftId: gifts[gift]!, text }
  return (await carl.call('questions.askWithGift', wish, key ? { key } : {})).questionId as never
}
const purse = async () => {
  const { coins, held } = await carl.call('coins.purse', { brandId: on.world.brandId })
  return { coins, held }
}
const mine = async (questionId: string) => {
  const { asked } = await carl.call('questions.mine', { showId: on.showId })
  const { state, giftState } = asked.find((one) => one.questionId === questionId)!
  return { state, giftState }
}
const isWhole = async () => assert.deepEqual((await audit(on.house.estrade.database.sql, on.world.brandId)).faults, [])

test('a question with a gift stands before the others; its coins are set aside, and sent with thanks when it is answered', async () => {
  const dana = await on.house.guest()
  await dana.call('questions.ask', { showId: on.showId, text: 'How tall is the lamp?' })
  const questionId = await ask('candle', 'How tall is the lamp?', 'one-tap-of-carl')
  assert.equal(await ask('candle', 'How tall is the lamp?', 'one-tap-of-carl'), questionId, 'the same tap is one')
  assert.deepEqual(await purse(), { coins: 440, held: 60 })
  const { items } = await bea('questions.queue', { showId: on.showId })
  assert.deepEqual([items[0]!.questionId, items[0]!.gift?.coins], [questionId, 60])
  const room = await inRoom()
  assert.equal(openClusters(room.questions)[0]!.head.questionId, questionId)
  assert.equal(room.gifts.coins, 0, 'nothing is sent yet')

  await bea('questions.take', { showId: on.showId, questionId })
  await bea('questions.answer', { showId: on.showId, questionId, how: 'onAir' })
  const { gifts: given } = await inRoom()
  assert.deepEqual(
    [given.coins, given.top, given.thanked?.names, given.thanked?.by],
    [60, [{ name: 'Carl', coins: 60 }], ['Carl'], 'Béa'],
  )
  assert.deepEqual(await purse(), { coins: 440, held: 0 })
  assert.deepEqual(await mine(questionId), { state: 'answered', giftState: 'given' })
  const ofShow = await bea('gifts.ofShow', { showId: on.showId })
  assert.deepEqual([ofShow.coins, ofShow.unthanked], [60, 0])
  await isWhole()
})

test('which gifts carry a question the brand says; a purse that cannot pay asks nothing', async () => {
  await assert.rejects(ask('heart', 'And the shade?'), refusedAs('gifts.carriesNoQuestion'))
  await assert.rejects(ask('moon', 'And the shade?'), refusedAs('coins.notEnough'))
  const { brandId } = on.world
  await bea('gifts.changeQuestionTerms', { brandId, fromCoins: null, unanswered: 'return' })
  await assert.rejects(ask('candle', 'And the shade?'), refusedAs('gifts.carriesNoQuestion'))
  await bea('gifts.changeQuestionTerms', { brandId, fromCoins: 10, unanswered: 'return' })
  assert.equal((await carl.call('questions.mine', { showId: on.showId })).asked.length, 1)
  assert.deepEqual(await purse(), { coins: 440, held: 0 })
})

test('what the host will not answer gives its coins back', async () => {
  const questionId = await ask('heart', 'May I have it for free?')
  assert.deepEqual(await purse(), { coins: 430, held: 10 })
  await bea('questions.dismiss', { showId: on.showId, questionId, reason: 'offTopic' })
  assert.deepEqual(await purse(), { coins: 440, held: 0 })
  assert.deepEqual(await mine(questionId), { state: 'dismissed', giftState: 'returned' })
  await isWhole()
})

test('at the end of the show what nobody answered comes back, or stays, as the terms said when it was sent: once', async () => {
  const { brandId } = on.world
  const back = await ask('heart', 'Which glaze is it?')
  await bea('gifts.changeQuestionTerms', { brandId, fromCoins: 10, unanswered: 'keep' })
  const kept = await ask('flower', 'Where is the workshop?')
  assert.deepEqual(await purse(), { coins: 400, held: 40 })
  await bea('shows.end', { showId: on.showId })
  await on.house.idle()
  await on.house.inCtx((ctx) => ctx.later({ name: 'gifts.shareOut', run: async () => {} }, { showId: on.showId }))
  await on.house.idle()
  assert.deepEqual(await purse(), { coins: 410, held: 0 })
  assert.deepEqual([(await mine(back)).giftState, (await mine(kept)).giftState], ['returned', 'given'])
  const alma = await on.world.as('alma')
  const { coins, currencies } = await alma('books.closing', { showId: on.showId })
  assert.deepEqual([coins, currencies[0]!.giftsUnshared.minor], [90, '0'])
  // Answered afterwards, in writing: nothing moves any more.
  await bea('questions.answer', { showId: on.showId, questionId: back, how: 'text', text: 'A matt one.' })
  assert.deepEqual(await purse(), { coins: 410, held: 0 })
  await isWhole()
})
