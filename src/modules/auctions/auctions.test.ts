import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dice } from '../../../prove/random.ts'
import { type Bidder, bidderIn, clockwork, crowdIn, keepCard } from '../../../test/bidders.ts'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'
import type { AuctionId } from '../../lib/ids.ts'
import type { PublicRoom } from '../../room.ts'

let on: OnAir & AsyncDisposable

before(async () => {
  on = await openOnAir()
})
after(() => on[Symbol.asyncDispose]())

const eur = (minor: number) => ({ minor: String(minor), currency: 'EUR' }) as const
type More = { reserve?: ReturnType<typeof eur>; opensInSeconds?: number; counterSeconds?: number }

async function auction(more: More = {}): Promise<AuctionId> {
  const bea = await on.world.as('bea')
  const variantId = on.world.products.lamp.variantIds[0]!
  const wish = {
    showId: on.showId,
    variantId,
    start: eur(10_000),
    increments: [{ from: '0', step: '500' }],
    seconds: 3600,
  }
  return (await bea('auctions.start', { ...wish, ...more })).auctionId
}
const bidder = (name: string, behaviour?: Parameters<typeof bidderIn>[3]) =>
  bidderIn(on.house, on.showId, name, behaviour)
const lampFree = async () => {
  const { items } = await (await on.world.as('alma'))('stock.levels', { brandId: on.world.brandId })
  return items.find((one) => one.variantId === on.world.products.lamp.variantIds[0])!
}
const inRoom = async (auctionId: string) => {
  const { state } = await on.house.anyone.call('shows.room', { showId: on.showId })
  return (state as unknown as PublicRoom).auctions.auctions.find((one) => one.auctionId === auctionId)!
}
const { ends, time, hammer, lapse } = clockwork(() => on.house)
const standing = async (who: Bidder, auctionId: string) =>
  (await who.call('auctions.paddle', { showId: on.showId })).standings.find((one) => one.auctionId === auctionId)!
const orderOf = async (who: Bidder, auctionId: string) =>
  who.call('orders.order', { orderId: (await standing(who, auctionId)).orderId! })

test('the winner is charged at the hammer, without being there, and has an order at the hammer price', async () => {
  const before = await lampFree()
  const auctionId = await auction()
  const [carl, dana] = [await bidder('Carl'), await bidder('Dana')]
  assert.deepEqual((await carl.bid(auctionId, 30_000, 'maximum')).price, eur(10_000))
  const answer = await dana.bid(auctionId, 12_000)
  assert.deepEqual([answer.leads, answer.price, answer.next], [false, eur(12_500), eur(13_000)])
  await hammer(auctionId)
  const { price, paddle, outcome, settled, bids, bidders } = await inRoom(auctionId)
  assert.deepEqual(
    { price, paddle, outcome, settled },
    { price: '12500', paddle: carl.paddle, outcome: 'sold', settled: 'paid' },
  )
  assert.deepEqual([bids, bidders], [2, 2])
  const order = await orderOf(carl, auctionId)
  assert.equal(order.state, 'paid')
  assert.deepEqual(
    [order.lines[0]!.unitPrice, order.lines[0]!.origin, order.totals.discount],
    [eur(12_500), 'auction', eur(0)],
  )
  const now = await lampFree()
  assert.deepEqual([now.free, now.held, now.sold], [before.free - 1, before.held, before.sold + 1])
  assert.equal((await standing(dana, auctionId)).orderId, null)
  await time()
  assert.equal((await inRoom(auctionId)).outcome, 'sold')
})

test('nobody bids without an account, a paddle, and a way to pay that is still kept', async () => {
  const auctionId = await auction()
  const bid = { auctionId, kind: 'bid', amount: eur(10_000) } as const
  await assert.rejects((await on.house.guest()).call('auctions.bid', bid), refusedAs('edge.accountNeeded'))
  const eli = await on.house.signUp('Elie', 'elie@bidders.example', 'long-enough-password')
  await assert.rejects(eli.call('auctions.bid', bid), refusedAs('auctions.noPaddle'))
  const carl = await bidder('Carl')
  const foreign = (await keepCard(on.house, carl.personId)) as never
  const wish = { showId: on.showId, keptId: foreign, email: 'e@bidders.example', deliveryMethodId: 'standard' }
  const address = { name: 'E', line1: '1', city: 'Paris', country: 'FR' }
  await assert.rejects(eli.call('auctions.takePaddle', { ...wish, address }), refusedAs('auctions.keptNeeded'))
  for (const { keptId } of (await carl.call('payments.kept', {})).items)
    await carl.call('payments.forgetKept', { keptId })
  await assert.rejects(carl.bid(auctionId, 10_000), refusedAs('auctions.keptNeeded'))
  assert.equal((await inRoom(auctionId)).bids, 0)
})

