import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { type Person, watchRoom } from '../../../test/house.ts'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'
import type { DropId } from '../../lib/ids.ts'
import type { PublicRoom } from '../../room.ts'
import { drawOrder, seedHash } from './line.ts'

let on: OnAir & AsyncDisposable

before(async () => {
  on = await openOnAir()
})
after(() => on[Symbol.asyncDispose]())

const opened: DropId[] = []
afterEach(async () => {
  const bea = await on.world.as('bea')
  for (const dropId of opened.splice(0)) await bea('drops.close', { dropId }).catch(() => {})
})

const price = { minor: '9900', currency: 'EUR' } as const
type More = { perBuyer?: number; opensInSeconds?: number; fairSeconds?: number; holdSeconds?: number }

async function drop(quantity: number, more: More = {}): Promise<DropId> {
  const bea = await on.world.as('bea')
  const variantId = on.world.products.lamp.variantIds[0]!
  const made = await bea('drops.create', { showId: on.showId, variantId, quantity, price, opensInSeconds: 0, ...more })
  opened.push(made.dropId)
  return made.dropId
}

/** As if the time until the line is served had passed. */
const opens = (dropId: string) => on.house.estrade.database.sql`
  update drops.drops set opens_at = now() - (fair_seconds + 1) * interval '1 second' where drop_id = ${dropId}`

async function serve(): Promise<void> {
  await on.house.beat('drops.callLines')
  await on.house.idle()
}

async function lapse(holdId: string): Promise<void> {
  await on.house.estrade.database
    .sql`update stock.holds set expires_at = now() - interval '1 second' where hold_id = ${holdId}`
  await on.house.beat('stock.releaseExpired')
}

const guests = (count: number) => Promise.all(Array.from({ length: count }, () => on.house.guest()))
const take = (who: Person, dropId: DropId, device?: string) => who.call('drops.takeTicket', { dropId, device })
const ticket = (who: Person, dropId: DropId) => who.call('drops.ticket', { dropId })
const room = async (dropId: string) => {
  const { state } = await on.house.anyone.call('shows.room', { showId: on.showId })
  return (state as unknown as PublicRoom).drops.drops.find((one) => one.dropId === dropId)!
}
const unitsOf = async (dropId: string) => {
  const { free, held, sold } = await room(dropId)
  return { free, held, sold }
}

test('a ticket taken before the opening keeps its place over reloads, and is served in its order by the server', async () => {
  const dropId = await drop(2, { opensInSeconds: 3600 })
  const [dana, carl, eli] = (await guests(3)) as [Person, Person, Person]
  assert.deepEqual([(await take(dana, dropId)).place, (await take(carl, dropId)).place], [1, 2])
  assert.deepEqual([(await take(eli, dropId)).ahead, (await take(dana, dropId)).number], [2, 1])
  await serve()
  assert.equal((await ticket(dana, dropId)).state, 'waiting')
  await opens(dropId)
  // Nobody who comes at the opening passes those who waited.
  const late = await on.house.guest()
  await assert.rejects(late.call('drops.claim', { dropId }), refusedAs('drops.lineFirst'))
  await serve()
  const [first, second, third] = [await ticket(dana, dropId), await ticket(carl, dropId), await ticket(eli, dropId)]
  assert.deepEqual([first.state, second.state, third.state, third.ahead], ['won', 'won', 'waiting', 0])
  const { lines } = await dana.call('orders.bag', { brandId: on.world.brandId })
  assert.deepEqual(
    lines.map(({ lineId, state, holdExpiresAt }) => [lineId, state, holdExpiresAt]),
    [[first.lineId, 'held', first.expiresAt]],
  )
  assert.deepEqual(await unitsOf(dropId), { free: 0, held: 2, sold: 0 })
  assert.deepEqual(await room(dropId).then(({ tickets, waiting }) => [tickets, waiting]), [3, 3])
  await on.house.beat('drops.callLines')
  assert.deepEqual(await room(dropId).then(({ tickets, waiting }) => [tickets, waiting]), [3, 1])
})

