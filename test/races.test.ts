import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startPeer } from '../bench/load/processes.ts'
import { Refused } from '../src/lib/client.ts'
import type { PublicRoom } from '../src/room.ts'
import { type House, openHouse, type Person, watchRoom } from './house.ts'
import { testDatabase } from './postgres.ts'
import { buildWorld, type World } from './world.ts'

type Ground = { house: House; world: World; showId: string; bea: Awaited<ReturnType<World['as']>> }

/** The world with its show about to start: the picture has come. */
async function stageIn(house: House): Promise<Ground> {
  const world = await buildWorld(house.estrade)
  const showId = world.shows.friday
  await house.estrade.database.sql`update shows.shows set picture = 'coming' where show_id = ${showId}`
  return { house, world, showId, bea: await world.as('bea') }
}

async function openDrop({ bea, world, showId }: Ground, quantity: number): Promise<string> {
  const price = { minor: '9900', currency: 'EUR' } as const
  const variantId = world.products.lamp.variantIds[0]!
  return (await bea('drops.create', { showId, variantId, quantity, price, opensInSeconds: 0 })).dropId
}

/** What became of each call: `done`, or the code of its refusal. */
async function outcomes(calls: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(calls)
  return settled.map((one) => {
    if (one.status === 'fulfilled') return 'done'
    assert.ok(one.reason instanceof Refused, String(one.reason))
    return one.reason.code
  })
}

const roomOf = async (house: House, showId: string) =>
  (await house.anyone.call('shows.room', { showId })).state as unknown as PublicRoom

const town = { name: 'Dana', city: 'Paris', country: 'FR', postalCode: '75002' }

async function checkOut({ world }: Ground, person: Person) {
  const { brandId } = world
  const choice = { brandId, country: 'FR', deliveryMethodId: 'standard' }
  const { total } = await person.call('orders.quote', choice)
  const address = { ...town, line1: person.personId } // One household is held to what one person may have.
  const contact = { address, email: 'dana@viewer.example', expectedTotal: total, returnTo: '/' }
  return person.call('orders.checkout', { brandId, deliveryMethodId: 'standard', ...contact })
}

test('of two buyers of the last item one has it and one is told', async () => {
  await using house = await openHouse()
  const ground = await stageIn(house)
  await ground.bea('shows.start', { showId: ground.showId })
  for (let round = 0; round < 10; round++) {
    const dropId = await openDrop(ground, 1)
    const buyers = await Promise.all([house.guest(), house.guest()])
    const told = await outcomes(buyers.map((buyer) => buyer.call('drops.claim', { dropId })))
    assert.deepEqual(told.sort(), ['done', 'drops.soldOut'])
    await ground.bea('drops.close', { dropId })
  }
})

test('of two who check out the last item in stock one gets it', async () => {
  await using house = await openHouse()
  const ground = await stageIn(house)
  const variantId = ground.world.products.vase.variantIds[0]!
  const { brandId } = ground.world
  const alma = await ground.world.as('alma')
  const { items } = await alma('stock.levels', { brandId })
  const { free } = items.find((level) => level.variantId === variantId)!
  await alma('stock.adjust', { variantId, by: 1 - free, reason: 'one left' })
  const buyers = await Promise.all([house.guest(), house.guest()])
  await Promise.all(buyers.map((buyer) => buyer.call('orders.addToBag', { brandId, variantId })))
  const told = await outcomes(buyers.map((buyer) => checkOut(ground, buyer)))
  assert.deepEqual(told.sort(), ['done', 'orders.soldOut'])
})

test('a claim whose answer got lost is found by its key at another process, which says sold out to others', async () => {
  const database = await testDatabase()
  const dataFolder = await mkdtemp(join(tmpdir(), 'estrade-races-'))
  const shared = { databaseUrl: database.url, dataFolder }
  {
    await using here = await openHouse(shared)
    await using there = await openHouse(shared)
    const ground = await stageIn(here)
    await ground.bea('shows.start', { showId: ground.showId })
    const dropId = await openDrop(ground, 1)
    const [dana, carl] = await Promise.all([here.guest(), there.guest()])
    const key = crypto.randomUUID()
    const claimed = await dana.call('drops.claim', { dropId }, { key })
    const claimThere = (cookie: string, asKey: string) =>
      there.anyone.fetch(`/api/drops/${dropId}/claims`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', 'idempotency-key': asKey },
        body: '{}',
      })
    // The second answer to Carl comes from memory, and so would Dana's.
    for (const _ of [1, 2]) assert.equal((await claimThere(carl.cookie, crypto.randomUUID())).status, 409)
    const again = await claimThere(dana.cookie, key)
    assert.equal(again.status, 200)
    assert.deepEqual(await again.json(), claimed)
  }
  await database.drop()
  await rm(dataFolder, { recursive: true, force: true })
})

test('an event that was committed when its process was killed is told by the next one', async () => {
  const database = await testDatabase()
  const dataFolder = await mkdtemp(join(tmpdir(), 'estrade-races-'))
  {
    await using house = await openHouse({ databaseUrl: database.url, dataFolder })
    const ground = await stageIn(house)
    await ground.bea('shows.start', { showId: ground.showId })
    const dropId = await openDrop(ground, 3)
    const env = { DATABASE_URL: database.url, ESTRADE_DATA: dataFolder, LOG_LEVEL: 'fatal' }
    await using doomed = await startPeer(new URL('../bench/load/server.ts', import.meta.url), env)
    const { estrade: port } = await doomed.ask<{ estrade: number }>('ports')
    const before = await house.anyone.call('shows.room', { showId: ground.showId })
    const dana = await house.guest()
    const answered = await fetch(`http://127.0.0.1:${port}/api/drops/${dropId}/claims`, {
      method: 'POST',
      headers: { cookie: dana.cookie, 'content-type': 'application/json' },
      body: '{}',
    })
    await doomed.kill()
    assert.equal(answered.status, 200)
    const room = await watchRoom(house, ground.showId, { e: before.seq, c: before.chat.seq })
    await room.until('drop.stockChanged', (body: { held: number }) => body.held === 1)
    room.close()
    const { drops } = await roomOf(house, ground.showId)
    assert.deepEqual(
      drops.drops.map(({ free, held, sold }) => ({ free, held, sold })),
      [{ free: 2, held: 1, sold: 0 }],
    )
  }
  await database.drop()
  await rm(dataFolder, { recursive: true, force: true })
})

