import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SteadyClock } from '../src/lib/steady-clock.ts'
import { watchRoom } from './house.ts'
import { openOnAir, refusedAs } from './on-air.ts'

const minuteMs = 60_000

test('a clock that is set during a show opens no drop, holds nothing up and throws nobody out', async () => {
  let setByMs = 0
  const clock = new SteadyClock({ wallMs: () => Date.now() + setByMs })
  await using onAir = await openOnAir({ clock })
  const { house, world, showId } = onAir
  const [bea, dana] = [await world.as('bea'), await world.as('dana')]
  const viewer = await watchRoom(house, showId)
  let closed = false
  viewer.socket.addEventListener('close', () => {
    closed = true
  })
  const { productId, variantIds } = world.products.lamp
  const price = { minor: '9900', currency: 'EUR' } as const
  const wish = { showId, variantId: variantIds[0]!, quantity: 2, price, opensInSeconds: 50 }
  const { dropId, opensAt } = await bea('drops.create', wish)
  for (const jumpMs of [minuteMs, -2 * minuteMs, minuteMs]) {
    setByMs += jumpMs
    await assert.rejects(dana('drops.claim', { dropId }), refusedAs('drops.notOpenYet'))
    const before = viewer.heard.e.length
    await bea('shows.pinProduct', { showId, productId })
    await bea('shows.unpinProduct', { showId, productId })
    while (viewer.heard.e.length < before + 2) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const told = viewer.heard.e.map(({ at }) => Date.parse(at))
  assert.deepEqual(
    told,
    told.toSorted((a, b) => a - b),
    'no event is told to have happened before the one before it',
  )
  assert.ok(told.at(-1)! < Date.parse(opensAt))
  assert.equal(closed, false)
  assert.equal(house.estrade.app.rooms.viewers(showId), 1)
  viewer.close()
})
