import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dice } from '../../../prove/random.ts'
import { watchRoom } from '../../../test/house.ts'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'
import { fillPurses, type Purse } from '../../../test/purse.ts'
import type { Ctx } from '../../ctx.ts'
import { type Id, newId, type PersonId } from '../../lib/ids.ts'
import type { PublicRoom } from '../../room.ts'
import { readClosing } from '../books/books.ts'
import { audit } from '../ledger/ledger.ts'
import { readAccounts } from '../ledger/reading.ts'
import { sending } from './gifts.ts'

let on: OnAir & AsyncDisposable
let gifts: Record<string, string>

before(async () => {
  on = await openOnAir()
  const { items } = await on.house.anyone.call('gifts.offer', { brandId: on.world.brandId })
  gifts = Object.fromEntries(items.map(({ picture, giftId }) => [picture, giftId]))
})
after(() => on[Symbol.asyncDispose]())

const now = () => new Date()
const give = (people: readonly Purse[]) => fillPurses(on, people)
async function viewer(name: string, coins: number, minor: number) {
  const person = await on.house.signUp(name, `${name.toLowerCase()}@gifts.example`, 'long-enough-password')
  await give([{ personId: person.personId as PersonId, coins, minor }])
  return person
}
const purse = async (person: Awaited<ReturnType<typeof viewer>>) =>
  (await person.call('coins.purse', { brandId: on.world.brandId })).coins
const inRoom = async () => {
  const { state } = await on.house.anyone.call('shows.room', { showId: on.showId })
  return (state as unknown as PublicRoom).gifts
}
const isWhole = async () => assert.deepEqual((await audit(on.house.estrade.database.sql, on.world.brandId)).faults, [])
const balance = async (name: string) => {
  const { items } = await on.house.inCtx((ctx) => readAccounts(ctx, { brandId: on.world.brandId }))
  return items.filter(({ purpose }) => purpose === name).reduce((all, { balance }) => all + Number(balance.minor), 0)
}

test('everybody sees a gift; the same key is the same gift; quick ones grow; the host’s thanks are seen too', async () => {
  const carl = await viewer('Carl', 100, 99)
  const bea = await on.world.as('bea')
  const room = await watchRoom(on.house, on.showId)
  const send = (key: string, count = 1) =>
    carl.call('gifts.send', { showId: on.showId, giftId: gifts.spark as Id<'gift'>, count }, { key })
  const first = await send('the-first-tap')
  assert.deepEqual([first.count, first.coins, first.left], [1, 5, 95])
  assert.deepEqual(await send('the-first-tap'), first)
  await assert.rejects(send('the-first-tap', 2), refusedAs('gifts.keyReused'))
  const taps = await Promise.all(Array.from({ length: 10 }, (_, i) => send(`tap-number-${i}`)))
  assert.deepEqual(new Set(taps.map(({ comboId }) => comboId)), new Set([first.comboId]))
  assert.deepEqual([Math.max(...taps.map(({ count }) => count)), await purse(carl)], [11, 45])
  await assert.rejects(send('too-many-taps', 10), refusedAs('coins.notEnough'))
  const seen = await room.until('gift.sent', (body: { combos: { count: number }[] }) => body.combos[0]!.count === 11)
  const { combos, top } = seen.body as { combos: { name: string; coins: number }[]; top: unknown }
  assert.deepEqual([combos[0]!.name, combos[0]!.coins, top], ['Carl', 55, [{ name: 'Carl', coins: 55 }]])
  const before = await bea('gifts.ofShow', { showId: on.showId })
  assert.deepEqual([before.coins, before.unthanked, before.items[0]!.thankedAt], [55, 1, null])
  await bea('gifts.thank', { showId: on.showId, comboIds: [first.comboId] })
  assert.equal((await bea('gifts.thank', { showId: on.showId, comboIds: [first.comboId] })).thanked, 0)
  const thanked = await room.until('gift.thanked')
  assert.deepEqual((thanked.body as { names: string[] }).names, ['Carl'])
  assert.equal((await bea('gifts.ofShow', { showId: on.showId })).unthanked, 0)
  room.close()
  const { open, coins, thanked: last } = await inRoom()
  assert.deepEqual([open, coins, last!.by], [true, 55, 'Béa'])
  await isWhole()
})

