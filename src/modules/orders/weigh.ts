import { type Money, money } from '../../lib/money.ts'

/*
 * What a parcel costs by what it weighs. Pure, and in integers: grams and minor units.
 */

/** What costs `price` above `overGrams`, up to where the next band begins. */
export type Band = { overGrams: number; price: Money }

/** `price` is what the lightest costs; without bands and without a heaviest one nobody asks for the weight. */
export type Tariff = { price: Money; bands: readonly Band[]; maxGrams: number | null }

export const asksForWeight = ({ bands, maxGrams }: Pick<Tariff, 'bands' | 'maxGrams'>) =>
  bands.length > 0 || maxGrams !== null

/** What a parcel costs; undefined: it does not go this way, since it is too heavy, or nobody knows (`null`). */
export function priceByWeight(tariff: Tariff, grams: number | null): Money | undefined {
  if (!asksForWeight(tariff)) return tariff.price
  if (grams === null || (tariff.maxGrams !== null && grams > tariff.maxGrams)) return undefined
  return tariff.bands.findLast(({ overGrams }) => grams > overGrams)?.price ?? tariff.price
}

/** What the dearest parcel costs. */
export const priceOfHeaviest = ({ price, bands }: Tariff): Money => bands.at(-1)?.price ?? price

/**
 * What is still to be paid when more joins a parcel that has been paid for: what it costs more by its weight, and
 * nothing where that is the same. Undefined: they cannot go as one.
 */
export function fareWith(tariff: Tariff, before: number | null, added: number | null): Money | undefined {
  if (!asksForWeight(tariff)) return money(0, tariff.price.currency)
  if (before === null || added === null) return undefined
  const [paid, whole] = [priceByWeight(tariff, before), priceByWeight(tariff, before + added)]
  if (!paid || !whole) return undefined
  return money(whole.minor > paid.minor ? whole.minor - paid.minor : 0n, whole.currency)
}

/** Whether each band begins above the one before, and below the heaviest parcel. */
export const bandsHold = (bands: readonly { overGrams: number }[], maxGrams: number | null): boolean =>
  bands.every(({ overGrams }, i) => overGrams > (bands[i - 1]?.overGrams ?? 0)) &&
  (maxGrams === null || (bands.at(-1)?.overGrams ?? 0) < maxGrams)

/** A line as far as it weighs something; of a bundle, its parts do. `weightGrams`: null where nobody has said. */
export type Weighed = {
  quantity: number
  variant: { weightGrams: number | null }
  parts?: readonly { quantity: number; variant: { weightGrams: number | null } }[]
}

/** What lines weigh together; null where nobody knows what one of them does, nor what it is `assumed` to. */
export function gramsOf(lines: readonly Weighed[], assumed: number | null): number | null {
  let grams = 0
  for (const { quantity, variant, parts = [] } of lines) {
    for (const part of parts.length > 0 ? parts : [{ quantity: 1, variant }]) {
      const unit = part.variant.weightGrams ?? assumed
      if (unit === null) return null
      grams += unit * part.quantity * quantity
    }
  }
  return grams
}

/** What is left of orders weighs, by what was frozen when they were sold. */
export function gramsLeft(
  lines: readonly { quantity: number; cancelledQuantity: number; weightGrams: number | null }[],
): number | null {
  let grams = 0
  for (const { quantity, cancelledQuantity, weightGrams } of lines) {
    const units = quantity - cancelledQuantity
    if (units === 0) continue
    if (weightGrams === null) return null
    grams += weightGrams * units
  }
  return grams
}
