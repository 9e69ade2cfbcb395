import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import fc from 'fast-check'
import { openStage, type Stage } from '../../../test/stage.ts'
import { type Bought, type Buying, buy } from '../../../test/stock-buyers.ts'
import type { Ctx } from '../../ctx.ts'
import type { BrandId, DropId, HoldId, PersonId, VariantId } from '../../lib/ids.ts'
import { Refusal } from '../../lib/problems.ts'
import * as stock from './stock.ts'

async function variantWith(stage: Stage, free: number): Promise<VariantId> {
  const variantId: VariantId = stage.id()
  const brandId: BrandId = stage.id()
  await stage.write((ctx) => stock.setFree(ctx, { variantId, brandId, free }))
  return variantId
}

const inSeconds = (stage: Stage, seconds: number) => new Date(stage.clock.now().getTime() + seconds * 1000)

/** Deadlocks are retried and so go unseen, but they cost a second each: there must be none. */
async function assertNoDeadlocks(stage: Stage): Promise<void> {
  const [seen] = await stage.database.sql<{ deadlocks: bigint }>`
    select pg_stat_get_db_deadlocks(oid) as deadlocks from pg_database where datname = current_database()`
  assert.equal(seen!.deadlocks, 0n)
}

async function buyElsewhere(buying: Buying): Promise<Bought> {
  const child = fork(new URL('../../../test/stock-buyers.ts', import.meta.url))
  child.send(buying)
  const [bought] = (await once(child, 'message')) as [Bought]
  return bought
}

test('of 500 buyers in three processes who want the last 60 units at once, 60 get one and nothing is left', async () => {
  await using stage = await openStage()
  const [lamp, shade] = [await variantWith(stage, 60), await variantWith(stage, 75)]
  const buying = { url: stage.database.url, variantIds: [lamp, shade], connections: 12 }
  const parts = await Promise.all([
    buy({ ...buying, buyers: 200 }),
    buyElsewhere({ ...buying, buyers: 150 }),
    buyElsewhere({ ...buying, buyers: 150 }),
  ])
  const sum = (of: (bought: Bought) => number) => parts.reduce((all, part) => all + of(part), 0)
  assert.deepEqual(
    parts.flatMap((part) => part.failed),
    [],
  )
  assert.deepEqual([sum((part) => part.won), sum((part) => part.refused)], [60, 440])
  await assertNoDeadlocks(stage)
  assert.deepEqual(await stock.poolState(stage.database.sql, lamp), { free: 0, held: 60, sold: 0 })
  assert.deepEqual(await stock.poolState(stage.database.sql, shade), { free: 15, held: 60, sold: 0 })
  assert.deepEqual(await stock.imbalances(stage.database.sql), [])
})

test('batches that claim one pool at once never take more than it has, whoever decides', async () => {
  await using stage = await openStage()
  const lamp = await variantWith(stage, 60)
  // No lock, no decision: the guard of the statement alone.
  const claim = () =>
    stage.write((ctx) =>
      stock.holdMany(
        ctx.sql,
        ctx.now,
        lamp,
        Array.from({ length: 7 }, () => ({
          ...{
            holdId: stage.id<'hold'>(),
            personId: stage.id<'person'>(),
            quantity: 1,
            expiresAt: inSeconds(stage, 60),
          },
        })),
      ),
    )
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, claim))
  const refused = outcomes.filter((one) => one.status === 'rejected')
  assert.equal(outcomes.length - refused.length, 8)
  for (const { reason } of refused) assert.equal(reason.problem?.code, 'stock.notEnough', String(reason))
  assert.deepEqual(await stock.poolState(stage.database.sql, lamp), { free: 4, held: 56, sold: 0 })
})

test('a hold that expires while it is paid for is sold or lost, released at most once, and never both', async () => {
  await using stage = await openStage()
  const lamp = await variantWith(stage, 40)
  const holds: HoldId[] = Array.from({ length: 40 }, () => stage.id())
  const expiresAt = inSeconds(stage, 1)
  const people = holds.map((holdId) => ({ holdId, personId: stage.id<'person'>(), quantity: 1, expiresAt }))
  await stage.write((ctx) => stock.holdMany(ctx.sql, ctx.now, lamp, people))
  const released: HoldId[] = []
  stock.holdsReleased.rewire(async (_, news) => void released.push(...news.holds.map((hold) => hold.holdId)))
  stage.clock.advance(1000)
  const rival = () => {
    const wish = { variantId: lamp, personId: stage.id<'person'>(), quantity: 1, expiresAt: inSeconds(stage, 60) }
    return stage.write((ctx) => stock.holdVariants(ctx, [{ ...wish, holdId: stage.id() }]))
  }
  const answers = holds.map((holdId) => stage.write((ctx) => stock.confirmHolds(ctx, [holdId])))
  const others = Array.from({ length: 12 }, (_, i) => (i % 3 ? rival() : stage.write(stock.releaseExpiredHolds)))
  await Promise.allSettled(others)
  const settled = await Promise.all(answers)

  const confirmed = settled.flatMap((answer) => answer.confirmed)
  const { free, held, sold } = (await stock.poolState(stage.database.sql, lamp))!
  assert.deepEqual([sold, free + held + sold], [confirmed.length, 40])
  assert.equal(confirmed.length + settled.flatMap((answer) => answer.lost).length, 40)
  assert.equal(new Set(released).size, released.length)
  assert.deepEqual(await stock.imbalances(stage.database.sql), [])
})

