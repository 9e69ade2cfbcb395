import type { BrandId, ProductId, VariantId } from '../../lib/ids.ts'
import { optionsKey, type PriceWire } from './decide.ts'
import type { Why } from './import-reasons.ts'
import type { CsvRow } from './read-csv.ts'
import { RowRefused, type RowWish, readRow } from './read-row.ts'
import type { WholeProduct } from './store.ts'

/** What the brand has already and the file speaks of. */
export type Known = {
  products: readonly WholeProduct[]
  /** The units a file said last, by variant. */
  counted: ReadonlyMap<VariantId, number>
}

export type Outcome = {
  line: number
  sku: string
  outcome: 'created' | 'changed' | 'unchanged' | 'refused'
} & Partial<Why>

type DraftVariant = {
  variantId: VariantId
  sku: string
  options: Record<string, string>
  prices: PriceWire[]
  counted: number | null
  weightGrams: number | null
  isBundle: boolean
  isNew: boolean
  /** The product or the variant is different now; its stock does not count here. */
  changed: boolean
}

export type Draft = Omit<WholeProduct, 'variants' | 'pictures' | 'personalisation'> & {
  isNew: boolean
  variants: DraftVariant[]
  /** Which line has said what of the product. */
  said: Map<string, { line: number; value: string }>
}

export type Plan = { outcomes: Outcome[]; drafts: Draft[]; counts: { variantId: VariantId; free: number }[] }

export type Making = { brandId: BrandId; productId(): ProductId; variantId(): VariantId }

/**
 * What a file makes of a brand's catalogue. A row belongs to the product its SKU is in, else to the product of the
 * same title, else it founds one. Every row stands or falls alone.
 */
export function planImport(rows: readonly CsvRow[], known: Known, making: Making): Plan {
  const drafts = known.products.map((product) => draftOf(product, known.counted))
  const shelf = { drafts, bySku: new Map<string, Draft>(), byTitle: new Map<string, Draft[]>(), making }
  for (const draft of drafts) shelve(shelf, draft)
  const lines = new Map<string, number>()
  const counts: Plan['counts'] = []
  const outcomes = rows.map((row): Outcome => {
    const { line } = row
    const sku = (row.cells.get('sku') ?? '').slice(0, 64)
    try {
      const wish = readRow(row)
      const before = lines.get(wish.sku)
      if (before) throw new RowRefused('skuTwice', { sku: wish.sku, line: String(before) })
      const { outcome, count } = place(shelf, wish)
      lines.set(wish.sku, line)
      if (count) counts.push(count)
      return { line, sku, outcome }
    } catch (error) {
      if (error instanceof RowRefused) return { line, sku, outcome: 'refused', ...error.why }
      throw error
    }
  })
  return { outcomes, counts, drafts: drafts.filter((draft) => draft.variants.some((variant) => variant.changed)) }
}

type Shelf = { drafts: Draft[]; bySku: Map<string, Draft>; byTitle: Map<string, Draft[]>; making: Making }

function draftOf(product: WholeProduct, counted: Known['counted']): Draft {
  const { pictures, variants, ...rest } = product
  return {
    ...rest,
    isNew: false,
    said: new Map(),
    variants: variants.map((variant) => ({
      ...variant,
      counted: counted.get(variant.variantId) ?? null,
      isNew: false,
      changed: false,
    })),
  }
}

const titlesOf = (title: RowWish['title']) => Object.entries(title).map(([locale, words]) => `${locale} ${words}`)

function shelve(shelf: Shelf, draft: Draft): void {
  for (const variant of draft.variants) shelf.bySku.set(variant.sku, draft)
  for (const title of titlesOf(draft.title)) {
    shelf.byTitle.set(title, [...new Set([...(shelf.byTitle.get(title) ?? []), draft])])
  }
}

const variantsMost = 100

