import type { Ctx } from '../../ctx.ts'
import { fact } from '../../lib/facts.ts'
import { type BrandId, newId, type ProductId, type VariantId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import { first } from '../../lib/sql.ts'
import { type VariantWish, whyNotVariants } from './decide.ts'
import { assertParts, saveParts } from './parts.ts'
import { notePrices } from './price-store.ts'
import { catalogProblems as problem } from './problems.ts'
import { type ProductView, productsByIds } from './reads.ts'
import * as store from './store.ts'

/** Anything said of a product is different now, its prices and variants included. */
export const productChanged = fact<{ productId: ProductId; brandId: BrandId }>('catalog.productChanged')
/** Told before the `productChanged` of the same product. */
export const variantAdded = fact<{ variantId: VariantId; brandId: BrandId }>('catalog.variantAdded')
/** A file says how many units of a variant are free. */
export const stockCounted = fact<{ variantId: VariantId; brandId: BrandId; free: number }>('catalog.stockCounted')

export type ProductWish = {
  title: LocalText
  description: LocalText
  attributes: Record<string, string>
  taxRateBp: number
  state: 'draft' | 'published'
  pictureIds: readonly store.PictureId[]
  variants: readonly VariantWish[]
}

/** @throws catalog.skuTaken, catalog.sameOptions, catalog.unknownPicture, catalog.unknownVariant, catalog.unknownPart */
export async function createProduct(ctx: Ctx, wish: ProductWish & { brandId: BrandId }): Promise<ProductView> {
  const { brandId } = wish
  return save(ctx, { brandId, productId: newId(ctx.now) }, wish, new Map())
}

/**
 * Replaces what is said of a product. Variants left out are archived; their holds and orders keep them.
 * @throws catalog.unknownProduct, catalog.archived, catalog.bundleForGood, and what `createProduct` throws
 */
export async function changeProduct(ctx: Ctx, wish: ProductWish & { productId: ProductId }): Promise<ProductView> {
  const product = await locked(ctx, wish.productId)
  if (product.state === 'archived') throw refuse(problem.archived, { productId: product.productId })
  const known = await store.activeVariants(ctx.sql, product.productId)
  return save(ctx, product, wish, new Map(known.map(({ variantId, weightGrams }) => [variantId, weightGrams])))
}

/** Takes a product out of sale and frees its SKUs. Archiving twice is archiving once. @throws catalog.unknownProduct */
export async function archiveProduct(ctx: Ctx, { productId }: { productId: ProductId }): Promise<typeof ok> {
  const { state, brandId } = await locked(ctx, productId)
  if (state === 'archived') return ok
  await store.archiveVariants(ctx.sql, productId)
  await store.archiveProduct(ctx.sql, productId, ctx.now)
  await productChanged.tell(ctx, { productId, brandId })
  return ok
}

async function locked(ctx: Ctx, productId: ProductId): Promise<store.Product> {
  const product = first(await store.productLocked(ctx.sql, productId))
  if (!product) throw refuse(problem.unknownProduct, { productId })
  return product
}

type Place = { productId: ProductId; brandId: BrandId }

/** @param weights of the variants it has */
async function save(
  ctx: Ctx,
  place: Place,
  wish: ProductWish,
  weights: ReadonlyMap<VariantId, number | null>,
): Promise<ProductView> {
  const known = new Set(weights.keys())
  const { productId, brandId } = place
  const no = whyNotVariants(wish.variants, known)
  if (no) throw no
  await assertParts(ctx.sql, brandId, wish.variants, known)
  await assertPictures(ctx, brandId, wish.pictureIds)
  const skus = wish.variants.map((variant) => variant.sku)
  const taken = await store.skusElsewhere(ctx.sql, brandId, skus, productId)
  if (taken.length > 0) throw refuse(problem.skuTaken, { skus: taken.map((row) => row.sku) })

  const { title, description, attributes, taxRateBp, state } = wish
  const product = { productId, brandId, title, description, attributes, taxRateBp, state }
  const variants = wish.variants.map(({ variantId, sku, options, prices, weightGrams }, i) => ({
    ...{ productId, brandId, sku, options, prices, position: i + 1, counted: null },
    variantId: variantId ?? newId<'variant'>(ctx.now),
    weightGrams: weightGrams !== undefined ? weightGrams : ((variantId && weights.get(variantId)) ?? null),
  }))
  // All are archived first and those that stay come back: so two variants may swap their SKUs.
  await store.archiveVariants(ctx.sql, productId)
  await saveAll(ctx, [product], variants)
  await saveParts(
    ctx.sql,
    variants.map(({ variantId }, i) => ({ variantId, parts: wish.variants[i]!.parts })),
  )
  await store.removePictures(ctx.sql, productId)
  await store.putPictures(ctx.sql, productId, wish.pictureIds)
  await tellSaved(
    ctx,
    [product],
    variants.filter((variant) => !known.has(variant.variantId)),
  )
  return first(await productsByIds(ctx.sql, [productId]))!
}

export type VariantWithPrices = store.Variant & Pick<VariantWish, 'prices'>

/** Writes products and variants with their prices. @throws catalog.skuTaken when another call was faster. */
export async function saveAll(
  ctx: Ctx,
  products: readonly store.Product[],
  variants: readonly VariantWithPrices[],
): Promise<void> {
  const prices = variants.flatMap(({ variantId, prices }) => prices.map((price) => ({ ...price, variantId })))
  await store.saveProducts(ctx.sql, ctx.now, products)
  try {
    await store.saveVariants(ctx.sql, variants)
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'variants_sku') throw refuse(problem.skuTaken)
    throw error
  }
  const variantIds = variants.map((variant) => variant.variantId)
  await store.removePrices(ctx.sql, variantIds)
  await store.addPrices(ctx.sql, prices)
  await notePrices(ctx.sql, ctx.now, variantIds)
}

/** Tells of new variants, then of every product. */
export async function tellSaved(
  ctx: Ctx,
  products: readonly Place[],
  added: readonly { variantId: VariantId; brandId: BrandId }[],
): Promise<void> {
  for (const { variantId, brandId } of added) await variantAdded.tell(ctx, { variantId, brandId })
  for (const { productId, brandId } of products) await productChanged.tell(ctx, { productId, brandId })
}

async function assertPictures(ctx: Ctx, brandId: BrandId, pictureIds: readonly store.PictureId[]): Promise<void> {
  const theirs = new Set((await store.picturesOf(ctx.sql, brandId, pictureIds)).map((picture) => picture.pictureId))
  const unknown = pictureIds.filter((pictureId) => !theirs.has(pictureId))
  if (unknown.length > 0) throw refuse(problem.unknownPicture, { pictureIds: unknown })
}
