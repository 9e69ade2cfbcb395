import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { openStage, type Stage } from '../../../test/stage.ts'
import type { BrandId, DropId, HoldId, PersonId, VariantId } from '../../lib/ids.ts'
import * as stock from './stock.ts'

let stage: Stage
let brandId: BrandId
let lamp: VariantId
let dana: PersonId
let news: stock.StockChanged[] = []

before(async () => {
  stage = await openStage()
  stock.stockChanged.rewire(async (_, one) => void news.push(one))
})
after(() => stage[Symbol.asyncDispose]())
beforeEach(async () => {
  brandId = stage.id()
  lamp = stage.id()
  dana = stage.id()
  await stage.write((ctx) => stock.setFree(ctx, { variantId: lamp, brandId, free: 10 }))
  news = []
})

const inSeconds = (seconds: number) => new Date(stage.clock.now().getTime() + seconds * 1000)
const lampState = () => stock.poolState(stage.database.sql, lamp)

async function hold(quantity: number, seconds = 300): Promise<HoldId> {
  const holdId: HoldId = stage.id()
  const wish = { holdId, variantId: lamp, personId: dana, quantity, expiresAt: inSeconds(seconds) }
  await stage.write((ctx) => stock.holdVariants(ctx, [wish]))
  return holdId
}

async function openDrop(quantity: number): Promise<DropId> {
  const dropId: DropId = stage.id()
  await stage.write((ctx) => stock.openPool(ctx, { poolId: dropId, variantId: lamp, quantity }))
  return dropId
}

async function claim(dropId: DropId, quantity = 1, seconds = 300): Promise<HoldId> {
  const holdId: HoldId = stage.id()
  const wish = { holdId, personId: dana, quantity, expiresAt: inSeconds(seconds) }
  await stage.write((ctx) => stock.holdMany(ctx.sql, ctx.now, dropId, [wish]))
  return holdId
}

test('a variant has one pool however often it is asked for', async () => {
  await stage.write((ctx) => stock.poolFor(ctx, { variantId: lamp, brandId }))
  assert.deepEqual(await lampState(), { free: 10, held: 0, sold: 0 })
})

test('a hold takes units out of free, a confirmation sells them, a return frees them', async () => {
  const holdId = await hold(3)
  assert.deepEqual(await lampState(), { free: 7, held: 3, sold: 0 })
  assert.deepEqual(await stage.write((ctx) => stock.confirmHolds(ctx, [holdId])), { confirmed: [holdId], lost: [] })
  assert.deepEqual(await lampState(), { free: 7, held: 0, sold: 3 })
  await stage.write((ctx) => stock.returnSold(ctx, [holdId]))
  assert.deepEqual(await lampState(), { free: 10, held: 0, sold: 0 })
})

test('confirming, releasing and returning twice is doing it once', async () => {
  const [sold, released] = [await hold(2), await hold(1)]
  for (let i = 0; i < 2; i++) {
    await stage.write((ctx) => stock.confirmHolds(ctx, [sold]))
    await stage.write((ctx) => stock.releaseHolds(ctx, [released]))
  }
  assert.deepEqual(await lampState(), { free: 8, held: 0, sold: 2 })
  for (let i = 0; i < 2; i++) await stage.write((ctx) => stock.returnSold(ctx, [sold, released]))
  assert.deepEqual(await lampState(), { free: 10, held: 0, sold: 0 })
  assert.deepEqual(await stage.write((ctx) => stock.confirmHolds(ctx, [sold])), { confirmed: [], lost: [sold] })
})

test('more than is free is refused by the name of the variant, and nothing is held', async () => {
  await assert.rejects(hold(11), {
    problem: { code: 'stock.notEnough', status: 409, title: 'There are not enough units left' },
    details: { variants: [{ variantId: lamp, wanted: 11, free: 10 }] },
  })
  assert.deepEqual(await lampState(), { free: 10, held: 0, sold: 0 })
})