test('paid and out of time at the same instant: sold or given back, never both, and never neither', async () => {
  await using house = await openHouse({ roles: 'web,rooms,jobs' })
  const ground = await stageIn(house)
  await ground.bea('shows.start', { showId: ground.showId })
  const dropId = await openDrop(ground, 4)
  const { sql } = house.estrade.database
  for (let round = 0; round < 4; round++) {
    const dana = await house.guest()
    await dana.call('drops.claim', { dropId })
    const { orderId, intentId } = await checkOut(ground, dana)
    const page = await untilTrue(
      () => dana.call('payments.intent', { intentId }),
      ({ redirectUrl }) => redirectUrl !== null,
    )
    const form = new URLSearchParams({ step: 'pay', card: '4242424242424242', expiry: '12 / 34', code: '123' })
    await Promise.all([
      fetch(new URL(page.redirectUrl!, house.url), { method: 'POST', body: form, redirect: 'manual' }),
      sql`update orders.orders set pay_before = now() - interval '1 second' where order_id = ${orderId}`,
      sql`update stock.holds set expires_at = now() - interval '1 second'
        where hold_id = (select hold_id from orders.lines where order_id = ${orderId})`,
      house.beat('stock.releaseExpired'),
      house.beat('orders.endOverdue'),
    ])
    // An order that was called off in time is sold after all when its money comes and its unit is still there.
    const ends = ['paid sold captured', 'cancelled released refunded', 'refunded returned refunded']
    await untilTrue(
      () => sql<{ standing: string }>`
        select concat_ws(' ', o.state, h.state, i.state) as standing from orders.orders o
        join orders.lines using (order_id) join stock.holds h using (hold_id)
        join payments.intents i on i.intent_id = ${intentId} where o.order_id = ${orderId}`,
      ([row]) => ends.includes(row!.standing),
    )
  }
  const [pool] = await sql<{ units: number }>`
    select free + held + sold as units from stock.pools where pool_id = ${dropId}`
  assert.equal(pool!.units, 4)
})

/** Asks until the answer fits: each question is an event of the other side's clock, not of ours. */
async function untilTrue<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (fits(answer)) return answer
  }
}

test('two hosts who pin at once never have more than three pins', async () => {
  await using house = await openHouse()
  const { bea, world, showId } = await stageIn(house)
  const alma = await world.as('alma')
  await bea('shows.start', { showId })
  const products = Object.values(world.products)
  for (let round = 0; round < 5; round++) {
    const pins = products.flatMap(({ productId }) =>
      [bea, alma].map((who) => who('shows.pinProduct', { showId, productId })),
    )
    const told = await outcomes(pins)
    assert.ok(told.some((one) => one !== 'done'))
    const { show } = await roomOf(house, showId)
    assert.equal(show.pinned.length, 3)
    assert.equal(new Set(show.pinned.map(String)).size, 3)
    await Promise.all(
      show.pinned.map((productId) => bea('shows.unpinProduct', { showId, productId: String(productId) })),
    )
  }
})

test('a show that is started twice at once starts once', async () => {
  await using house = await openHouse()
  const { bea, world, showId } = await stageIn(house)
  const alma = await world.as('alma')
  const told = await outcomes([bea, alma, bea, alma].map((who) => who('shows.start', { showId })))
  assert.deepEqual(
    told.filter((one) => one === 'done'),
    ['done'],
  )
  const [row] = await house.estrade.database.sql<{ starts: bigint }>`
    select count(*) as starts from log.events where type in ('show.started', 'show.wentLive', 'show.live')`
  assert.ok(row!.starts <= 1n)
})

test('a guest who signs up while checking out has the order, or the bag, and never loses the unit', async () => {
  await using house = await openHouse()
  const ground = await stageIn(house)
  await ground.bea('shows.start', { showId: ground.showId })
  const dropId = await openDrop(ground, 3)
  for (let round = 0; round < 3; round++) {
    const guest = await house.guest()
    const { holdId } = await guest.call('drops.claim', { dropId })
    const email = `late-${round}@viewer.example`
    const [, signedUp] = await Promise.all([
      checkOut(ground, guest).catch((error: unknown) => assert.ok(error instanceof Refused, String(error))),
      guest.fetch('/api/auth/sign-up/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: house.url },
        body: JSON.stringify({ name: 'Dana', email, password: 'long-enough-password' }),
      }),
    ])
    assert.equal(signedUp.status, 200)
    const account = await house.signIn(email, 'long-enough-password')
    const { items } = await account.call('orders.mine', {})
    const { lines } = await account.call('orders.bag', { brandId: ground.world.brandId })
    assert.equal(items.length + lines.length, 1, 'in one order or in the bag')
    const [hold] = await house.estrade.database.sql<{ state: string }>`
      select state from stock.holds where hold_id = ${holdId}`
    assert.equal(hold!.state, 'held')
  }
})
