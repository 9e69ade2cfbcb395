import type { Ctx } from '../../ctx.ts'
import type { BrandId, VariantId } from '../../lib/ids.ts'
import { type Currency, money } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { brandById } from '../accounts/accounts.ts'
import { accountProblems } from '../accounts/problems.ts'
import { whyNotSoldTo } from '../assortments/assortments.ts'
import { whyNotSoldHere } from '../assortments/state.ts'
import { type ListPrice, type Part, partsOf, type VariantForSale, variantsForSale } from '../catalog/catalog.ts'
import { surchargeOf, whyNotAnswers } from '../catalog/state.ts'
import { onAir } from '../promotions/promotions.ts'
import type { BagLine } from './bag-store.ts'
import type { whyNotBuy } from './order-shapes.ts'
import { bundlePriceOf, type PartPriced, type Priced, unitPriceOf, withSurcharge } from './price.ts'

/*
 * A bag as it can be bought now: each line with its price, and why it cannot be bought any more.
 */

/** Why a line cannot be bought. */
export type WhyNotBuy = (typeof whyNotBuy)[number]

/** A line of a bag with what it costs now. */
export type BagItem = BagLine &
  Omit<Priced, 'parts'> & {
    parts: BagPart[]
    variant: VariantForSale
    state: 'open' | 'held' | 'expired'
    /** Why it is `expired`. */
    whyNot: WhyNotBuy | null
  }
/** What a bundle in the bag is made of. */
export type BagPart = PartPriced & { variant: VariantForSale }

/** @throws Refusal `accounts.unknownBrand` */
export async function sellerOf(sql: Sql, brandId: BrandId) {
  const brand = await brandById(sql, brandId)
  if (!brand) throw refuse(accountProblems.unknownBrand, { brandId })
  return brand
}

export const priceIn = (variant: VariantForSale, currency: Currency): ListPrice | undefined =>
  variant.prices.find((price) => price.currency === currency)

/** Who buys, as far as a price depends on it. */
export type BuyerHere = { isMember: boolean; isLive: boolean }
export const isMember = ({ who }: Pick<Ctx, 'who'>) => who.kind === 'person' && !who.guest

/**
 * Lines with their prices: a held line at its own, an open one at the catalogue's (for members, and while the show it
 * comes from is on air, at theirs) with what is asked to be made of it. A line that cannot be bought any more is
 * `expired`, and says why. `keep`, for a purchase: where it is sold stays so until the transaction ends.
 */
export async function priceBag(
  ctx: Pick<Ctx, 'sql' | 'now' | 'who'>,
  lines: readonly BagLine[],
  currency: Currency,
  { keep = false } = {},
): Promise<BagItem[]> {
  const ids = lines.map((line) => line.variantId)
  const variants = new Map((await variantsForSale(ctx.sql, ids)).map((variant) => [variant.variantId, variant]))
  const bundles = [...variants.values()].filter((variant) => variant.isBundle).map((variant) => variant.variantId)
  const parts = bundles.length > 0 ? await partsOf(ctx.sql, bundles) : new Map<VariantId, Part[]>()
  const live = await liveAmong(ctx.sql, lines)
  // What somebody claimed was sold to them where they claimed it.
  const open = lines.filter((line) => !line.held && variants.has(line.variantId))
  const inside = (line: BagLine) => (parts.get(line.variantId) ?? []).map(({ variant }) => variant)
  const wanted = open.map((line) => ({ ...line, variants: [variants.get(line.variantId)!, ...inside(line)] }))
  const notSold = await whyNotSoldTo(ctx, wanted, { keep })
  const kept = new Map(open.map((line, i) => [line.lineId, notSold[i]]))
  return lines.flatMap((line): BagItem[] => {
    const variant = variants.get(line.variantId)
    if (!variant) return []
    if (line.held) return [heldItem(line, variant, ctx.now, currency)]
    const buyer = { isMember: isMember(ctx), isLive: line.showId !== null && live.has(line.showId) }
    const item = openItem(line, variant, parts.get(variant.variantId) ?? [], buyer, currency)
    const whyNot = kept.get(line.lineId)
    return [whyNot && item.state === 'open' ? { ...item, ...over(whyNot) } : item]
  })
}