test('holding many is all or nothing', async () => {
  const wishes = [6, 5].map((quantity) => ({
    ...{ holdId: stage.id<'hold'>(), personId: dana, quantity, expiresAt: inSeconds(60) },
  }))
  const refused = stage.write((ctx) => stock.holdMany(ctx.sql, ctx.now, lamp, wishes))
  await assert.rejects(refused, (error: { problem?: { code: string } }) => error.problem?.code === 'stock.notEnough')
  assert.equal((await stock.holdsById(stage.database.sql, [wishes[0]!.holdId])).size, 0)
  const left = await stage.write((ctx) => stock.holdMany(ctx.sql, ctx.now, lamp, wishes.slice(0, 1)))
  assert.deepEqual(left, { free: 4, held: 6, sold: 0 })
})

test('a hold is extended, never shortened, and not once its time is over', async () => {
  const holdId = await hold(1, 60)
  const until = async () => (await stock.holdsById(stage.database.sql, [holdId])).get(holdId)!.expiresAt
  const [sooner, later] = [inSeconds(30), inSeconds(900)]
  await stage.write((ctx) => stock.extendHolds(ctx, [holdId], later))
  await stage.write((ctx) => stock.extendHolds(ctx, [holdId], sooner))
  assert.deepEqual(await until(), later)
  stage.clock.advance(900_000)
  const tooLate = stage.write((ctx) => stock.extendHolds(ctx, [holdId], inSeconds(900)))
  await assert.rejects(tooLate, { details: { holdIds: [holdId] } })
})

test('looking at a hold, again and again, does not renew it', async () => {
  const holdId = await hold(2, 60)
  for (let seconds = 0; seconds < 60; seconds += 10) {
    stage.clock.advance(10_000)
    await stock.holdsById(stage.database.sql, [holdId])
    await stock.heldBy(stage.database.sql, lamp, [dana])
    await lampState()
  }
  await stage.write(stock.releaseExpiredHolds)
  assert.deepEqual(await lampState(), { free: 10, held: 0, sold: 0 })
})

test('expired holds are released once, and whoever had them is told of', async () => {
  const told: stock.HoldsReleased['holds'] = []
  stock.holdsReleased.rewire(async (_, { holds }) => void told.push(...holds))
  const [short, long] = [await hold(2, 10), await hold(1, 100)]
  stage.clock.advance(10_000)
  for (let i = 0; i < 2; i++) await stage.write(stock.releaseExpiredHolds)
  assert.deepEqual(
    told.filter((one) => one.personId === dana),
    [{ holdId: short, poolId: lamp, personId: dana }],
  )
  assert.deepEqual(await lampState(), { free: 9, held: 1, sold: 0 })
  assert.equal((await stock.holdsById(stage.database.sql, [long])).get(long)!.state, 'held')
})

test('a payment that comes after the release takes units again while there are some', async () => {
  const [early, late] = [await hold(6), await hold(4)]
  await stage.write((ctx) => stock.releaseHolds(ctx, [early, late]))
  await hold(5)
  const answer = await stage.write((ctx) => stock.confirmHolds(ctx, [early, late]))
  assert.deepEqual(answer, { confirmed: [late], lost: [early] })
  assert.deepEqual(await lampState(), { free: 1, held: 5, sold: 4 })
})

test('a drop sets units aside, and gives back what is free when it closes and what is held when it is released', async () => {
  const dropId = await openDrop(6)
  assert.deepEqual(await lampState(), { free: 4, held: 0, sold: 0 })
  const [paid, kept] = [await claim(dropId), await claim(dropId, 2)]
  await stage.write((ctx) => stock.confirmHolds(ctx, [paid]))
  for (let i = 0; i < 2; i++) await stage.write((ctx) => stock.closePool(ctx, dropId))
  assert.deepEqual(await stock.poolState(stage.database.sql, dropId), { free: 0, held: 2, sold: 1 })
  assert.deepEqual(await lampState(), { free: 7, held: 0, sold: 0 })
  await stage.write((ctx) => stock.releaseHolds(ctx, [kept]))
  assert.deepEqual(await lampState(), { free: 9, held: 0, sold: 0 })
  assert.deepEqual(await stage.write((ctx) => stock.confirmHolds(ctx, [kept])), { confirmed: [], lost: [kept] })
  await assert.rejects(claim(dropId), { name: 'Refusal' })
})