test('the same hold confirmed, released and swept up by many at once is counted once', async () => {
  await using stage = await openStage()
  const lamp = await variantWith(stage, 5)
  const wish = { variantId: lamp, personId: stage.id<'person'>(), quantity: 3, expiresAt: inSeconds(stage, 1) }
  const holdId: HoldId = stage.id()
  await stage.write((ctx) => stock.holdVariants(ctx, [{ ...wish, holdId }]))
  stage.clock.advance(1000)
  const work = [stock.releaseExpiredHolds, (ctx: Ctx) => stock.releaseHolds(ctx, [holdId])]
  const confirm = (ctx: Ctx) => stock.confirmHolds(ctx, [holdId]).then(() => {})
  await Promise.all(Array.from({ length: 30 }, (_, i) => stage.write([...work, confirm][i % 3]!)))
  assert.deepEqual(await stock.poolState(stage.database.sql, lamp), { free: 2, held: 0, sold: 3 })
})

/** One thing that somebody does; numbers pick among what there is at that moment. */
type Act =
  | { kind: 'hold' | 'claim' | 'openDrop'; pick: number; quantity: number }
  | { kind: 'confirm' | 'release' | 'return' | 'extend' | 'closeDrop'; pick: number }
  | { kind: 'adjust'; pick: number; by: number }
  | { kind: 'sweep' }

const pick = fc.nat(20)
const quantity = fc.integer({ min: 1, max: 6 })
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constantFrom('hold', 'claim', 'claim', 'openDrop'), pick, quantity }),
  fc.record({ kind: fc.constantFrom('confirm', 'release', 'return', 'extend', 'closeDrop'), pick }),
  fc.record({ kind: fc.constant('adjust'), pick, by: fc.integer({ min: -5, max: 5 }).filter((by) => by !== 0) }),
  fc.record({ kind: fc.constant('sweep') }),
)

/** A small shop that random acts happen to. What a refused act would have made is known all the same. */
class Shop {
  readonly stage: Stage
  readonly variants: VariantId[]
  readonly drops: DropId[] = []
  readonly holds: HoldId[] = []
  constructor(stage: Stage, variants: VariantId[]) {
    this.stage = stage
    this.variants = variants
  }

  async do(one: Act): Promise<void> {
    const { stage } = this
    const among = <T>(things: readonly T[], n: number): T[] => things.slice(n % (things.length || 1)).slice(0, 2)
    const units = { quantity: 'quantity' in one ? one.quantity : 1, personId: stage.id<'person'>() as PersonId }
    const made = () => ({ ...units, holdId: stage.id<'hold'>() as HoldId, expiresAt: inSeconds(stage, 2) })
    if (one.kind === 'sweep') return stage.write(stock.releaseExpiredHolds)
    const [variantId] = among(this.variants, one.pick) as [VariantId]
    const holdIds = among(this.holds, one.pick)
    const [dropId] = among(this.drops, one.pick)
    switch (one.kind) {
      case 'hold': {
        const wishes = among(this.variants, one.pick).map((wanted) => ({ ...made(), variantId: wanted }))
        await stage.write((ctx) => stock.holdVariants(ctx, wishes))
        this.holds.push(...wishes.map((wish) => wish.holdId))
        return
      }
      case 'claim': {
        const wish = made()
        await stage.write((ctx) => stock.holdMany(ctx.sql, ctx.now, dropId ?? variantId, [wish]))
        this.holds.push(wish.holdId)
        return
      }
      case 'openDrop': {
        const opened: DropId = stage.id()
        await stage.write((ctx) => stock.openPool(ctx, { poolId: opened, variantId, quantity: one.quantity }))
        this.drops.push(opened)
        return
      }
      case 'closeDrop':
        if (dropId) await stage.write((ctx) => stock.closePool(ctx, dropId))
        return
      case 'adjust':
        await stage.write((ctx) => stock.adjust(ctx, { variantId, by: one.by, reason: 'by chance' }))
        return
      case 'confirm':
        await stage.write((ctx) => stock.confirmHolds(ctx, holdIds))
        return
      case 'release':
        return stage.write((ctx) => stock.releaseHolds(ctx, holdIds))
      case 'return':
        return stage.write((ctx) => stock.returnSold(ctx, holdIds))
      case 'extend':
        return stage.write((ctx) => stock.extendHolds(ctx, holdIds, inSeconds(stage, 4)))
    }
  }
}

test('whatever happens at once, every pool is what its holds say and every unit is somewhere', async () => {
  await using stage = await openStage()
  const rounds = fc.array(fc.array(act, { minLength: 1, maxLength: 10 }), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(rounds, async (story) => {
      const shop = new Shop(stage, [await variantWith(stage, 12), await variantWith(stage, 3)])
      for (const acts of story) {
        const outcomes = await Promise.allSettled(acts.map((one) => shop.do(one)))
        for (const one of outcomes) if (one.status === 'rejected' && !(one.reason instanceof Refusal)) throw one.reason
        assert.deepEqual(await stock.imbalances(stage.database.sql), [])
        stage.clock.advance(1000)
      }
    }),
    { numRuns: 40 },
  )
  await assertNoDeadlocks(stage)
})
