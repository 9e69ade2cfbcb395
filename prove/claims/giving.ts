import { money, wire } from '../../src/lib/money.ts'
import type { Refusal } from '../../src/lib/problems.ts'
import * as coins from '../../src/modules/coins/coins.ts'
import { changeGifts, sending } from '../../src/modules/gifts/gifts.ts'
import { audit } from '../../src/modules/ledger/ledger.ts'
import * as packets from '../../src/modules/packets/packets.ts'
import type { Buyer, Shop } from '../../test/shop.ts'
import { liveShow } from '../live-show.ts'
import type { Dice } from '../random.ts'

const codeOf = (answer: PromiseRejectedResult) => (answer.reason as Refusal).problem?.code ?? String(answer.reason)
const refusedOtherwise = (answers: readonly PromiseSettledResult<unknown>[], allowed: string) =>
  answers.flatMap((one) => (one.status === 'rejected' && codeOf(one) !== allowed ? [`answered ${codeOf(one)}`] : []))

/** A packet opened by more than it has shares, each of them twice, by two processes: each share is had once. */
export async function packet(shop: Shop, die: Dice, crowd: number, sums: { shares: number }): Promise<string[]> {
  const showId = await liveShow(shop)
  const [pieces, minor] = [1 + die.roll(400), 1000 + die.roll(100_000)]
  const amount = wire(money(minor, 'EUR'))
  const terms = { showId, greeting: '', eligibility: 'anyone' as const, lastsSeconds: 600, list: [] }
  const packetId = await shop.write(async (ctx) => {
    await packets.setBudget(ctx, { showId, amount })
    const made = await packets.prepare(ctx, { ...terms, kind: 'random', minor: `${minor}`, pieces })
    await packets.launch(ctx, { ...made, opensInSeconds: 0 })
    return made.packetId
  })
  const processes = [0, 1].map(() => packets.grabs(shop.database, shop.clock))
  const people = Array.from({ length: crowd }, () => shop.id<'person'>())
  const taps = [...people, ...people].map((personId, i) => {
    const who = { kind: 'person', personId, guest: false, name: 'Somebody', roles: {} } as const
    const ctx = { sql: shop.database.sql, now: shop.clock.now(), who } as never
    return processes[i % 2]!.grab(ctx, { showId, packetId })
  })
  const answers = await Promise.allSettled(taps)
  const had = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const places = new Map(had.map(({ place, amount, grabId }) => [place, { minor: BigInt(amount.minor), grabId }]))
  const given = [...places.values()].reduce((sum, one) => sum + one.minor, 0n)
  sums.shares += places.size
  return [
    ...refusedOtherwise(answers, 'packets.empty'),
    ...(places.size === Math.min(pieces, crowd) ? [] : [`${places.size} shares of ${pieces} were had by ${crowd}`]),
    ...(had.length === 2 * places.size
      ? []
      : [`${had.length} answers for ${places.size} shares that were asked twice`]),
    ...(given === BigInt(minor) || crowd < pieces ? [] : [`${given} was given of ${minor}`]),
    ...(await audit(shop.database.sql, shop.brandId)).faults,
  ]
}

/** One purse, spent by as many taps at once as two processes take: as many gifts as it can pay, and it ends where it must. */
export async function wallet(shop: Shop, die: Dice, taps: number, sums: { spends: number }): Promise<string[]> {
  const { brandId } = shop
  const showId = await liveShow(shop)
  const [price, buyer] = [1 + die.roll(9), await shop.person()]
  const gift = { title: { en: 'Spark' }, coins: price, tier: 'small' as const, picture: 'spark' as const }
  const { items } = await shop.write((ctx) => changeGifts(ctx, { brandId, items: [gift] }))
  const purse = await fill(shop, buyer)
  const processes = [0, 1].map(() => sending(shop.database, shop.clock))
  const ctx = { sql: shop.database.sql, who: buyer.who } as never
  const wish = { showId, giftId: items[0]!.giftId, count: 1 }
  const answers = await Promise.allSettled(
    Array.from({ length: taps }, (_, i) => processes[i % 2]!.send(ctx, wish, `tap ${i}`)),
  )
  const sent = answers.filter((one) => one.status === 'fulfilled').length
  const fits = Math.min(taps, Math.floor(purse / price))
  const left = await shop.write((ctx) => coins.readPurse(ctx, { brandId }), buyer.who)
  sums.spends += sent
  return [
    ...refusedOtherwise(answers, 'coins.notEnough'),
    ...(sent === fits ? [] : [`${sent} gifts of ${price} were sent from ${purse} coins, and ${fits} fit`]),
    ...(left.coins === purse - sent * price ? [] : [`${left.coins} coins are left of ${purse}`]),
    ...(await audit(shop.database.sql, brandId)).faults,
  ]
}

/** @returns how many coins it holds */
async function fill(shop: Shop, { who }: Buyer): Promise<number> {
  const { brandId } = shop
  const point = { coins: 5500, price: wire(money(4999, 'EUR')) }
  const wish = { brandId, ...point, country: 'FR', locale: 'fr' as const, returnTo: '/back', ofAge: true as const }
  const { intentId } = await shop.write(async (ctx) => {
    await coins.changeSettings(ctx, { brandId, points: [point], dailyMost: 1_000_000, taxRateBp: 2000 })
    return coins.topUp(ctx, wish)
  }, who)
  await shop.pay(intentId, '4242424242424242')
  await shop.deliver()
  await shop.idle()
  await shop.beat('ledger.postSubmitted')
  return point.coins
}