test('what a brand offers is its own; a rate holds from now on and shares all of it', async () => {
  const alma = await on.world.as('alma')
  const { brandId } = on.world
  const offer = await on.house.anyone.call('gifts.offer', { brandId })
  assert.equal(offer.items.length, 8)
  assert.deepEqual(await alma('gifts.addUsual', { brandId }), offer)
  const rate = { hostBp: 3000, brandBp: 6500, platformBp: 500, oddTo: 'host' as const }
  await assert.rejects(alma('gifts.agree', { brandId, ...rate, platformBp: 499 }), refusedAs('gifts.notWhole'))
  const early = new Date(now().getTime() - 60_000).toISOString()
  await assert.rejects(alma('gifts.agree', { brandId, ...rate, from: early }), refusedAs('gifts.rateHasBegun'))
  const { items } = await alma('gifts.agree', { brandId, ...rate })
  assert.deepEqual([items.length, items[0]!.hostBp, items[1]!.brandBp], [2, 3000, 10_000])
})

test('thousands of gifts of many to one host, by two processes: no coin is lost or made', async () => {
  const seed = Number(process.env.SEED ?? 20261121)
  const die = dice(seed)
  const { database } = on.house.estrade
  const people = Array.from({ length: 150 }, () => ({
    personId: newId<'person'>(now()),
    coins: 50 + die.roll(400),
    minor: 1 + die.roll(500),
  }))
  await give(people)
  const processes = [0, 1].map(() => sending(database, { now }))
  const before = { coins: await balance('coins'), gifts: await balance('gifts'), prepaid: await balance('prepaid') }
  let spent = 0
  const one = async (n: number) => {
    const { personId } = die.pick(people)
    const giftId = gifts[die.pick(['spark', 'heart', 'flower'])] as Id<'gift'>
    const ctx = { sql: database.sql, who: { kind: 'person', personId, guest: false, name: 'A viewer', roles: {} } }
    const wish = { showId: on.showId, giftId, count: 1 + die.roll(3) }
    const key = `tap ${n}`
    try {
      const taps = [die.pick(processes), ...(die.chance(0.1) ? [die.pick(processes)] : [])]
      await Promise.all(taps.map((process) => process.send(ctx as unknown as Ctx, wish, key)))
    } catch (error) {
      if ((error as { problem?: { code: string } }).problem?.code !== 'coins.notEnough') throw error
    }
  }
  await Promise.all(Array.from({ length: 3000 }, (_, n) => one(n)))
  const rows = await database.sql<{ coins: bigint; combos: bigint; support: bigint }>`
    select (select sum(coins) from gifts.sends)::bigint as coins, (select sum(coins) from gifts.combos)::bigint as combos,
      (select sum(coins) from gifts.supporters)::bigint as support`
  spent = Number(rows[0]!.coins) - 55
  assert.ok(spent > 10_000, `seed ${seed}`)
  assert.deepEqual([rows[0]!.combos, rows[0]!.support], [rows[0]!.coins, rows[0]!.coins], `seed ${seed}`)
  assert.equal(await balance('coins'), before.coins - spent, `seed ${seed}`)
  const moved = (await balance('gifts')) - before.gifts
  assert.equal(await balance('prepaid'), before.prepaid - moved, `seed ${seed}`)
  assert.equal((await inRoom()).coins, spent + 55, `seed ${seed}`)
  await isWhole()
})

test('when the show is over, what was spent is shared out once, and its closing statement adds up', async () => {
  const { showId } = on
  const dana = await viewer('Dana', 2000, 1510)
  const bea = await on.world.as('bea')
  const send = { showId, giftId: gifts.moon as Id<'gift'>, count: 1 }
  await dana.call('gifts.send', send)
  const gross = await balance('gifts')
  await bea('shows.end', { showId })
  await assert.rejects(dana.call('gifts.send', send), refusedAs('gifts.notLive'))
  await on.house.idle()
  const after = await Promise.all(['gifts', 'giftIncome', 'hostShare', 'platformShare', 'tax'].map(balance))
  assert.equal(after[0], 0)
  assert.equal(
    after.reduce((all, minor) => all + minor, 0),
    gross,
  )
  assert.ok(after[1]! > 0 && after[2]! > 0 && after[3]! > 0 && after[4]! > 0)
  const { coins, currencies } = await on.house.inCtx((ctx) => readClosing(ctx, { showId }))
  const [eur] = currencies
  assert.ok(coins > 12_000)
  assert.equal(Number(eur!.total.minor), gross)
  assert.equal(Number(eur!.hostShare.minor), after[2])
  assert.equal(eur!.giftsUnshared.minor, '0')
  await isWhole()
})
