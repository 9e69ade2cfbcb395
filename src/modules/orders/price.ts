import type { ProductId } from '../../lib/ids.ts'
import { add, type Currency, type Money, money, spread, sum, taxUpon, taxWithin, times } from '../../lib/money.ts'
import type { ListPrice } from '../catalog/catalog.ts'
import { type Applied, applyOffers, type Buyer, type NotApplied, type Offer } from '../promotions/promotions.ts'
import type { origins } from './price-contract.ts'

/*
 * What a bag costs, from the list price to the tax, as one pure function over integers:
 * list price → members' or live price → promotions → delivery → tax. Each step says what it did and why.
 */

/** Where a line's price comes from. */
type PriceOrigin = (typeof origins)[number]

/**
 * What a line costs: one unit, and `off`, what promotions take off the whole line. `compareAt` is the ordinary price
 * of a line that has another.
 */
export type Priced = {
  quantity: number
  unitPrice: Money
  compareAt: Money | null
  off: bigint
  origin: PriceOrigin
  taxRateBp: number
  /** What of `unitPrice` is for making it as it was asked for; none: nothing. */
  surcharge?: bigint
  /** What one unit of a bundle is made of, at ordinary prices; none: it is no bundle. */
  parts?: readonly PartPriced[]
}
/** `quantity` units in one of the bundle. */
export type PartPriced = { quantity: number; unitPrice: Money; taxRateBp: number }
export type DeliveryPrice = { price: Money; freeFrom: Money | null; taxRateBp: number }

/**
 * `items` at ordinary prices − `discount` + `delivery` = `total`, in which `tax` is contained; where prices are net
 * (`taxIncluded` is false) the tax is added to the total.
 */
export type Totals = { items: Money; discount: Money; delivery: Money; tax: Money; total: Money; taxIncluded: boolean }

/** What one unit costs somebody now: the lowest price that is theirs. */
export function unitPriceOf(
  { minor, currency, memberMinor, liveMinor }: ListPrice,
  buyer: { isMember: boolean; isLive: boolean },
): UnitPrice {
  const list = money(minor, currency)
  const theirs: [bigint | null, PriceOrigin][] = [
    [buyer.isLive ? liveMinor : null, 'live'],
    [buyer.isMember ? memberMinor : null, 'member'],
  ]
  let best: UnitPrice = { unitPrice: list, compareAt: null, origin: 'list' }
  for (const [one, origin] of theirs) {
    if (one === null || one >= best.unitPrice.minor) continue
    best = { unitPrice: money(one, currency), compareAt: list, origin }
  }
  return best
}

type UnitPrice = Pick<Priced, 'unitPrice' | 'compareAt' | 'origin'>

/** The same unit made as somebody asks for it: that costs everybody the same, whatever the piece costs them. */
export const withSurcharge = ({ unitPrice, compareAt, origin }: UnitPrice, surcharge: bigint) => ({
  unitPrice: money(unitPrice.minor + surcharge, unitPrice.currency),
  compareAt: compareAt && money(compareAt.minor + surcharge, compareAt.currency),
  ...{ origin, surcharge },
})

/**
 * What one unit of a bundle costs somebody: its own lowest price that is theirs, and never more than its parts one by
 * one would be for them. `compareAt` is what the parts cost everybody.
 */
export function bundlePriceOf(
  own: ListPrice,
  parts: readonly { quantity: number; price: ListPrice }[],
  buyer: { isMember: boolean; isLive: boolean },
): UnitPrice {
  const { currency } = own
  const inAll = (unit: (price: ListPrice) => Money) =>
    sum(
      currency,
      parts.map(({ price, quantity }) => times(unit(price), quantity)),
    )
  const apart = inAll(({ minor }) => money(minor, currency))
  const theirs = inAll((price) => unitPriceOf(price, buyer).unitPrice)
  const { unitPrice, origin } = unitPriceOf(own, buyer)
  const lowest = theirs.minor < unitPrice.minor ? { unitPrice: theirs, origin: 'list' as const } : { unitPrice, origin }
  return { ...lowest, compareAt: apart.minor > lowest.unitPrice.minor ? apart : null }
}

