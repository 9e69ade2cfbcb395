import { type Ctx, callerId } from '../../ctx.ts'
import { type Batch, batch } from '../../lib/batch.ts'
import type { Clock } from '../../lib/clock.ts'
import type { DropId, PersonId } from '../../lib/ids.ts'
import { money, wire } from '../../lib/money.ts'
import { type Problem, refuse } from '../../lib/problems.ts'
import type { Database, Sql } from '../../lib/sql.ts'
import { heldBy, poolState } from '../stock/stock.ts'
import { isMachine, machineTaps } from './abuse.ts'
import { type ClaimVerdict, type ClaimWish, decideClaims } from './decide.ts'
import { addDeviceMarks, exceptionsOf, noteFindings, sharedDevice, unitsByMark } from './household.ts'
import { servedFrom } from './line.ts'
import { dropProblems as problem } from './problems.ts'
import * as store from './store.ts'
import { type Claimed, claimedOf, take, winning } from './take.ts'

type Answer = { claimed: Claimed } | { refused: Problem; details?: Record<string, unknown> }
type Wish = ClaimWish & { personId: PersonId }

/** How long "sold out" is told from memory before the pool is asked again: holds may have come back. */
const soldOutForMs = 200

/** Claims of drops. One per process; Postgres decides between processes, under the pool's row lock. */
export type Claims = {
  claim(
    ctx: Ctx,
    wish: { dropId: DropId; quantity: number; device?: string | undefined },
    key: string,
  ): Promise<Claimed>
}

export function claims(database: Database, clock: Clock): Claims {
  const known = new Map<string, store.DropRow>()
  const soldOutUntil = new Map<string, number>()
  const tooEarly = earlyTaps()

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
    async claim(ctx, { dropId, quantity, device }, key) {
      const personId = callerId(ctx)
      const drop = await knownDrop(ctx, dropId)
      const { opensAt, priceMinor, currency } = drop
      if (ctx.now < opensAt) {
        if (tooEarly(`${dropId} ${personId}`, ctx.now.getTime())) {
          await noteFindings(ctx.sql, ctx.now, drop, [{ personId, rule: 'machine', seen: { taps: machineTaps } }])
        }
        throw refuse(problem.notOpenYet, { opensAt: opensAt.toISOString(), now: ctx.now.toISOString() })
      }
      const from = servedFrom(drop)
      if (ctx.now < from) throw refuse(problem.drawing, { servedFrom: from.toISOString(), now: ctx.now.toISOString() })
      const wish = { personId, key, quantity, device }
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

/** Remembers who taps before the opening, and says once whenever it was quicker than any person. */
function earlyTaps() {
  const taps = new Map<string, number[]>()
  return (who: string, at: number): boolean => {
    if (taps.size > 20_000) taps.clear()
    const theirs = [...(taps.get(who) ?? []), at].slice(-machineTaps)
    const found = isMachine(theirs)
    taps.set(who, found ? [] : theirs)
    return found
  }
}

type Decided = { answer: { answers: Answer[]; free: number }; writes: Promise<unknown>[] }

/** One batch: under the lock of the pool decide who wins, hold, fill bags, tell the room. One transaction. */
async function claimMany(sql: Sql, now: Date, dropId: DropId, wishes: readonly Wish[]): Promise<Decided> {
  const personIds = wishes.map((wish) => wish.personId)
  const keys = wishes.map((wish) => wish.key)
  const devices = wishes.flatMap((wish) => wish.device ?? [])
  // In one round trip, and in this order: what is read after the lock is what holds under it.
  const [pool, drop, claimed, held, shared] = await Promise.all([
    poolState(sql, dropId, { lock: true }),
    store.dropToClaim(sql, dropId),
    store.claimsWithKeys(sql, dropId, personIds, keys),
    heldBy(sql, dropId, personIds),
    unitsByMark(sql, dropId, 'device', devices),
  ])
  if (!pool || !drop) {
    return { answer: { answers: wishes.map(() => ({ refused: problem.unknownDrop })), free: 0 }, writes: [] }
  }
  const { barred, excused } = await exceptionsOf(sql, drop, personIds)
  const before = new Map(claimed.map((claim) => [`${claim.personId} ${claim.key}`, claim]))
  const fresh = wishes
    .filter((wish) => !before.has(`${wish.personId} ${wish.key}`))
    .map((wish) => (excused.has(wish.personId) ? { ...wish, device: undefined } : wish))
  const { verdicts } = decideClaims(
    {
      ...{ open: now >= servedFrom(drop), closed: drop.closedAt !== null, perBuyer: drop.perBuyer },
      line: drop.line,
    },
    { free: pool.free, held, heldByDevice: shared.total(excused), barred },
    fresh,
  )
  const won = verdicts.flatMap((verdict) => ('won' in verdict ? [winning(drop, verdict.won as Wish, now)] : []))
  const { free, writes } = won.length > 0 ? take(sql, now, drop, pool, won) : { free: pool.free, writes: [] }
  writes.push(...writeDown(sql, now, drop, fresh, verdicts))

  const claimOf = new Map([...before, ...won.map((claim) => [`${claim.personId} ${claim.key}`, claim] as const)])
  const refusals = new Map(fresh.map((wish, i) => [`${wish.personId} ${wish.key}`, verdicts[i]!]))
  const price = wire(money(drop.priceMinor, drop.currency))
  const answers = wishes.map((wish): Answer => {
    const claim = claimOf.get(`${wish.personId} ${wish.key}`)
    if (claim) return { claimed: claimedOf(claim, price) }
    const verdict = refusals.get(`${wish.personId} ${wish.key}`)
    return { refused: verdict && 'refused' in verdict ? verdict.refused : problem.soldOut }
  })
  return { answer: { answers, free }, writes }
}

/** The devices of winners, so that their other accounts are known; and whom the rules against abuse refused. */
function writeDown(
  sql: Sql,
  now: Date,
  drop: store.DropRow,
  wishes: readonly Wish[],
  verdicts: readonly ClaimVerdict[],
): Promise<unknown>[] {
  const won = wishes.filter((wish, i) => wish.device !== undefined && 'won' in verdicts[i]!)
  const shared = wishes.filter((_, i) => {
    const verdict = verdicts[i]!
    return 'refused' in verdict && verdict.refused === problem.limitShared
  })
  return [addDeviceMarks(sql, drop.dropId, won), noteFindings(sql, now, drop, sharedDevice(shared, drop))]
}
