import type { Id, ProductId, VariantId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { type Currency, type Money, spread } from '../../lib/money.ts'

export type PromotionId = Id<'promotion'>

/** What a promotion gives: a share of the price in basis points, an amount off, or something free. */
export type Effect =
  | { kind: 'percentage'; rateBp: number }
  | { kind: 'amount'; off: Money }
  | { kind: 'gift'; variantId: VariantId }

/** What a brand has said of a promotion. */
export type Terms = {
  promotionId: PromotionId
  title: LocalText
  effect: Effect
  /** It counts for these products only; empty: for all. */
  productIds: readonly ProductId[]
  /** It counts for lines too that have a live price or a drop's. */
  alsoReduced: boolean
  /** From this much of the goods it counts for. */
  least: Money | null
  newBuyersOnly: boolean
  startsAt: Date | null
  endsAt: Date | null
  /** What the buyer has to say; null: it applies by itself. In capitals. */
  code: string | null
  /** It goes together with others of which the same is said. */
  combines: boolean
}

/** A promotion as it stands for one buyer at one instant. */
export type Offer = Terms & {
  /** Undefined when it is no matter whether a show is on air. */
  onAir: boolean | undefined
  /** How often it can still be used, by anybody; null: without end. */
  usesLeft: number | null
  /** How often one buyer can use it, and how often this one still can; null: without end. */
  perBuyer: number | null
  buyerUsesLeft: number | null
  /** How much it may still take off in all, in minor units. */
  budgetLeft: bigint | null
  /** What the gift costs otherwise, while there is one left to give. */
  gift: Money | null
}

/** A line as promotions see it: what it costs before them. */
export type OfferedLine = { lineId: string; productId: ProductId; amount: Money; reduced: boolean }
export type Buyer = { isNew: boolean; now: Date; currency: Currency }

export const whyNots = [
  'unknownCode',
  'notYet',
  'over',
  'notLive',
  'usedUp',
  'usedByYou',
  'notNew',
  'otherCurrency',
  'otherProducts',
  'belowLeast',
  'giftGone',
  'otherIsBetter',
] as const
export type WhyNot = (typeof whyNots)[number]

export type Applied = {
  offer: Offer
  /** What it takes off in all; for a gift, what the gift costs otherwise. */
  minor: bigint
  /** What it takes off each line. */
  byLine: ReadonlyMap<string, bigint>
}
/** `missing`: how much more of goods it would take. */
export type NotApplied = { offer: Offer; why: WhyNot; missing: bigint | null }

/**
 * Which promotions a bag gets, what each takes off which line, and why the others do not apply. Those that combine are
 * taken together: shares first, then amounts, then gifts, each of what the one before has left. One that does not
 * combine stands alone. The buyer gets whichever saves more. The order of `offers` is no matter.
 */
export function applyOffers(
  lines: readonly OfferedLine[],
  offers: readonly Offer[],
  buyer: Buyer,
): { applied: Applied[]; notApplied: NotApplied[] } {
  const sorted = [...offers].sort(inTheirTurn)
  const refused = new Map<Offer, Omit<NotApplied, 'offer'>>()
  for (const offer of sorted) {
    const no = whyNotAlone(offer, lines, buyer)
    if (no) refused.set(offer, no)
  }
  const fit = sorted.filter((offer) => !refused.has(offer))
  const choices = [fit.filter((one) => one.combines), ...fit.filter((one) => !one.combines).map((one) => [one])]
  let best: Applied[] = []
  for (const choice of choices) {
    const { applied, overBudget } = together(choice, lines)
    for (const offer of overBudget) refused.set(offer, { why: 'usedUp', missing: null })
    if (savedBy(applied) > savedBy(best)) best = applied
  }
  const taken = new Set(best.map(({ offer }) => offer))
  const notApplied = sorted.flatMap((offer) =>
    taken.has(offer) ? [] : [{ offer, ...(refused.get(offer) ?? { why: 'otherIsBetter' as const, missing: null }) }],
  )
  return { applied: best, notApplied }
}

const turn = { percentage: 0, amount: 1, gift: 2 }
const inTheirTurn = (a: Offer, b: Offer) =>
  turn[a.effect.kind] - turn[b.effect.kind] || (a.promotionId < b.promotionId ? -1 : 1)

const savedBy = (applied: readonly Applied[]) => applied.reduce((sum, one) => sum + one.minor, 0n)

const countsFor = ({ productIds, alsoReduced }: Offer, line: OfferedLine) =>
  (productIds.length === 0 || productIds.includes(line.productId)) && (alsoReduced || !line.reduced)

/** Why an offer does not apply, whatever else there is. */
function whyNotAlone(
  offer: Offer,
  lines: readonly OfferedLine[],
  { isNew, now, currency }: Buyer,
): Omit<NotApplied, 'offer'> | undefined {
  const no = (why: WhyNot, missing: bigint | null = null) => ({ why, missing })
  const { effect, least } = offer
  if (offer.startsAt && now < offer.startsAt) return no('notYet')
  if (offer.endsAt && now >= offer.endsAt) return no('over')
  if (offer.onAir === false) return no('notLive')
  if (offer.usesLeft !== null && offer.usesLeft < 1) return no('usedUp')
  if (offer.buyerUsesLeft !== null && offer.buyerUsesLeft < 1) return no('usedByYou')
  if (offer.newBuyersOnly && !isNew) return no('notNew')
  if ((effect.kind === 'amount' && effect.off.currency !== currency) || (least && least.currency !== currency)) {
    return no('otherCurrency')
  }
  const goods = lines.filter((line) => countsFor(offer, line)).reduce((sum, line) => sum + line.amount.minor, 0n)
  if (goods <= 0n) return no('otherProducts')
  if (least && goods < least.minor) return no('belowLeast', least.minor - goods)
  if (effect.kind === 'gift' && !offer.gift) return no('giftGone')
  return undefined
}

/** These offers one after the other, each of what is left. One that would take more than its budget is left out. */
function together(offers: readonly Offer[], lines: readonly OfferedLine[]) {
  const left = new Map(lines.map((line) => [line.lineId, line.amount.minor]))
  const applied: Applied[] = []
  const overBudget: Offer[] = []
  for (const offer of offers) {
    const own = lines.filter((line) => countsFor(offer, line))
    const byLine = takenBy(
      offer.effect,
      own.map((line) => [line.lineId, left.get(line.lineId)!]),
    )
    const minor =
      offer.effect.kind === 'gift' ? offer.gift!.minor : [...byLine.values()].reduce((sum, one) => sum + one, 0n)
    if (offer.budgetLeft !== null && minor > offer.budgetLeft) {
      overBudget.push(offer)
      continue
    }
    if (minor === 0n) continue
    for (const [lineId, off] of byLine) left.set(lineId, left.get(lineId)! - off)
    applied.push({ offer, minor, byLine })
  }
  return { applied, overBudget }
}

/**
 * What an effect takes of each of these amounts: a share is rounded half up, line by line; an amount is spread over them
 * in the measure of what they cost, to the last minor unit, and is never more than they cost.
 */
function takenBy(effect: Effect, lines: readonly (readonly [string, bigint])[]): Map<string, bigint> {
  if (effect.kind === 'gift') return new Map()
  if (effect.kind === 'percentage') {
    const rate = BigInt(effect.rateBp)
    return new Map(lines.map(([lineId, minor]) => [lineId, (minor * rate * 2n + 10_000n) / 20_000n]))
  }
  const all = lines.reduce((sum, [, minor]) => sum + minor, 0n)
  const { minor } = effect.off
  const shares = spread(
    minor < all ? minor : all,
    lines.map(([, one]) => one),
  )
  return new Map(lines.map(([lineId], i) => [lineId, shares[i]!]))
}
