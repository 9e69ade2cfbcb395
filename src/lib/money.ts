/**
 * Money is an integer number of minor units (cents, fen, yen) and an ISO 4217 currency: `bigint` in the domain,
 * a string of digits on the wire. No float ever.
 */
export type Currency = 'EUR' | 'USD' | 'GBP' | 'CHF' | 'CNY' | 'HKD' | 'JPY'
export type Money = { minor: bigint; currency: Currency }
/** Money on the wire. */
export type MoneyWire = { minor: string; currency: Currency }

export const currencies: readonly Currency[] = ['EUR', 'USD', 'GBP', 'CHF', 'CNY', 'HKD', 'JPY']

export const money = (minor: bigint | number | string, currency: Currency): Money => ({
  minor: BigInt(minor),
  currency,
})

export const wire = (amount: Money): MoneyWire => ({ minor: amount.minor.toString(), currency: amount.currency })
export const unwire = (amount: MoneyWire): Money => ({ minor: BigInt(amount.minor), currency: amount.currency })

/** @throws when the currencies differ: adding them up is always a bug. */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new Error(`cannot add ${a.currency} to ${b.currency}`)
  return { minor: a.minor + b.minor, currency: a.currency }
}

export const times = (amount: Money, quantity: number): Money => ({
  minor: amount.minor * BigInt(quantity),
  currency: amount.currency,
})

export const sum = (currency: Currency, amounts: readonly Money[]): Money =>
  amounts.reduce(add, { minor: 0n, currency })

/** The tax contained in a gross amount, at a rate in basis points (2000 = 20 %), rounded half up. */
export function taxWithin(gross: Money, rateBp: number): Money {
  const whole = 10_000n + BigInt(rateBp)
  return { minor: (gross.minor * BigInt(rateBp) * 2n + whole) / (whole * 2n), currency: gross.currency }
}

/** Cuts an amount into parts in these proportions that add up to it, to the last unit; all in the last when all are 0. */
export function spread(amount: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n)
  let weight = 0n
  let given = 0n
  return weights.map((one, i) => {
    weight += one
    const upTo = i === weights.length - 1 ? amount : whole === 0n ? 0n : (amount * weight) / whole
    const part = upTo - given
    given = upTo
    return part
  })
}

/** The tax that comes on top of a net amount, at a rate in basis points, rounded half up. */
export const taxUpon = (net: Money, rateBp: number): Money => ({
  minor: (net.minor * BigInt(rateBp) * 2n + 10_000n) / 20_000n,
  currency: net.currency,
})