test('a draw decides among those who came in its window; its seed was promised before and anybody can check it', async () => {
  const dropId = await drop(3, { fairSeconds: 12 })
  const buyers = await guests(12)
  const taken = await Promise.all(buyers.map((buyer) => take(buyer, dropId)))
  assert.ok(taken.every(({ place, ahead }) => place === null && ahead === null))
  await assert.rejects(buyers[0]!.call('drops.claim', { dropId }), refusedAs('drops.drawing'))
  await serve()
  assert.equal((await unitsOf(dropId)).free, 3)
  const { seedHash: promised } = await room(dropId)
  await opens(dropId)
  await serve()
  const { seed } = await room(dropId)
  assert.equal(seedHash(seed!), promised)
  const order = drawOrder(
    seed!,
    taken.map(({ ticketId }) => ticketId),
  )
  const now = await Promise.all(buyers.map((buyer) => ticket(buyer, dropId)))
  for (const { ticketId, place, state } of now) {
    assert.equal(place, order.indexOf(ticketId) + 1)
    assert.equal(state, place! <= 3 ? 'won' : 'waiting')
  }
})

test('what is not paid in time, or given back, goes to whoever is next, for a time of their own, and nobody else', async () => {
  const dropId = await drop(1)
  const [dana, carl, eli] = (await guests(3)) as [Person, Person, Person]
  const { holdId } = await dana.call('drops.claim', { dropId })
  await take(carl, dropId)
  await take(eli, dropId)
  await lapse(holdId)
  await assert.rejects(
    (await on.house.guest()).call('drops.claim', { dropId }),
    (error) => refusedAs('drops.lineFirst')(error) || refusedAs('drops.soldOut')(error),
  )
  const heard = await watchRoom(on.house, on.showId)
  await serve()
  await heard.until('drop.served', (body: { dropId: string; places: number[] }) => body.dropId === dropId)
  heard.close()
  const offer = await ticket(carl, dropId)
  assert.ok(offer.state === 'won' && Date.parse(offer.expiresAt!) > Date.now() + 200_000)
  // Carl changes his mind.
  await carl.call('orders.changeLine', { lineId: offer.lineId!, quantity: 0 })
  await serve()
  assert.deepEqual([(await ticket(carl, dropId)).state, (await ticket(eli, dropId)).state], ['missed', 'won'])
  assert.deepEqual(await unitsOf(dropId), { free: 0, held: 1, sold: 0 })
})

test('whoever leaves the line is not served, and a drop that is over has no line', async () => {
  const dropId = await drop(1)
  const [dana, carl, eli] = (await guests(3)) as [Person, Person, Person]
  const { lineId } = await dana.call('drops.claim', { dropId })
  await take(carl, dropId)
  await take(eli, dropId)
  await carl.call('drops.leaveLine', { dropId })
  await dana.call('orders.changeLine', { lineId, quantity: 0 })
  await serve()
  assert.deepEqual([(await ticket(carl, dropId)).state, (await ticket(eli, dropId)).state], ['out', 'won'])
  await take(dana, dropId)
  await (await on.world.as('bea'))('drops.close', { dropId })
  assert.equal((await ticket(dana, dropId)).why, 'drops.closed')
  await assert.rejects(take(carl, dropId), refusedAs('drops.closed'))
})

test('a guest who signs up keeps the place, and of two places the better one', async () => {
  const dropId = await drop(1, { opensInSeconds: 3600 })
  const guest = await on.house.guest()
  await take(guest, dropId)
  await take(await on.house.guest(), dropId)
  const gina = await on.house.signUp('Gina', 'gina@buyers.example', 'a-long-password', guest)
  assert.equal((await ticket(gina, dropId)).number, 1)
})

