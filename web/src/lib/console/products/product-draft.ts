import type { LocalText } from '#src/lib/local-text.ts'
import type { Currency } from '#src/lib/money.ts'
import { type EditedText, editedText, isWritten, writtenText } from '../local-texts.ts'

/** A product as its form edits it. */
export interface ProductDraft {
  title: EditedText
  description: EditedText
  pictures: { pictureId: string; url: string }[]
  attributes: { name: string; value: string }[]
  /** `colour, size` as typed; each variant has a value for each name, in this order. */
  optionNames: string
  currencies: Currency[]
  variants: VariantDraft[]
  taxPercent: number | undefined
  published: boolean
  /** Sold as several pieces together: every variant has parts. */
  bundle: boolean
}

export interface PartDraft {
  variantId: string
  sku: string
  title: LocalText
  options: Record<string, string>
  pictureUrl: string | null
  quantity: number
}

export interface VariantDraft {
  variantId?: string
  sku: string
  values: string[]
  /** Minor units by currency: for all, for members, and while a show is live. */
  prices: Partial<Record<Currency, string>>
  memberPrices: Partial<Record<Currency, string>>
  livePrices: Partial<Record<Currency, string>>
  parts: PartDraft[]
  /** One unit, packed. */
  weightGrams: number | undefined
}

export interface Product {
  title: LocalText
  description: LocalText
  attributes: Record<string, string>
  taxRateBp: number
  state: 'draft' | 'published' | 'archived'
  pictures: readonly { pictureId: string; url: string }[]
  variants: readonly {
    variantId: string
    sku: string
    options: Record<string, string>
    prices: readonly {
      minor: string
      currency: Currency
      memberMinor?: string | undefined
      liveMinor?: string | undefined
    }[]
    parts: readonly PartDraft[]
    weightGrams?: number | null | undefined
  }[]
}

export const newVariant = (): VariantDraft => ({
  ...{ sku: '', values: [], prices: {}, memberPrices: {}, livePrices: {}, parts: [], weightGrams: undefined },
})

export const newProduct = (currency: Currency): ProductDraft => ({
  title: editedText(),
  description: editedText(),
  pictures: [],
  attributes: [],
  optionNames: '',
  currencies: [currency],
  variants: [newVariant()],
  taxPercent: 20,
  published: true,
  bundle: false,
})

/** @param currency the brand's own: offered even where no variant has a price in it yet */
export function draftOf(product: Product, currency: Currency): ProductDraft {
  const names = [...new Set(product.variants.flatMap(({ options }) => Object.keys(options)))]
  const priced = product.variants.flatMap(({ prices }) => prices.map((price) => price.currency))
  return {
    title: editedText(product.title),
    description: editedText(product.description),
    pictures: product.pictures.map(({ pictureId, url }) => ({ pictureId, url })),
    attributes: Object.entries(product.attributes).map(([name, value]) => ({ name, value })),
    optionNames: names.join(', '),
    currencies: [...new Set([currency, ...priced])],
    variants: product.variants.map(({ variantId, sku, options, prices, parts, weightGrams }) => ({
      variantId,
      sku,
      values: names.map((name) => options[name] ?? ''),
      prices: Object.fromEntries(prices.map((price) => [price.currency, price.minor])),
      memberPrices: Object.fromEntries(prices.map((price) => [price.currency, price.memberMinor])),
      livePrices: Object.fromEntries(prices.map((price) => [price.currency, price.liveMinor])),
      parts: parts.map(({ variantId, sku, title, options, pictureUrl, quantity }) => ({
        ...{ variantId, sku, title, options, pictureUrl, quantity },
      })),
      weightGrams: weightGrams ?? undefined,
    })),
    taxPercent: product.taxRateBp / 100,
    published: product.state === 'published',
    bundle: product.variants.some(({ parts }) => parts.length > 0),
  }
}

/** `colour, size` as names, without empty and double ones. A comma of any script separates. */
export const optionNamesOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[,，、;]/)
      .map((name) => name.trim())
      .filter(Boolean),
  ),
]

/** What is sent to the API. Empty attributes and options are left out. */
export function wishOf(draft: ProductDraft) {
  const names = optionNamesOf(draft.optionNames)
  const filled = (entries: [string, string][]) => Object.fromEntries(entries.filter(([name, value]) => name && value))
  return {
    title: writtenText(draft.title),
    description: writtenText(draft.description),
    attributes: filled(draft.attributes.map(({ name, value }) => [name.trim(), value.trim()])),
    taxRateBp: Math.round((draft.taxPercent ?? 0) * 100),
    state: draft.published ? ('published' as const) : ('draft' as const),
    pictureIds: draft.pictures.map(({ pictureId }) => pictureId),
    variants: draft.variants.map(
      ({ variantId, sku, values, prices, memberPrices, livePrices, parts, weightGrams }) => ({
        ...(variantId && { variantId }),
        weightGrams: draft.bundle ? null : (weightGrams ?? null),
        sku: sku.trim(),
        options: filled(names.map((name, at) => [name, values[at]?.trim() ?? ''])),
        prices: draft.currencies.flatMap((currency) => {
          const minor = prices[currency]
          const [memberMinor, liveMinor] = [memberPrices[currency], livePrices[currency]]
          return minor
            ? [{ minor, currency, ...(memberMinor && { memberMinor }), ...(liveMinor && { liveMinor }) }]
            : []
        }),
        parts: draft.bundle ? parts.map(({ variantId, quantity }) => ({ variantId, quantity })) : [],
      }),
    ),
  }
}

/** What is wrong, by the path the API would name: `title`, `variants.0.sku`. The words are the form's. */
export type ProductFault =
  | 'needsTitle'
  | 'needsDescription'
  | 'badTax'
  | 'badSku'
  | 'needsPrice'
  | 'notBelow'
  | 'needsParts'
  | 'badWeight'

export function faultsOf(draft: ProductDraft): Record<string, ProductFault> {
  const faults: Record<string, ProductFault> = {}
  if (!isWritten(draft.title)) faults.title = 'needsTitle'
  if (!isWritten(draft.description)) faults.description = 'needsDescription'
  const { taxPercent } = draft
  if (taxPercent === undefined || taxPercent < 0 || taxPercent > 50) faults.taxRateBp = 'badTax'
  for (const [at, { sku, prices, memberPrices, livePrices, parts, weightGrams }] of draft.variants.entries()) {
    const [currency] = draft.currencies.filter((one) => {
      const lower = [memberPrices[one], livePrices[one]]
      return lower.some((minor) => minor && BigInt(minor) >= BigInt(prices[one] ?? 0))
    })
    if (draft.bundle && parts.reduce((sum, part) => sum + part.quantity, 0) < 2)
      faults[`variants.${at}.parts`] = 'needsParts'
    const weighs = weightGrams === undefined || (Number.isInteger(weightGrams) && weightGrams >= 1)
    if (!weighs || (weightGrams ?? 0) > 1_000_000) faults[`variants.${at}.weightGrams`] = 'badWeight'
    if (currency) faults[`variants.${at}.lower`] = 'notBelow'
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(sku.trim())) faults[`variants.${at}.sku`] = 'badSku'
    if (!draft.currencies.some((currency) => prices[currency])) faults[`variants.${at}.prices`] = 'needsPrice'
  }
  return faults
}