const common = (line: BagLine, variant: VariantForSale) => ({
  ...{ ...line, variant, taxRateBp: variant.taxRateBp, off: 0n, parts: [] as BagPart[] },
})

function heldItem(line: BagLine, variant: VariantForSale, now: Date, currency: Currency): BagItem {
  const { unitPrice, compareAt, expiresAt } = line.held!
  const isHeld = expiresAt > now && unitPrice.currency === currency
  const standing = isHeld ? ({ state: 'held', whyNot: null } as const) : over('holdOver')
  return { ...common(line, variant), unitPrice, compareAt, origin: 'drop', ...standing }
}

const over = (whyNot: WhyNotBuy) => ({ state: 'expired' as const, whyNot })

function openItem(
  line: BagLine,
  variant: VariantForSale,
  parts: readonly Part[],
  buyer: BuyerHere,
  currency: Currency,
): BagItem {
  const price = priceIn(variant, currency)
  const own = price ?? { minor: 0n, currency, memberMinor: null, liveMinor: null }
  const made = madeOf(variant, line.personal, currency)
  const standing = !price || variant.state !== 'published' ? over('notOnSale') : made.ok ? open : over('answers')
  const item = { ...common(line, variant), ...standing }
  if (variant.isBundle) return bundleItem(item, own, parts, buyer)
  return { ...item, ...withSurcharge(unitPriceOf(own, buyer), made.surcharge) }
}

const open = { state: 'open', whyNot: null } as const

/** What is asked to be made of it, judged by what its brand says now. */
function madeOf({ personalisation }: VariantForSale, personal: BagLine['personal'], currency: Currency) {
  const fields = personalisation?.fields ?? []
  const surcharge = surchargeOf(fields, personal, currency)
  return {
    ok: surcharge !== undefined && whyNotAnswers(fields, personal).length === 0,
    surcharge: surcharge ?? 0n,
  }
}

/** A bundle can be bought while each of its parts can. */
function bundleItem(
  line: Omit<BagItem, 'unitPrice' | 'compareAt' | 'origin'>,
  own: ListPrice,
  parts: readonly Part[],
  buyer: BuyerHere,
): BagItem {
  const { currency } = own
  const priced = parts.flatMap(({ variant, quantity }) => {
    const price = variant.state === 'published' && priceIn(variant, currency)
    return price ? [{ variant, quantity, price }] : []
  })
  const whole = priced.length === parts.length && parts.length > 0
  return {
    ...{
      ...line,
      ...bundlePriceOf(own, priced, buyer),
      ...(whole || line.state === 'expired' ? {} : over('notOnSale')),
    },
    parts: priced.map(({ variant, quantity, price }) => ({
      ...{ variant, quantity, taxRateBp: variant.taxRateBp, unitPrice: money(price.minor, currency) },
    })),
  }
}

/** Which of the shows these lines come from are on air. */
async function liveAmong(sql: Sql, lines: readonly BagLine[]) {
  const [line] = lines.filter((one) => one.showId !== null && !one.held)
  return line ? onAir(sql, line.brandId) : new Set<string>()
}

export const buyable = (items: readonly BagItem[]) => items.filter((item) => item.state !== 'expired')

/** Made for its buyer, who cannot call it off or send it back by themselves. */
export const isFinal = ({ variant, personal }: Pick<BagItem, 'variant' | 'personal'>): boolean =>
  personal.length > 0 && (variant.personalisation?.final ?? false)

/** It is sold, but not here, not now, or not to them. */
export const isKept = (whyNot: WhyNotBuy): boolean => (whyNotSoldHere as readonly string[]).includes(whyNot)