/**
 * A line of a bundle as lines of its parts: what was paid for it is spread over them by what they cost one by one, so
 * that they come to it to the last unit, and none to more than its ordinary price. Any other line is itself.
 */
export function takenApart<L extends Priced>(line: L): (L | (Priced & { part: PartPriced }))[] {
  const { parts = [], quantity, origin } = line
  if (parts.length === 0) return [line]
  const whole = parts.map((part) => times(part.unitPrice, part.quantity * quantity).minor)
  const paid = spread(paidFor(line).minor, whole)
  return parts.map((part, i) => ({
    ...{ part, quantity: part.quantity * quantity, unitPrice: part.unitPrice, compareAt: null },
    ...{ off: whole[i]! - paid[i]!, origin, taxRateBp: part.taxRateBp },
  }))
}

/** What a line costs after promotions. */
export const paidFor = (line: Pick<Priced, 'quantity' | 'unitPrice' | 'off'>): Money =>
  money(line.unitPrice.minor * BigInt(line.quantity) - line.off, line.unitPrice.currency)

/** What the goods cost, as they are sold. */
export const goodsOf = (lines: readonly Priced[], currency: Currency): Money => sum(currency, lines.map(paidFor))

/**
 * What lines with this delivery come to, bundles taken apart. Tax is reckoned line by line at the line's rate, rounded
 * half up, then summed.
 * Delivery is free from its threshold of goods as they are sold. @throws when currencies are mixed
 */
export function totalsOf(priced: readonly Priced[], delivery: DeliveryPrice, taxIncluded = true): Totals {
  const lines = priced.flatMap(takenApart)
  const { currency } = delivery.price
  const items = sum(
    currency,
    lines.map((line) => times(line.compareAt ?? line.unitPrice, line.quantity)),
  )
  const goods = goodsOf(lines, currency)
  const discount = money(items.minor - goods.minor, currency)
  const isFree = delivery.freeFrom !== null && goods.minor >= delivery.freeFrom.minor
  const carriage = isFree ? money(0, currency) : delivery.price
  const taxOf = taxIncluded ? taxWithin : taxUpon
  const tax = sum(currency, [
    ...lines.map((line) => taxOf(paidFor(line), line.taxRateBp)),
    taxOf(carriage, delivery.taxRateBp),
  ])
  const net = add(goods, carriage)
  return { items, discount, delivery: carriage, tax, total: taxIncluded ? net : add(net, tax), taxIncluded }
}

export type Price<Line> = {
  totals: Totals
  /** The lines, with what promotions take off each. */
  lines: Line[]
  applied: Applied[]
  notApplied: NotApplied[]
}

type Line = Priced & { lineId: string; productId: ProductId }

/**
 * The price of a bag: which promotions it gets and why not the others, what each line costs, and what all comes to.
 * A gift counts among the items at what it costs otherwise, and among the discount with the same amount.
 */
export function priceOf<L extends Line>(
  lines: readonly L[],
  offers: readonly Offer[],
  buyer: Buyer,
  { delivery, taxIncluded = true }: { delivery: DeliveryPrice; taxIncluded?: boolean },
): Price<L> {
  const offered = lines.map((line) => ({
    ...{ lineId: line.lineId, productId: line.productId, reduced: line.compareAt !== null },
    amount: times(line.unitPrice, line.quantity),
  }))
  const { applied, notApplied } = applyOffers(offered, offers, buyer)
  const priced = lines.map((line) => ({
    ...line,
    off: applied.reduce((taken, one) => taken + (one.byLine.get(line.lineId) ?? 0n), 0n),
  }))
  const gifts = applied.flatMap(({ offer }) => (offer.effect.kind === 'gift' ? [giftPriced(offer.gift!)] : []))
  return { totals: totalsOf([...priced, ...gifts], delivery, taxIncluded), lines: priced, applied, notApplied }
}

/** One unit for nothing. */
export const giftPriced = (value: Money): Priced => ({
  ...{ quantity: 1, unitPrice: money(0, value.currency), compareAt: value, off: 0n, origin: 'gift', taxRateBp: 0 },
})