test('accounts of one device have one limit, the operator reads why, and can let one through', async () => {
  const dropId = await drop(5)
  const [dana, other] = (await guests(2)) as [Person, Person]
  const device = 'browser-of-dana'
  await dana.call('drops.claim', { dropId, device })
  await assert.rejects(other.call('drops.claim', { dropId, device }), refusedAs('drops.limitShared'))
  await assert.rejects(take(other, dropId, device), refusedAs('drops.limitShared'))
  const bea = await on.world.as('bea')
  const { items } = await bea('drops.decisions', { brandId: on.world.brandId })
  const [found] = items.filter((one) => one.dropId === dropId)
  assert.deepEqual([found?.rule, found?.person.personId, found?.times], ['sharedDevice', other.personId, 2])
  await bea('drops.letThrough', { brandId: on.world.brandId, decisionId: found!.decisionId })
  await other.call('drops.claim', { dropId, device })
})

test('units out of a drop are sent to one address no more often than one household may have, and the operator reads it', async () => {
  const dropId = await drop(5)
  const { brandId } = on.world
  const address = { name: 'Dana', line1: '4, Quai Voltaire', city: 'Paris', country: 'FR', postalCode: '75007' }
  const checkout = async (who: Person, line1: string) => {
    await who.call('drops.claim', { dropId })
    const way = { brandId, country: 'FR', deliveryMethodId: 'standard' }
    const { total } = await who.call('orders.quote', way)
    const order = { ...{ brandId, email: 'dana@buyers.example', returnTo: '/' }, deliveryMethodId: 'standard' }
    return who.call('orders.checkout', { ...order, expectedTotal: total, address: { ...address, line1 } })
  }
  const [dana, second, neighbour] = (await guests(3)) as [Person, Person, Person]
  await checkout(dana, address.line1)
  await assert.rejects(checkout(second, '4 QUAI VOLTAIRE'), refusedAs('drops.limitShared'))
  await checkout(neighbour, '6, Quai Voltaire')
  const { items } = await (await on.world.as('bea'))('drops.decisions', { brandId })
  const [found] = items.filter((one) => one.dropId === dropId)
  assert.deepEqual([found?.rule, found?.person.personId], ['sharedAddress', second.personId])
})

test('two reservations that lapse keep their holder out of this drop, until somebody lets them through', async () => {
  const dropId = await drop(5)
  const dana = await on.house.guest()
  for (let i = 0; i < 2; i++) await lapse((await dana.call('drops.claim', { dropId })).holdId)
  await assert.rejects(dana.call('drops.claim', { dropId }), refusedAs('drops.hoarding'))
  await assert.rejects(take(dana, dropId), refusedAs('drops.hoarding'))
})

test('whoever knocks before the opening like a machine is kept out; a person who is early once is not', async () => {
  const dropId = await drop(5, { opensInSeconds: 3600 })
  const [bot, dana] = (await guests(2)) as [Person, Person]
  const early = (who: Person) => who.call('drops.claim', { dropId }).catch((error) => error.code)
  assert.deepEqual(await Promise.all(Array.from({ length: 8 }, () => early(bot))), Array(8).fill('drops.notOpenYet'))
  await early(dana)
  await assert.rejects(take(bot, dropId), refusedAs('drops.machine'))
  assert.equal((await take(dana, dropId)).state, 'waiting')
})

test('whoever is away is told by mail that it is their turn; whoever was told on the page is not', async () => {
  const dropId = await drop(2, { opensInSeconds: 3600 })
  const hana = await on.house.signUp('Hana', 'hana@buyers.example', 'a-long-password')
  const iris = await on.house.signUp('Iris', 'iris@buyers.example', 'a-long-password')
  await take(hana, dropId)
  await take(iris, dropId)
  await opens(dropId)
  await serve()
  await iris.call('drops.seeOffer', { dropId })
  await on.house.estrade.database.sql`update graphile_worker._private_jobs set run_at = now() where run_at > now()`
  await on.house.idle()
  const sent = on.house.estrade.mails!.sent.filter(({ key }) => key.startsWith('drops.'))
  assert.deepEqual(
    sent.map(({ to }) => to),
    ['hana@buyers.example'],
  )
})