test('the same tap sent twice is one bid; a bid below the next one hears what it would take', async () => {
  const auctionId = await auction()
  const [carl, dana] = [await bidder('Carl'), await bidder('Dana')]
  const tap = () => carl.bid(auctionId, 10_000, 'bid', 'the-same-tap')
  const [first, second] = await Promise.all([tap(), tap()])
  assert.deepEqual([first.leads, second.leads, (await tap()).leads], [true, true, true])
  assert.equal((await inRoom(auctionId)).bids, 1)
  await assert.rejects(dana.bid(auctionId, 10_499), (error: { code: string; details?: unknown }) => {
    assert.equal(error.code, 'auctions.tooLow')
    assert.match(JSON.stringify(error), /10500/)
    return true
  })
})

test('a host calls an auction off before the first bid, and never after it', async () => {
  const bea = await on.world.as('bea')
  const before = (await lampFree()).free
  const first = await auction()
  assert.equal((await lampFree()).free, before - 1, 'its unit is set aside')
  await bea('auctions.cancel', { auctionId: first })
  assert.equal((await inRoom(first)).outcome, 'cancelled')
  assert.equal((await lampFree()).free, before)
  const auctionId = await auction({ opensInSeconds: 3600 })
  const carl = await bidder('Carl')
  const early = await carl.bid(auctionId, 20_000, 'maximum')
  assert.deepEqual([early.price, early.leads], [null, false])
  await assert.rejects(bea('auctions.cancel', { auctionId }), refusedAs('auctions.hasBids'))
  const { price, bidders, paddle } = await inRoom(auctionId)
  assert.deepEqual(
    { price, bidders, paddle },
    { price: null, bidders: 1, paddle: null },
    'who has bid before it opens is told to nobody',
  )
  await on.house.estrade.database.sql`
    update auctions.auctions set opens_at = now() - interval '1 second' where auction_id = ${auctionId}`
  await time()
  assert.deepEqual([(await inRoom(auctionId)).price, (await inRoom(auctionId)).paddle], ['10000', carl.paddle])
})

test('a bank that says no gives its winner time to pay otherwise, then the runner-up is offered it at their bid', async () => {
  const auctionId = await auction()
  const [carl, dana] = [await bidder('Carl', 'asks'), await bidder('Dana')]
  await dana.bid(auctionId, 20_000, 'maximum')
  await carl.bid(auctionId, 26_000)
  await hammer(auctionId)
  const order = await orderOf(carl, auctionId)
  assert.equal(order.state, 'unpaid')
  assert.equal((await carl.call('payments.intent', { intentId: order.intentId! })).reason, 'authentication_failed')
  assert.equal((await standing(dana, auctionId)).offer, null)
  const mailed = async (to: string) =>
    on.house.estrade.database.sql`select from auctions.sales where told and person_id = ${to}`
  assert.equal((await mailed(carl.personId)).length, 1)
  await lapse(order.orderId)
  assert.deepEqual((await inRoom(auctionId)).offer?.paddle, dana.paddle)
  assert.deepEqual((await standing(dana, auctionId)).offer?.price, eur(20_000))
  await assert.rejects(carl.call('auctions.takeOffer', { auctionId }), refusedAs('auctions.noOffer'))
  const { orderId } = await dana.call('auctions.takeOffer', { auctionId })
  await on.house.idle()
  const theirs = await dana.call('orders.order', { orderId })
  assert.deepEqual([theirs.state, theirs.lines[0]!.unitPrice], ['paid', eur(20_000)])
  assert.deepEqual((await inRoom(auctionId)).settled, 'paid')
})

test('an offer that nobody takes is over by the clock: the unit is free, and may be auctioned again', async () => {
  const before = await lampFree()
  const auctionId = await auction()
  const [carl, dana] = [await bidder('Carl', 'declines'), await bidder('Dana')]
  await dana.bid(auctionId, 10_000)
  await carl.bid(auctionId, 15_000)
  await hammer(auctionId)
  await lapse((await orderOf(carl, auctionId)).orderId)
  await on.house.estrade.database
    .sql`update auctions.auctions set offered_until = now() - interval '1 second' where auction_id = ${auctionId}`
  await time()
  assert.equal((await inRoom(auctionId)).settled, 'unpaid')
  const now = await lampFree()
  assert.deepEqual([now.free, now.held, now.sold], [before.free, before.held, before.sold])
  await assert.rejects(dana.call('auctions.takeOffer', { auctionId }), refusedAs('auctions.noOffer'))
})

