import type { IntentId, OrderId } from '../src/lib/ids.ts'
import { money } from '../src/lib/money.ts'
import type { Refusal } from '../src/lib/problems.ts'
import { refundIntent } from '../src/modules/payments/payments.ts'
import * as promotions from '../src/modules/promotions/promotions.ts'
import * as stock from '../src/modules/stock/stock.ts'
import { openTestServer } from '../test/postgres.ts'
import { type Buyer, openShop, type Shop, type Stall } from '../test/shop.ts'
import { fillBag, newCoupon, rushFor } from './claims/coupon.ts'
import { packet, wallet } from './claims/giving.ts'
import { type Dice, dice } from './random.ts'

/**
 * What there is so much of is had so often: a coupon by 64 and by 1,000 buyers at once, a refund asked 100 times, an
 * order that is paid in the millisecond in which its time is over, a red packet opened by 1,000 who ask twice, one purse
 * of coins spent by 10,000 taps.
 *
 * The verbs of the house over a real database, sixteen connections, each call its own transaction.
 *
 * Tried with a fault planted by hand: a use taken without its guard (`uses < uses_most` in
 * src/modules/promotions/redeem-store.ts) is found in the first round, because the constraint then breaks purchases.
 */
export async function run({ smoke, seed, runs }: { smoke: boolean; seed: number; runs?: number }) {
  const rounds = runs ?? (smoke ? 1 : 20)
  const server = await openTestServer()
  process.env.TEST_POSTGRES_URL = server.url
  const die = dice(seed)
  const faults: string[] = []
  const sums = { coupons: 0, winners: 0, told: 0, refunds: 0, races: 0, paidInTime: 0, shares: 0, spends: 0 }
  try {
    for (let round = 1; round <= rounds && faults.length < 20; round++) {
      await using shop = await openShop()
      const lamp = await shop.addVariant({ price: 10_000, free: 100_000 })
      const found = [
        ...(await coupon(shop, lamp, die, 64, sums)),
        ...(await coupon(shop, lamp, die, 1000, sums)),
        ...(await refunds(shop, lamp, die, sums)),
        ...(await expiry(shop, lamp, smoke ? 8 : 25, sums)),
        ...(await packet(shop, die, 1000, sums)),
        ...(await wallet(shop, die, smoke ? 2000 : 10_000, sums)),
        ...(await promotions.imbalances(shop.database.sql)).map((row) => row.fault),
        ...(await stock.imbalances(shop.database.sql)).map((row) => row.fault),
      ]
      faults.push(...found.map((fault) => `round ${round}: ${fault}`))
      console.log(`round ${round}: ${found.length} faults, ${JSON.stringify(sums)}`)
    }
  } finally {
    await server.close()
  }
  for (const fault of faults) console.error(fault)
  return { runs: rounds, violations: faults.length, ...sums }
}

type Sums = Record<'coupons' | 'winners' | 'told' | 'refunds' | 'races' | 'paidInTime', number>

/** A coupon with a limit of uses or of money, wanted by more than can have it: exactly the allowed ones win. */
async function coupon(shop: Shop, lamp: Stall, die: Dice, crowd: number, sums: Sums): Promise<string[]> {
  const buyers: Buyer[] = []
  for (let i = 0; i < crowd; i++) buyers.push(await shop.person())
  await Promise.all(buyers.map((buyer) => fillBag(shop, buyer, lamp)))
  const allowed = 1 + die.roll(40)
  const code = `C-${++sums.coupons}`
  // Ten per cent of 100.00 each time, and a rest that is not enough for one more.
  const limit = die.chance(0.5) ? { usesMost: allowed } : { budget: money(allowed * 1000 + die.roll(1000), 'EUR') }
  await newCoupon(shop, code, limit)
  const { won, told, faults } = await rushFor(shop, code, buyers)
  sums.winners += won
  sums.told += told
  if (won !== allowed) faults.push(`${won} of ${crowd} had a coupon for ${allowed}`)
  return faults
}

/** The whole of an order asked back a hundred times at once is given once; in parts, as often as it fits. */
async function refunds(shop: Shop, lamp: Stall, die: Dice, sums: Sums): Promise<string[]> {
  const faults: string[] = []
  for (const part of [10_000, 100 + die.roll(900)]) {
    const { orderId, intentId } = await placed(shop, lamp)
    await shop.pay(intentId, '4242424242424242')
    await shop.deliver()
    const { total } = (await shop.order(orderId)).totals
    const ask = () => shop.write((ctx) => refundIntent(ctx, { intentId, amount: money(part, 'EUR'), reason: 'asked' }))
    const answers = await Promise.allSettled(Array.from({ length: 100 }, ask))
    const given = answers.filter((one) => one.status === 'fulfilled').length
    const fits = Math.min(100, Math.floor(Number(total.minor) / part))
    sums.refunds += given
    if (given !== fits) faults.push(`${given} refunds of ${part} were given out of ${total.minor}, and ${fits} fit`)
    for (const one of answers) {
      const code = one.status === 'rejected' && (one.reason as Refusal).problem?.code
      if (one.status === 'rejected' && code !== 'payments.notRefundable') faults.push(`a refund was answered ${code}`)
    }
  }
  return faults
}

async function placed(shop: Shop, lamp: Stall, code?: string): Promise<{ orderId: OrderId; intentId: IntentId }> {
  const buyer = await shop.person()
  await fillBag(shop, buyer, lamp)
  if (!code) return shop.checkout(buyer)
  const { orderIds, faults } = await rushFor(shop, code, [buyer])
  if (!orderIds[0]) throw new Error(faults.join())
  const orderId = orderIds[0] as OrderId
  return { orderId, intentId: (await shop.order(orderId)).intentId! }
}

/**
 * Paid in the millisecond in which its time is over: the notice of the money and the end of the order run at once. It
 * is paid, with its units and its use of the coupon, or it is not, and all of it is free again.
 */
async function expiry(shop: Shop, lamp: Stall, races: number, sums: Sums): Promise<string[]> {
  const faults: string[] = []
  for (let i = 0; i < races; i++) {
    const code = `E-${++sums.coupons}`
    await newCoupon(shop, code, { usesMost: 1 })
    const before = await shop.level(lamp)
    const { orderId, intentId } = await placed(shop, lamp, code)
    await shop.pay(intentId, '4242424242424242')
    shop.clock.advance(15 * 60_000)
    await shop.beat('orders.endOverdue')
    await Promise.all([shop.idle(), shop.deliver()])
    await shop.idle()
    const { state } = await shop.order(orderId)
    const sold = (await shop.level(lamp)).sold - before.sold
    const items = await shop.database.sql<{ uses: number }>`
      select uses from promotions.promotions where code = ${code}`
    const uses = items[0]!.uses
    sums.races++
    if (state === 'paid') sums.paidInTime++
    const whole = state === 'paid' ? sold === 1 && uses === 1 : state === 'cancelled' && sold === 0 && uses === 0
    if (!whole) faults.push(`an order ended ${state}, with ${sold} sold and its coupon used ${uses} times`)
  }
  return faults
}