function place(shelf: Shelf, wish: RowWish): { outcome: Outcome['outcome']; count?: Plan['counts'][number] } {
  const draft = shelf.bySku.get(wish.sku) ?? ofTheSameTitle(shelf, wish) ?? founded(shelf.making, wish)
  const before = draft.variants.find((one) => one.sku === wish.sku)
  if (before?.isBundle && wish.stock !== undefined) throw new RowRefused('bundleStock', { sku: wish.sku })
  const variant = mergedVariant(before, wish, shelf.making)
  const others = draft.variants.filter((one) => one !== before)
  const twin = others.find((one) => optionsKey(one.options) === optionsKey(variant.options))
  if (twin) throw new RowRefused('sameOptions', { sku: twin.sku })
  if (others.length >= variantsMost) throw new RowRefused('tooManyVariants', { most: String(variantsMost) })
  const productChanged = sayOfProduct(draft, wish)

  const counted = wish.stock !== undefined && wish.stock !== variant.counted
  if (wish.stock !== undefined) variant.counted = wish.stock
  const merged = { ...variant, changed: variant.changed || productChanged }
  if (before) draft.variants[draft.variants.indexOf(before)] = { ...merged, changed: merged.changed || counted }
  else draft.variants.push(merged)
  if (draft.isNew && !shelf.drafts.includes(draft)) shelf.drafts.push(draft)
  shelve(shelf, draft)
  return {
    outcome: !before ? 'created' : merged.changed || counted ? 'changed' : 'unchanged',
    ...(counted && { count: { variantId: merged.variantId, free: wish.stock! } }),
  }
}

function ofTheSameTitle(shelf: Shelf, wish: RowWish): Draft | undefined {
  const found = new Set(titlesOf(wish.title).flatMap((title) => shelf.byTitle.get(title) ?? []))
  if (found.size > 1) throw new RowRefused('manyTitles')
  return [...found][0]
}

function founded(making: Making, wish: RowWish): Draft {
  if (titlesOf(wish.title).length === 0) throw new RowRefused('needsTitle', { sku: wish.sku })
  return {
    ...{ productId: making.productId(), brandId: making.brandId, title: {}, description: {}, attributes: {} },
    ...{ taxRateBp: 2000, state: 'published', isNew: true, said: new Map(), variants: [] },
  }
}

function mergedVariant(before: DraftVariant | undefined, wish: RowWish, making: Making): DraftVariant {
  if (!before) {
    if (wish.prices.length === 0) throw new RowRefused('needsPrice')
    const { sku, options, prices } = wish
    return {
      variantId: making.variantId(),
      sku,
      options,
      prices,
      counted: null,
      weightGrams: wish.weightGrams ?? null,
      isBundle: false,
      isNew: true,
      changed: true,
    }
  }
  const options = { ...before.options, ...wish.options }
  const kept = before.prices.filter((price) => !wish.prices.some((one) => one.currency === price.currency))
  const pricesChanged = wish.prices.some(
    (price) => !before.prices.some((one) => one.currency === price.currency && one.minor === price.minor),
  )
  const weightGrams = wish.weightGrams ?? before.weightGrams
  const otherwise = optionsKey(options) !== optionsKey(before.options) || weightGrams !== before.weightGrams
  const changed = before.changed || pricesChanged || otherwise
  const said = wish.prices.map((price) => ({ ...lowerBefore(before, price), ...price }))
  return { ...before, options, prices: [...kept, ...said], weightGrams, changed }
}

/** What some pay less, which a file does not speak of: kept while it is below the new price. */
function lowerBefore({ prices }: DraftVariant, { minor, currency }: PriceWire): Partial<PriceWire> {
  const { memberMinor, liveMinor } = prices.find((one) => one.currency === currency) ?? {}
  const stays = (one: string | undefined) => one !== undefined && BigInt(one) < BigInt(minor)
  return { ...(stays(memberMinor) && { memberMinor }), ...(stays(liveMinor) && { liveMinor }) }
}

/** Writes what the row says of the product into the draft, unless another row has said otherwise. */
function sayOfProduct(draft: Draft, wish: RowWish): boolean {
  const fields = [
    ...Object.entries(wish.title).map(([locale, value]) => ['title', locale, value] as const),
    ...Object.entries(wish.description).map(([locale, value]) => ['description', locale, value] as const),
    ...Object.entries(wish.attributes).map(([name, value]) => ['attributes', name, value] as const),
  ]
  const rate = wish.taxRateBp
  const sayings = fields.map(([field, name, value]) => ({ key: `${field} ${name}`, value }))
  if (rate !== undefined) sayings.push({ key: 'tax rate', value: String(rate) })
  for (const { key, value } of sayings) {
    const other = draft.said.get(key)
    if (other && other.value !== value) {
      throw new RowRefused('saidOtherwise', { line: String(other.line), column: key })
    }
  }
  for (const { key, value } of sayings) {
    if (!draft.said.has(key)) draft.said.set(key, { line: wish.line, value })
  }
  let changed = rate !== undefined && rate !== draft.taxRateBp
  draft.taxRateBp = rate ?? draft.taxRateBp
  for (const [field, name, value] of fields) {
    const words: Record<string, string | undefined> = draft[field]
    if (words[name] === value) continue
    Object.assign(draft, { [field]: { ...words, [name]: value } })
    changed = true
  }
  return changed
}
