import type { Ctx } from '../../ctx.ts'
import { type Batch, batch } from '../../lib/batch.ts'
import type { Clock } from '../../lib/clock.ts'
import { type DropId, type HoldId, type Id, newId, type PersonId } from '../../lib/ids.ts'
import { append, type NewEvent } from '../../lib/log.ts'
import { type MoneyWire, money, wire } from '../../lib/money.ts'
import { type Problem, refuse } from '../../lib/problems.ts'
import type { Database, Sql } from '../../lib/sql.ts'
import { addHeldLines } from '../orders/orders.ts'
import { logOf } from '../shows/shows.ts'
import { heldBy, holdMany, poolState, type Units } from '../stock/stock.ts'
import { type ClaimWish, decideClaims } from './decide.ts'
import { dropProblems as problem } from './problems.ts'
import * as store from './store.ts'

export type Claimed = { lineId: Id<'line'>; holdId: HoldId; quantity: number; expiresAt: string; price: MoneyWire }
type Answer = { claimed: Claimed } | { refused: Problem; details?: Record<string, unknown> }
type Wish = ClaimWish & { personId: PersonId }

/** How long "sold out" is told from memory before the pool is asked again: holds may have come back. */
const soldOutForMs = 200

/** Claims of drops. One per process; Postgres decides between processes, under the pool's row lock. */
export type Claims = { claim(ctx: Ctx, wish: { dropId: DropId; quantity: number }, key: string): Promise<Claimed> }

export function claims(database: Database, clock: Clock): Claims {
  const known = new Map<string, store.DropRow>()
  const soldOutUntil = new Map<string, number>()

  const batched: Batch<DropId, Wish, Answer> = batch(async (dropId, wishes) => {
    const { answers, free } = await database.writeLast((sql) => claimMany(sql, clock.now(), dropId, wishes))
    if (free === 0) soldOutUntil.set(dropId, clock.now().getTime() + soldOutForMs)
    return answers
  })

  /** Claims made before under these keys, as far as they are committed: one statement a batch, and no lock. */
  const wonBefore: Batch<DropId, Wish, store.ClaimRow | undefined> = batch(async (dropId, wishes) => {
    const [personIds, keys] = [wishes.map((wish) => wish.personId), wishes.map((wish) => wish.key)]
    const rows = await store.claimsWithKeys(database.sql, dropId, personIds, keys)
    const claims = new Map(rows.map((claim) => [`${claim.personId} ${claim.key}`, claim]))
    return wishes.map((wish) => claims.get(`${wish.personId} ${wish.key}`))
  })

  async function knownDrop(ctx: Ctx, dropId: DropId): Promise<store.DropRow> {
    const drop = known.get(dropId) ?? (await store.dropById(ctx.sql, dropId))
    if (!drop) throw refuse(problem.unknownDrop)
    if (known.size > 10_000) known.clear()
    known.set(dropId, drop)
    return drop
  }

  return {
    async claim(ctx, { dropId, quantity }, key) {
      if (ctx.who.kind !== 'person') throw new Error('no person is calling')
      const { opensAt, priceMinor, currency } = await knownDrop(ctx, dropId)
      if (ctx.now < opensAt)
        throw refuse(problem.notOpenYet, { opensAt: opensAt.toISOString(), now: ctx.now.toISOString() })
      const wish = { personId: ctx.who.personId, key, quantity }
      // Whoever cannot win is told from memory, without waiting for the pool. But they may have won already, at a
      // process that died before it could say so.
      if ((soldOutUntil.get(dropId) ?? 0) > ctx.now.getTime()) {
        const claim = await wonBefore(dropId, wish)
        if (claim) return claimedOf(claim, wire(money(priceMinor, currency)))
        throw refuse(problem.soldOut)
      }
      const answer = await batched(dropId, wish)
      if ('refused' in answer) throw refuse(answer.refused, answer.details)
      return answer.claimed
    },
  }
}

type Decided = { answer: { answers: Answer[]; free: number }; writes: Promise<unknown>[] }

/** One batch: under the lock of the pool decide who wins, hold, fill bags, tell the room. One transaction. */
async function claimMany(sql: Sql, now: Date, dropId: DropId, wishes: readonly Wish[]): Promise<Decided> {
  const personIds = wishes.map((wish) => wish.personId)
  const keys = wishes.map((wish) => wish.key)
  // In one round trip, and in this order: what is read after the lock is what holds under it.
  const [pool, drop, claimed, held] = await Promise.all([
    poolState(sql, dropId, { lock: true }),
    store.dropById(sql, dropId),
    store.claimsWithKeys(sql, dropId, personIds, keys),
    heldBy(sql, dropId, personIds),
  ])
  if (!pool || !drop) {
    return { answer: { answers: wishes.map(() => ({ refused: problem.unknownDrop })), free: 0 }, writes: [] }
  }
  const before = new Map(claimed.map((claim) => [`${claim.personId} ${claim.key}`, claim]))
  const fresh = wishes.filter((wish) => !before.has(`${wish.personId} ${wish.key}`))
  const { verdicts } = decideClaims(
    { open: now >= drop.opensAt, closed: drop.closedAt !== null, perBuyer: drop.perBuyer },
    { free: pool.free, held },
    fresh,
  )
  const expiresAt = new Date(now.getTime() + drop.holdSeconds * 1000)
  const won = verdicts.flatMap((verdict) =>
    'won' in verdict ? [winning(drop, verdict.won as Wish, now, expiresAt)] : [],
  )
  const { free, writes } = won.length > 0 ? take(sql, now, drop, pool, won) : { free: pool.free, writes: [] }

  const claimOf = new Map([...before, ...won.map((claim) => [`${claim.personId} ${claim.key}`, claim] as const)])
  const refusals = new Map(fresh.map((wish, i) => [wish, verdicts[i]!]))
  const price = wire(money(drop.priceMinor, drop.currency))
  const answers = wishes.map((wish): Answer => {
    const claim = claimOf.get(`${wish.personId} ${wish.key}`)
    if (claim) return { claimed: claimedOf(claim, price) }
    const verdict = refusals.get(wish)
    return { refused: verdict && 'refused' in verdict ? verdict.refused : problem.soldOut }
  })
  return { answer: { answers, free }, writes }
}

const winning = (drop: store.DropRow, wish: Wish, now: Date, expiresAt: Date): store.ClaimRow => ({
  dropId: drop.dropId,
  personId: wish.personId,
  key: wish.key,
  holdId: newId<'hold'>(now),
  lineId: newId<'line'>(now),
  quantity: wish.quantity,
  expiresAt,
})

const claimedOf = (claim: store.ClaimRow, price: MoneyWire): Claimed => ({
  lineId: claim.lineId,
  holdId: claim.holdId,
  quantity: claim.quantity,
  expiresAt: claim.expiresAt.toISOString(),
  price,
})

/** Writes the winners down, unawaited; `free` is what is left then. */
function take(
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
