import { type Currency, type Money, money, spread } from '../../lib/money.ts'

/** So many coins for so much money. */
export type Point = { coins: number; price: Money }
export type CoinSettings = { points: Point[]; dailyMost: number; taxRateBp: number }

/** Prices in cents; a currency without cents, or with many to the euro, has its own. */
const usual: Record<string, readonly [coins: number, minor: number][]> = {
  cents: [[100, 99], [550, 499], [1200, 999], [6500, 4999]],
  CNY: [[100, 800], [550, 4000], [1200, 8000], [6500, 40_000]],
  HKD: [[100, 800], [550, 4000], [1200, 8000], [6500, 40_000]],
  JPY: [[100, 160], [550, 800], [1200, 1600], [6500, 8000]],
} // biome-ignore format: a table

/** What a brand that has said nothing sells. */
export const usualSettings = (currency: Currency): CoinSettings => ({
  points: (usual[currency] ?? usual.cents!).map(([coins, minor]) => ({ coins, price: money(minor, currency) })),
  dailyMost: 20_000,
  taxRateBp: 2000,
})

export function arePoints(points: readonly Point[]): boolean {
  const names = points.map(({ coins, price }) => `${coins} ${price.currency}`)
  return points.every(({ price }) => price.minor > 0n) && new Set(names).size === points.length
}

/** What may still be bought of a day's coins. */
export const leftOf = (dailyMost: number, bought: number): number => Math.max(0, dailyMost - bought)

/** What may be spent: coins, and the money that was paid for them. */
export type Purse = { coins: bigint; funds: ReadonlyMap<Currency, bigint> }

/**
 * Takes coins out of a purse with their part of the money behind them, rounded down: whoever takes the last coin takes
 * all that is left, so nothing is ever lost or made.
 */
export function takeFrom({ coins, funds }: Purse, wanted: bigint): { taken: Money[]; left: Purse } {
  if (wanted <= 0n || wanted > coins) throw new Error(`${wanted} of ${coins} coins`)
  const taken = [...funds].map(([currency, minor]) => money((minor * wanted) / coins, currency))
  const left = new Map([...funds].map(([currency, minor], i) => [currency, minor - taken[i]!.minor]))
  return { taken: taken.filter(({ minor }) => minor > 0n), left: { coins: coins - wanted, funds: left } }
}

/** A part of a purse that goes back by one payment. */
export type Slice<Payment> = { payment: Payment; coins: bigint; amount: Money }

/**
 * Spreads what a purse is worth over the payments it came by, in their order.
 * @throws Error when they hold less than the purse is worth: then something went back that nobody booked
 */
export function slicesOf<Payment extends { left: Money }>(
  { coins, funds }: Purse,
  payments: readonly Payment[],
): Slice<Payment>[] {
  const wanted = new Map(funds)
  const slices = payments.flatMap((payment) => {
    const { currency, minor } = payment.left
    const due = wanted.get(currency) ?? 0n
    const part = due < minor ? due : minor
    wanted.set(currency, due - part)
    return part > 0n ? [{ payment, amount: money(part, currency) }] : []
  })
  if ([...wanted.values()].some((minor) => minor > 0n)) throw new Error('the payments of a purse hold less than it')
  const parts = spread(
    coins,
    slices.map(({ amount }) => amount.minor),
  )
  return slices.map((slice, i) => ({ ...slice, coins: parts[i]! }))
}
