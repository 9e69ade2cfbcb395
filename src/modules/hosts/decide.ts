import { type Currency, money, spread, taxWithin } from '../../lib/money.ts'

export type OddTo = 'host' | 'brand'
/** Rates in basis points; `giftBp` null: as the brand shares gifts. */
export type Terms = {
  feeMinor: bigint
  currency: Currency
  commissionBp: number
  products: readonly { productId: string; rateBp: number }[]
  giftBp: number | null
  oddTo: OddTo
}

/** Of contracts that could hold for a show: its own, the last agreed, before the latest that holds for all. */
export function contractAt<C extends { showId: string | null; fromAt: Date; agreedAt: Date }>(
  contracts: readonly C[],
  showId: string,
  at: Date,
): C | undefined {
  const latest = (some: readonly C[], by: 'agreedAt' | 'fromAt') =>
    some.toSorted((a, b) => b[by].getTime() - a[by].getTime() || b.agreedAt.getTime() - a.agreedAt.getTime())[0]
  const own = contracts.filter((one) => one.showId === showId)
  const usual = contracts.filter((one) => one.showId === null && one.fromAt <= at)
  return latest(own, 'agreedAt') ?? latest(usual, 'fromAt')
}

export const rateOf = ({ commissionBp, products }: Terms, productId: string): number =>
  products.find((one) => one.productId === productId)?.rateBp ?? commissionBp

type Commissioned = {
  currency: Currency
  gross: bigint
  back: bigint
  taxRateBp: number
  rateBp: number
  oddTo: OddTo
}

/**
 * The commission of a line: its rate of what remains of it, without tax. A function of what remains and of nothing else,
 * so whatever comes and goes back in between, in whatever pieces, it is the same. What is less than a cent goes to `oddTo`.
 */
export function commissionOf({ currency, gross, back, taxRateBp, rateBp, oddTo }: Commissioned): bigint {
  const left = gross - back
  const net = left - taxWithin(money(left, currency), taxRateBp).minor
  const share = net * BigInt(rateBp)
  return (oddTo === 'host' ? share + 9999n : share) / 10_000n
}

export type Left = { lineId: string; quantity: number; gross: bigint; back: bigint }
type WhatFor = { delivery: bigint; parts: readonly { lineId: string; quantity: number }[] } | undefined

/**
 * What a refund gives back of each line: its delivery and its units first, the rest over all by what is left of them.
 * No line gives back more than was paid for it.
 * @param deliveryId the line that is the delivery
 */
export function shareBack(
  lines: readonly Left[],
  deliveryId: string,
  amount: bigint,
  what: WhatFor,
): Map<string, bigint> {
  const given = new Map<string, bigint>()
  const leftOf = ({ lineId, gross, back }: Left) => gross - back - (given.get(lineId) ?? 0n)
  let rest = amount
  const give = (line: Left, wanted: bigint) => {
    const left = leftOf(line)
    const part = wanted < left ? wanted : left
    if (part <= 0n) return
    given.set(line.lineId, (given.get(line.lineId) ?? 0n) + part)
    rest -= part
  }
  const delivery = lines.find(({ lineId }) => lineId === deliveryId)
  if (what && delivery) give(delivery, what.delivery < rest ? what.delivery : rest)
  const units = new Map(what?.parts.map(({ lineId, quantity }) => [lineId, quantity]))
  const named = lines.filter(({ lineId }) => units.has(lineId))
  const weights = named.map(({ lineId, gross, quantity }) => (gross * BigInt(units.get(lineId)!)) / BigInt(quantity))
  const parts = spread(rest, weights)
  for (const [i, line] of named.entries()) give(line, parts[i]!)
  const lefts = lines.map(leftOf)
  const all = lefts.reduce((sum, left) => sum + left, 0n)
  const over = spread(rest < all ? rest : all, lefts)
  for (const [i, line] of lines.entries()) give(line, over[i]!)
  return given
}