test('what nobody bids for, or below its reserve, is not sold; the reserve and maximums are told to nobody', async () => {
  const [none, low] = [await auction(), await auction({ reserve: eur(50_000) })]
  const carl = await bidder('Carl')
  await carl.bid(low, 49_999, 'maximum')
  const shown = JSON.stringify((await on.house.anyone.call('shows.room', { showId: on.showId })).state)
  assert.doesNotMatch(shown, /50000|49999/)
  const alma = await on.world.as('alma')
  const { bids, auction: seen } = await alma('auctions.bids', { auctionId: low })
  assert.deepEqual([bids[0]!.amount, bids[0]!.name, seen.reserve], [null, 'Carl', eur(50_000)])
  assert.doesNotMatch(JSON.stringify(bids), /49999/)
  await hammer(none)
  await hammer(low)
  assert.deepEqual([(await inRoom(none)).outcome, (await inRoom(low)).outcome], ['noBids', 'reserveNotMet'])
  const { items } = await alma('auctions.list', { brandId: on.world.brandId, most: 2 })
  assert.deepEqual(
    items.map((one) => one.state),
    ['unsold', 'unsold'],
  )
})

test('five hundred people bid at once: the log, the price, the table and the order agree', async () => {
  const auctionId = await auction({ counterSeconds: 0 })
  const { sql } = on.house.estrade.database
  const crowd = await crowdIn(on.house, on.showId, 500)
  const seed = Number(process.env.SEED) || Math.floor(Math.random() * 2 ** 31)
  const random = dice(seed)
  const wishes = crowd.map((who) => ({
    ...{
      who,
      minor: 10_000 + random.roll(400) * 100,
      kind: random.chance(0.5) ? ('bid' as const) : ('maximum' as const),
    },
  }))
  const said = await Promise.allSettled(wishes.map(({ who, minor, kind }) => who.bid(auctionId, minor, kind)))
  const placed = said.filter((one) => one.status === 'fulfilled').length
  for (const one of said) {
    assert.ok(one.status === 'fulfilled' || one.reason.problem?.code === 'auctions.tooLow', `seed ${seed}`)
  }
  const rows = await sql<{ number: number; amountMinor: bigint; personId: string; priceMinor: bigint }>`
    select number, amount_minor, person_id, price_minor from auctions.bids where auction_id = ${auctionId} order by number`
  assert.deepEqual([rows.length, rows.at(-1)!.number], [placed, placed], `seed ${seed}`)
  const told = await sql<{ bids: number; price: string }>`
    select (body ->> 'bids')::int as bids, body ->> 'price' as price from log.events
    where type = 'auction.bid' and body ->> 'auctionId' = ${auctionId} order by seq`
  assert.ok(told.length < placed, 'bids that come together are told together')
  assert.deepEqual(
    told.map((one) => one.price),
    told.map((one) => String(rows[one.bids - 1]!.priceMinor)),
    `seed ${seed}`,
  )
  const best = rows.reduce((a, b) => (b.amountMinor > a.amountMinor ? b : a))
  const winner = crowd.find((one) => one.personId === best.personId)!
  const room = await inRoom(auctionId)
  assert.deepEqual([room.price, room.paddle, room.bids], [told.at(-1)!.price, winner.paddle, placed], `seed ${seed}`)
  assert.ok(BigInt(room.price!) <= best.amountMinor)
  await hammer(auctionId)
  const orders = await sql`
    select person_id, unit_minor, state from auctions.sales join orders.orders using (order_id, person_id)
    join orders.lines using (order_id) where auction_id = ${auctionId}`
  assert.deepEqual(orders, [{ personId: best.personId, unitMinor: BigInt(room.price!), state: 'paid' }], `seed ${seed}`)
})

test('two processes of the clock at the same instant sell once; the end of a show is the hammer', async () => {
  const auctionId = await auction()
  const carl = await bidder('Carl')
  await carl.bid(auctionId, 10_000)
  const later = await auction()
  await carl.bid(later, 11_000)
  await ends(auctionId)
  const { keepTime } = await import('./hammer.ts')
  await Promise.all(Array.from({ length: 6 }, () => on.house.inCtx((ctx) => keepTime(ctx, { auctionId }))))
  const { sql } = on.house.estrade.database
  assert.equal((await sql`select from auctions.sales where auction_id = ${auctionId}`).length, 1)
  await (await on.world.as('bea'))('shows.end', { showId: on.showId })
  await on.house.idle()
  assert.equal((await orderOf(carl, later)).state, 'paid')
  await assert.rejects(carl.bid(later, 20_000), refusedAs('auctions.over'))
})
