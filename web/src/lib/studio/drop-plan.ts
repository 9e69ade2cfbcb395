import type { MoneyWire } from '#src/lib/money.ts'
import type { Card, CardVariant } from '#src/modules/shows/events.ts'

/** What a host decides when starting a drop. Amounts are minor units. */
export type DropPlan = {
  variantId: string
  quantity: number
  priceMinor: string
  opensInSeconds: number
  perBuyer: number
  holdMinutes: number
  /** 0 is first come, first served. */
  fairSeconds: number
}

/** Longer than the slowest delivery (8 s) and a person's reaction: docs/decisions/fair-drops.md. */
export const fairDrawSeconds = 12

const suggestedMost = 50
const wholePriceFromMinor = 2000n

/**
 * A drop that can be launched as it is: 20 % off, half a minute of countdown, one each, five minutes to pay, the same
 * chance for everybody.
 */
export const suggestedDrop = ({ variantId, price, free }: CardVariant): DropPlan => ({
  variantId,
  quantity: suggestedQuantity(free),
  priceMinor: reduced(price, 20).toString(),
  opensInSeconds: 30,
  perBuyer: 1,
  holdMinutes: 5,
  fairSeconds: fairDrawSeconds,
})

type Kept = Omit<DropPlan, 'priceMinor' | 'holdMinutes'> & { price: MoneyWire; holdSeconds: number }

/** The first drop that was planned of this product; of its units no more than there are. */
export function plannedDrop(card: Pick<Card, 'variants'>, plans: readonly Kept[]): DropPlan | undefined {
  for (const { price, holdSeconds, ...plan } of plans) {
    const variant = card.variants.find((one) => one.variantId === plan.variantId)
    if (!variant || variant.price.currency !== price.currency) continue
    const quantity = Math.max(1, Math.min(plan.quantity, variant.free))
    return { ...plan, quantity, priceMinor: price.minor, holdMinutes: Math.max(1, Math.round(holdSeconds / 60)) }
  }
  return undefined
}

/** All of a few, half of many in round numbers, never more than 50: the rest stays for the ordinary price. */
export function suggestedQuantity(free: number): number {
  if (free <= 10) return Math.max(1, free)
  return Math.min(suggestedMost, Math.floor(free / 2 / 5) * 5)
}

/** The price with so many per cent off; from 20 units of a two-digit currency on, without cents. */
export function reduced({ minor, currency }: MoneyWire, percent: number): bigint {
  const whole = currency === 'JPY' ? 1n : 100n
  const exact = (BigInt(minor) * BigInt(100 - percent)) / 100n
  return exact >= wholePriceFromMinor ? (exact / whole) * whole : exact
}

/** What the drop gives away at most: the discount times the units. Never negative. */
export function costOf(plan: Pick<DropPlan, 'quantity' | 'priceMinor'>, price: MoneyWire): bigint {
  const off = BigInt(price.minor) - BigInt(plan.priceMinor || price.minor)
  return off > 0n ? off * BigInt(plan.quantity) : 0n
}

/** How much less than the ordinary price, from 0 to 1. */
export function shareOff(priceMinor: string, price: MoneyWire): number {
  const before = Number(price.minor)
  return before > 0 ? Math.max(0, 1 - Number(priceMinor) / before) : 0
}

/** Why it cannot be launched as it stands; undefined when it can. */
export function whyNotLaunch(
  plan: { quantity?: number | undefined; priceMinor?: string | undefined },
  variant: CardVariant,
): 'noStock' | 'quantity' | 'tooMany' | 'price' | 'priceTooHigh' | undefined {
  if (variant.free < 1) return 'noStock'
  if (!plan.quantity || plan.quantity < 1) return 'quantity'
  if (plan.quantity > variant.free) return 'tooMany'
  if (!plan.priceMinor) return 'price'
  if (BigInt(plan.priceMinor) > BigInt(variant.price.minor)) return 'priceTooHigh'
  return undefined
}
