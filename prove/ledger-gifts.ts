import { money, wire } from '../src/lib/money.ts'
import * as coins from '../src/modules/coins/coins.ts'
import { addUsual, readOffer, sending } from '../src/modules/gifts/gifts.ts'
import type { Buyer, Shop } from '../test/shop.ts'
import { liveShow } from './live-show.ts'
import type { Dice } from './random.ts'

const point = { coins: 550, price: wire(money(499, 'EUR')) }

/**
 * Ten people with purses, in a show that goes on: they buy coins, send gifts by two processes' worth of batches, and
 * give coins back, all at once.
 */
export async function openGiving(shop: Shop, die: Dice, sums: { operations: number; refused: number; paid: number }) {
  const { brandId, database, clock } = shop
  const showId = await liveShow(shop)
  await shop.write(async (ctx) => {
    await addUsual(ctx, { brandId })
    // The day's most is not what is proven here.
    await coins.changeSettings(ctx, { brandId, points: [point], dailyMost: 10_000_000, taxRateBp: 2000 })
  })
  const { items } = await readOffer(database, { brandId })
  const people = await Promise.all(Array.from({ length: 10 }, () => shop.person()))
  const processes = [sending(database, clock), sending(database, clock)]
  let last = 0

  async function buys({ who }: Buyer): Promise<void> {
    const wish = { brandId, ...point, country: 'FR', locale: 'fr' as const, returnTo: '/back', ofAge: true as const }
    const { intentId } = await shop.write((ctx) => coins.topUp(ctx, wish), who)
    await shop.pay(intentId, die.chance(0.8) ? '4242424242424242' : '4000000000000002')
    sums.paid++
  }
  async function gives({ who }: Buyer): Promise<void> {
    const { giftId } = die.pick(items)
    const wish = { showId, giftId, count: 1 + die.roll(3) }
    const key = `gift ${++last}`
    const taps = die.chance(0.1) ? processes : [die.pick(processes)]
    await Promise.all(taps.map((process) => process.send({ sql: database.sql, who } as never, wish, key)))
  }
  const one = async (): Promise<void> => {
    sums.operations++
    const person = die.pick(people)
    const way = die.roll(100)
    try {
      if (way < 2) await buys(person)
      else if (way < 3) await shop.write((ctx) => coins.giveBack(ctx, { brandId }), person.who)
      else await gives(person)
    } catch (error) {
      const { code } = (error as { problem?: { code: string } }).problem ?? {}
      if (!code?.startsWith('coins.')) throw error
      sums.refused++
    }
  }
  return {
    async play(): Promise<void> {
      await Promise.all(Array.from({ length: 200 }, one))
    },
    /** Nothing is on its way when all has settled, and the rooms' own sums are the ledger's. */
    async faults(): Promise<string[]> {
      const [row] = await database.sql<{ onWay: bigint; taken: bigint; gifts: bigint; spent: bigint; issued: bigint }>`
        select (select coalesce(sum(posted), 0) from ledger.accounts where purpose = 'goingBack')::bigint as on_way,
          (select coalesce(sum(minor), 0) from gifts.takings)::bigint as taken,
          (select coalesce(sum(posted), 0) from ledger.accounts where purpose = 'gifts')::bigint as gifts,
          (select coalesce(sum(coins), 0) from gifts.sends)::bigint as spent,
          (select coalesce(sum(coins), 0) from gifts.combos)::bigint as issued`
      const { onWay, taken, gifts, spent, issued } = row!
      return [
        ...(onWay === 0n ? [] : [`${onWay} of coins that were given back is still on its way`]),
        ...(taken === gifts ? [] : [`gifts brought in ${taken}, the books say ${gifts}`]),
        ...(spent === issued ? [] : [`${spent} coins were sent, combos say ${issued}`]),
      ]
    },
  }
}
