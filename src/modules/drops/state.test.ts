import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DropEvent } from './events.ts'
import { evolveDrops, noDrops, phaseOf } from './state.ts'

const opensAt = '2026-11-20T19:00:30.000Z'
const announced: DropEvent = {
  type: 'drop.announced',
  body: {
    ...{ dropId: 'd', productId: 'p', variantId: 'v', quantity: 2, perBuyer: 1, opensAt, holdSeconds: 300 },
    ...{ price: { minor: '9000', currency: 'EUR' }, compareAt: { minor: '12000', currency: 'EUR' } },
  },
}
const stock = (free: number, held: number, sold: number): DropEvent => ({
  type: 'drop.stockChanged',
  body: { dropId: 'd', free, held, sold },
})
const after = (...events: DropEvent[]) => events.reduce(evolveDrops, noDrops).drops[0]!

test('a drop opens at its instant, not a millisecond before', () => {
  assert.equal(phaseOf(after(announced), Date.parse(opensAt) - 1), 'announced')
  assert.equal(phaseOf(after(announced), Date.parse(opensAt)), 'open')
})

test('a drop without free units is sold out, and open again when a hold comes back', () => {
  const later = Date.parse(opensAt) + 5000
  assert.equal(phaseOf(after(announced, stock(0, 2, 0)), later), 'soldOut')
  assert.equal(phaseOf(after(announced, stock(0, 2, 0), stock(1, 1, 0)), later), 'open')
})

test('how long it took to sell out is told once', () => {
  const drop = after(
    announced,
    { type: 'drop.soldOut', body: { dropId: 'd', afterMs: 4200 } },
    { type: 'drop.soldOut', body: { dropId: 'd', afterMs: 9000 } },
  )
  assert.equal(drop.soldOutAfterMs, 4200)
})
