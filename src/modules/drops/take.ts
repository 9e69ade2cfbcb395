import { type HoldId, type Id, newId, type PersonId } from '../../lib/ids.ts'
import { append, type NewEvent } from '../../lib/log.ts'
import { type MoneyWire, money } from '../../lib/money.ts'
import type { Sql } from '../../lib/sql.ts'
import { addHeldLines } from '../orders/orders.ts'
import { logOf } from '../shows/shows.ts'
import { holdMany, type Units } from '../stock/stock.ts'
import * as store from './store.ts'

export type Claimed = { lineId: Id<'line'>; holdId: HoldId; quantity: number; expiresAt: string; price: MoneyWire }

/** A claim as it is written down: its hold begins now. */
export const winning = (
  drop: store.DropRow,
  wish: { personId: PersonId; key: string; quantity: number },
  now: Date,
): store.ClaimRow => ({
  dropId: drop.dropId,
  personId: wish.personId,
  key: wish.key,
  holdId: newId<'hold'>(now),
  lineId: newId<'line'>(now),
  quantity: wish.quantity,
  expiresAt: new Date(now.getTime() + drop.holdSeconds * 1000),
})

export const claimedOf = (claim: store.ClaimRow, price: MoneyWire): Claimed => ({
  lineId: claim.lineId,
  holdId: claim.holdId,
  quantity: claim.quantity,
  expiresAt: claim.expiresAt.toISOString(),
  price,
})

/** Writes the winners down and tells the room, unawaited; `free` is what is left then. The pool is locked. */
export function take(
  sql: Sql,
  now: Date,
  drop: store.DropRow,
  pool: Units,
  won: readonly store.ClaimRow[],
): { free: number; writes: Promise<unknown>[] } {
  const { brandId, productId, variantId, showId, dropId } = drop
  const units = won.reduce((sum, claim) => sum + claim.quantity, 0)
  const left = { free: pool.free - units, held: pool.held + units, sold: pool.sold }
  const unitPrice = money(drop.priceMinor, drop.currency)
  const compareAt = money(drop.compareAtMinor, drop.currency)
  const lines = won.map(({ lineId, personId, quantity, holdId, expiresAt }) => ({
    ...{ lineId, personId, quantity, holdId, holdExpiresAt: expiresAt },
    ...{ brandId, productId, variantId, showId, dropId, unitPrice, compareAt },
  }))
  const events: NewEvent[] = [{ type: 'drop.stockChanged', body: { dropId, ...left } }]
  const soldOutNow = left.free === 0 && drop.soldOutAt === null
  if (soldOutNow) {
    events.push({ type: 'drop.soldOut', body: { dropId, afterMs: now.getTime() - drop.opensAt.getTime() } })
  }
  const writes: Promise<unknown>[] = [
    holdMany(sql, now, dropId, won),
    store.insertClaims(sql, dropId, won),
    addHeldLines(sql, now, lines),
    append(sql, logOf(showId), now, events),
  ]
  if (soldOutNow) writes.push(store.noteSoldOut(sql, dropId, now))
  return { free: left.free, writes }
}
