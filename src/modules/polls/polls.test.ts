import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'
import { ctxOver } from '../../lib/http.ts'
import { newId, type PersonId } from '../../lib/ids.ts'
import type { PublicRoom } from '../../room.ts'
import { voting } from './polls.ts'

let on: OnAir & AsyncDisposable

before(async () => {
  on = await openOnAir()
})
after(() => on[Symbol.asyncDispose]())

const options = ['Green', 'Blue', 'Sand'].map((text) => ({ text }))
const bea = () => on.world.as('bea')
const cards = async () =>
  ((await on.house.anyone.call('shows.room', { showId: on.showId })).state as PublicRoom).polls.polls
const card = async (pollId: string) => (await cards()).find((one) => one.pollId === pollId)
async function launch(more = {}) {
  const host = await bea()
  const wish = { showId: on.showId, question: 'Which one next?', options, open: true, ...more }
  return (await host('polls.prepare', wish)).pollId
}

test('a prepared poll is seen by nobody until it is opened; one is open at a time', async () => {
  const { showId } = on
  const host = await bea()
  const pollId = await launch({ open: false })
  assert.equal(await card(pollId), undefined)
  const dana = await on.house.guest()
  await assert.rejects(dana.call('polls.vote', { showId, pollId, choice: 0 }), refusedAs('polls.unknownPoll'))
  await host('polls.open', { showId, pollId })
  assert.deepEqual((await card(pollId))!.counts, [0, 0, 0])
  await assert.rejects(launch(), refusedAs('polls.oneAtATime'))
  await assert.rejects(host('polls.open', { showId, pollId }), refusedAs('polls.openedAlready'))
  await assert.rejects(host('polls.forget', { showId, pollId }), refusedAs('polls.unknownPoll'))
  await host('polls.hide', { showId, pollId })
  assert.equal(await card(pollId), undefined)
})

test('one may change one’s mind until the end; the result stays', async () => {
  const { showId, house } = on
  const pollId = await launch()
  const [dana, carl] = [await house.guest(), await house.guest()]
  await dana.call('polls.vote', { showId, pollId, choice: 0 })
  await dana.call('polls.vote', { showId, pollId, choice: 2 })
  await carl.call('polls.vote', { showId, pollId, choice: 2 })
  assert.deepEqual((await dana.call('polls.mine', { showId })).votes, [{ pollId, choice: 2 }])
  await assert.rejects(dana.call('polls.vote', { showId, pollId, choice: 5 }), refusedAs('polls.noSuchOption'))
  await (await bea())('polls.close', { showId, pollId })
  const over = (await card(pollId))!
  assert.deepEqual([over.closed, over.counts, over.total, over.right], [true, [0, 0, 2], 2, null])
  await assert.rejects(carl.call('polls.vote', { showId, pollId, choice: 1 }), refusedAs('polls.over'))
})

test('a quiz tells its answer at the end only, and is ended by the server’s clock', async () => {
  const { showId, house } = on
  const pollId = await launch({ kind: 'quiz', question: 'How many firings?', right: 1, seconds: 30 })
  const [dana, carl] = [await house.guest(), await house.guest()]
  await dana.call('polls.vote', { showId, pollId, choice: 1 })
  await carl.call('polls.vote', { showId, pollId, choice: 0 })
  await assert.rejects(dana.call('polls.vote', { showId, pollId, choice: 2 }), refusedAs('polls.answered'))
  const { sql } = house.estrade.database
  await sql`update polls.polls set told_at = told_at - interval '1 second' where poll_id = ${pollId}`
  await house.beat('polls.keepTime')
  const told = (await card(pollId))!
  assert.deepEqual([told.total, told.counts, told.right, told.closed], [2, null, null, false])
  await sql`update polls.polls set closes_at = now() where poll_id = ${pollId}`
  await assert.rejects(carl.call('polls.vote', { showId, pollId, choice: 1 }), refusedAs('polls.over'))
  await house.beat('polls.keepTime')
  const over = (await card(pollId))!
  assert.deepEqual([over.closed, over.counts, over.right], [true, [1, 1, 0], 1])
})

test('options may be products of the show; a viewer opens nothing and reads no list', async () => {
  const { showId, world, house } = on
  const { productId } = world.products.vase
  const choose = [{ text: 'The vase', productId }, { text: 'Something else' }]
  const pollId = await launch({ options: choose, open: false })
  const foreign = [{ text: 'A', productId: newId(new Date()) }, { text: 'B' }]
  await assert.rejects(launch({ options: foreign }), refusedAs('polls.notInShow'))
  const host = await bea()
  const listed = (await host('polls.list', { showId })).items.find((one) => one.pollId === pollId)!
  assert.deepEqual([listed.state, listed.options[0]!.productId], ['prepared', productId])
  await host('polls.forget', { showId, pollId })
  const stranger = await house.guest()
  await assert.rejects(stranger.call('polls.list', { showId }), refusedAs('edge.notAllowed'))
})

test('five hundred votes at once, half of them changed, are counted exactly, and told in a few events', async () => {
  const { showId, house } = on
  const { database, doors } = house.estrade
  const pollId = await launch()
  const clock = { now: () => new Date() }
  // Two processes.
  const [here, there] = [voting(database, clock), voting(database, clock)]
  const people = Array.from({ length: 500 }, (_, n) => {
    const personId = newId<'person'>(clock.now()) as PersonId
    const who = { kind: 'person' as const, personId, guest: true, name: 'Guest', roles: {} }
    const ctx = ctxOver(database.sql, who, { doors, log: console as never, clock })
    const vote = (at: typeof here, choice: number) => at.vote(ctx, { showId, pollId: pollId as never, choice })
    return { n, first: vote(n % 2 ? here : there, n % 3), vote }
  })
  await Promise.all(
    people.map(async ({ n, first, vote }) => {
      await first
      if (n % 2) await vote(there, (n + 1) % 3)
    }),
  )
  await (await bea())('polls.close', { showId, pollId })
  const expected = [0, 0, 0]
  for (const { n } of people) expected[n % 2 ? (n + 1) % 3 : n % 3]!++
  const over = (await card(pollId))!
  assert.deepEqual([over.counts, over.total], [expected, 500])
  const told =
    await database.sql`select 1 from log.events where type = 'poll.counted' and body ->> 'pollId' = ${pollId}`
  assert.ok(told.length >= 1 && told.length < 20, `${told.length} events`)
})

test('an open poll ends with its show', async () => {
  const { showId } = on
  const pollId = await launch()
  await (await bea())('shows.end', { showId })
  assert.equal((await card(pollId))!.closed, true)
  await assert.rejects(launch({ open: false }), refusedAs('polls.showOver'))
})