test('a drop cannot set aside more than is free', async () => {
  await assert.rejects(openDrop(11), { details: { variants: [{ variantId: lamp, wanted: 11, free: 10 }] } })
})

test('what a person has of a pool counts held and sold units, not released ones', async () => {
  const [sold, released] = [await hold(2), await hold(4)]
  await hold(1)
  await stage.write((ctx) => stock.confirmHolds(ctx, [sold]))
  await stage.write((ctx) => stock.releaseHolds(ctx, [released]))
  const carl: PersonId = stage.id()
  assert.deepEqual(await stock.heldBy(stage.database.sql, lamp, [dana, carl]), new Map([[dana, 3]]))
})

test('an adjustment is written down, and never takes what is not free', async () => {
  await hold(4)
  const adjust = (by: number) => stage.write((ctx) => stock.adjust(ctx, { variantId: lamp, by, reason: 'broken' }))
  await assert.rejects(adjust(-7), { details: { free: 6 } })
  await assert.rejects(adjust(100_000_000), (error: { problem?: { code: string } }) => {
    return error.problem?.code === 'stock.tooMany'
  })
  assert.deepEqual(await adjust(-6), { variantId: lamp, free: 0, held: 4, sold: 0, inDrops: 0 })
  const written = await stage.database.sql<{ units: number; reason: string }>`
    select units, reason from stock.adjustments where variant_id = ${lamp} order by at, units desc`
  assert.deepEqual(written, [
    { units: 10, reason: 'counted' },
    { units: -6, reason: 'broken' },
  ])
})

test('a variant that nobody announced has no stock to adjust', async () => {
  const unknown: VariantId = stage.id()
  await assert.rejects(
    stage.write((ctx) => stock.adjust(ctx, { variantId: unknown, by: 1, reason: 'found' })),
    { details: { variantId: unknown } },
  )
})

test('every changed pool is told once by each verb, and a pool that did not change is not', async () => {
  const [a, b] = [await hold(1), await hold(1)]
  news = []
  await stage.write((ctx) => stock.confirmHolds(ctx, [a, b]))
  await stage.write((ctx) => stock.confirmHolds(ctx, [a, b]))
  await stage.write((ctx) => stock.setFree(ctx, { variantId: lamp, brandId, free: 8 }))
  assert.deepEqual(news, [{ poolId: lamp, variantId: lamp, kind: 'variant', free: 8, held: 0, sold: 2 }])
})

test('the levels of a brand count drops in, page by page', async () => {
  const vase: VariantId = stage.id()
  await stage.write((ctx) => stock.setFree(ctx, { variantId: vase, brandId, free: 5 }))
  const dropId = await openDrop(6)
  await claim(dropId, 2)
  const page = (after?: string) => stage.write((ctx) => stock.levels(ctx, { brandId, after, most: 1 }))
  const one = await page()
  const two = await page(one.next!)
  const expected = [
    { variantId: lamp, free: 4, held: 2, sold: 0, inDrops: 4 },
    { variantId: vase, free: 5, held: 0, sold: 0, inDrops: 0 },
  ].sort((x, y) => (x.variantId < y.variantId ? -1 : 1))
  assert.deepEqual([...one.items, ...two.items], expected)
  assert.equal(two.next, null)
})

test('a hold that nobody made is a bug, not a refusal', async () => {
  await assert.rejects(
    stage.write((ctx) => stock.confirmHolds(ctx, [stage.id()])),
    /1 of 1 holds do not exist/,
  )
})
