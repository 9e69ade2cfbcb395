import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { watchRoom } from '../../../test/house.ts'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'
import type { Id } from '../../lib/ids.ts'
import type { PublicRoom } from '../../room.ts'

let on: OnAir & AsyncDisposable

before(async () => {
  on = await openOnAir()
})
after(() => on[Symbol.asyncDispose]())

const opened: Id<'drop'>[] = []
afterEach(async () => {
  const bea = await on.world.as('bea')
  for (const dropId of opened.splice(0)) await bea('drops.close', { dropId })
})

const price = { minor: '9900', currency: 'EUR' } as const

/** A drop of the lamp that opens at once. */
async function drop(quantity: number, more: { perBuyer?: number; opensInSeconds?: number } = {}) {
  const bea = await on.world.as('bea')
  const variantId = on.world.products.lamp.variantIds[0]!
  const made = await bea('drops.create', { showId: on.showId, variantId, quantity, price, opensInSeconds: 0, ...more })
  opened.push(made.dropId)
  return made
}
const dropNow = async (dropId: string) => {
  const { state } = await on.house.anyone.call('shows.room', { showId: on.showId })
  return (state as unknown as PublicRoom).drops.drops.find((one) => one.dropId === dropId)!
}

test('two units and forty buyers at once: two win, thirty-eight are told, and it adds up', async () => {
  const { dropId } = await drop(2)
  const buyers = await Promise.all(Array.from({ length: 40 }, () => on.house.guest()))
  const outcomes = await Promise.allSettled(buyers.map((buyer) => buyer.call('drops.claim', { dropId })))
  assert.equal(outcomes.filter((one) => one.status === 'fulfilled').length, 2)
  assert.ok(outcomes.every((one) => one.status === 'fulfilled' || one.reason.code === 'drops.soldOut'))
  const { free, held, sold, soldOutAfterMs } = await dropNow(dropId)
  assert.deepEqual({ free, held, sold }, { free: 0, held: 2, sold: 0 })
  assert.ok(soldOutAfterMs !== null && soldOutAfterMs >= 0)
})

test('whoever wins has it in the bag at the live price, until the hold ends', async () => {
  const { dropId } = await drop(1)
  const dana = await on.house.guest()
  const claimed = await dana.call('drops.claim', { dropId })
  const { lines } = await dana.call('orders.bag', { brandId: on.world.brandId })
  assert.deepEqual(
    lines.map(({ lineId, unitPrice, compareAt, state, holdExpiresAt }) => ({
      lineId,
      unitPrice,
      compareAt,
      state,
      holdExpiresAt,
    })),
    [
      {
        ...{ lineId: claimed.lineId, unitPrice: price, state: 'held', holdExpiresAt: claimed.expiresAt },
        compareAt: { minor: '14900', currency: 'EUR' },
      },
    ],
  )
})

test('the same tap sent twice is one claim, also when both arrive at once', async () => {
  const { dropId } = await drop(5, { perBuyer: 5 })
  const dana = await on.house.guest()
  const tap = () => dana.call('drops.claim', { dropId }, { key: 'the-same-tap' })
  const [first, second] = await Promise.all([tap(), tap()])
  const third = await tap()
  assert.deepEqual([second.holdId, third.holdId], [first.holdId, first.holdId])
  assert.equal((await dropNow(dropId)).held, 1)
})

test('nobody claims before the opening, whatever their own clock says', async () => {
  const { dropId } = await drop(5, { opensInSeconds: 3600 })
  const dana = await on.house.guest()
  await assert.rejects(dana.call('drops.claim', { dropId }), refusedAs('drops.notOpenYet'))
  assert.equal((await dropNow(dropId)).free, 5)
})

test('a person gets as many as the limit, over several claims', async () => {
  const { dropId } = await drop(9, { perBuyer: 2 })
  const dana = await on.house.guest()
  await dana.call('drops.claim', { dropId })
  await dana.call('drops.claim', { dropId })
  await assert.rejects(dana.call('drops.claim', { dropId }), refusedAs('drops.limitReached'))
})

test('a unit that is not paid in time can be claimed by somebody else, and the room hears it', async () => {
  const { dropId } = await drop(1)
  const [dana, carl] = [await on.house.guest(), await on.house.guest()]
  const { holdId } = await dana.call('drops.claim', { dropId })
  await assert.rejects(carl.call('drops.claim', { dropId }), refusedAs('drops.soldOut'))
  const room = await watchRoom(on.house, on.showId)
  await on.house.estrade.database
    .sql`update stock.holds set expires_at = now() - interval '1 second' where hold_id = ${holdId}`
  await on.house.beat('stock.releaseExpired')
  await room.until(
    'drop.stockChanged',
    (body: { dropId: string; free: number }) => body.dropId === dropId && body.free === 1,
  )
  room.close()
  for (let tries = 0; ; tries++) {
    // "Sold out" is told from memory for up to 200 ms.
    const answer = await carl.call('drops.claim', { dropId }).catch((error) => error)
    if (answer.holdId) break
    assert.ok(answer.code === 'drops.soldOut' && tries < 1000)
  }
})

test('a drop takes no more than there is, is not dearer than the shop, and needs its product on the shelf', async () => {
  const bea = await on.world.as('bea')
  const { showId } = on
  const variantId = on.world.products.throw.variantIds[0]!
  const wish = { showId, variantId, quantity: 1, price }
  await assert.rejects(bea('drops.create', { ...wish, quantity: 41 }), refusedAs('drops.notEnoughStock'))
  await assert.rejects(
    bea('drops.create', { ...wish, price: { minor: '17901', currency: 'EUR' } }),
    refusedAs('drops.priceTooHigh'),
  )
  await assert.rejects(
    bea('drops.create', { ...wish, variantId: '01900000-0000-7000-8000-000000000000' }),
    refusedAs('drops.notInRunOfShow'),
  )
})
