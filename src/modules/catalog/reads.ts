import type * as z from 'zod'
import type { Ctx } from '../../ctx.ts'
import { type Owner, rolesIn } from '../../lib/access.ts'
import { type BrandId, isId, type ProductId } from '../../lib/ids.ts'
import { wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { pageFrom } from '../../lib/shapes.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { productView } from './contract.ts'
import { pictureUrl } from './for-sale.ts'
import * as like from './like-store.ts'
import { partViews } from './parts.ts'
import { lowestSince } from './price-store.ts'
import { catalogProblems as problem } from './problems.ts'
import * as store from './store.ts'

/** Directive 98/6/EC, Article 6a: a reduced price names the lowest of the thirty days before. */
const thirtyDaysMs = 30 * 86_400_000

export type ProductView = z.output<typeof productView>

export const pictureAsView = (picture: store.Picture): ProductView['pictures'][number] => ({
  pictureId: picture.pictureId,
  url: pictureUrl(picture.pictureId),
  width: picture.width,
  height: picture.height,
})

/** Pictures of a brand; those of others, or that are not there, are left out. */
export const picturesOfBrand = async (sql: Sql, brandId: BrandId, pictureIds: readonly string[]) =>
  pictureIds.length === 0
    ? []
    : (await store.picturesOf(sql, brandId, pictureIds as store.PictureId[])).map(pictureAsView)

/** Products in the order of `productIds`, whatever their state; those that do not exist are left out. */
export async function productsByIds(sql: Sql, productIds: readonly string[]): Promise<ProductView[]> {
  const products = await store.wholeProducts(sql, productIds)
  const bundles = products.flatMap(({ variants }) => variants.filter((one) => one.isBundle))
  const parts = await partViews(
    sql,
    bundles.map((one) => one.variantId),
  )
  return products.map((product) => ({
    ...product,
    pictures: product.pictures.map(pictureAsView),
    variants: product.variants.map(({ isBundle, ...one }) => ({ ...one, parts: parts.get(one.variantId) ?? [] })),
  }))
}

/**
 * A published product. Staff of its brand see drafts and archived ones too.
 * @throws catalog.unknownProduct
 */
export async function product(ctx: Ctx, { productId }: { productId: ProductId }) {
  const found = first(await productsByIds(ctx.sql, [productId]))
  const mayPreview = found && rolesIn(ctx.who, found.brandId).length > 0
  if (!found || (found.state !== 'published' && !mayPreview)) throw refuse(problem.unknownProduct, { productId })
  const variantIds = found.variants.map((variant) => variant.variantId)
  const lowest = await lowestSince(ctx.sql, variantIds, new Date(ctx.now.getTime() - thirtyDaysMs))
  return {
    ...found,
    lowest: lowest.map(({ variantId, ...price }) => ({ variantId, price: wire(price) })),
  }
}

/** Published products whose titles hold every one of these words, in any language. */
export const productsLike = async (
  sql: Sql,
  wish: { words: readonly string[]; brandId: BrandId | undefined; most: number },
): Promise<ProductId[]> => (await like.productsLike(sql, wish)).map(({ productId }) => productId)

/** Products of a brand, the newest first; archived ones only when asked for. */
export async function products(
  ctx: Ctx,
  wish: {
    brandId: BrandId
    search?: string | undefined
    state?: store.ProductState | undefined
    after?: string | undefined
    most: number
  },
): Promise<{ items: ProductView[]; next: string | null }> {
  const { brandId, state, after, most } = wish
  const search = wish.search?.replaceAll('\u0000', '').normalize('NFC').trim() || undefined
  const ids = await store.productIdsOf(ctx.sql, { brandId, state, after, search, most: most + 1 })
  const { items, next } = pageFrom(ids, most, (row) => row.productId)
  const shown = items.map((row) => row.productId)
  return { items: await productsByIds(ctx.sql, shown), next }
}

/** The product that a variant belongs to. */
export const productOfVariant = async (sql: Sql, variantId: string): Promise<ProductId | undefined> =>
  first(await store.brandOfVariant(sql, variantId))?.productId

const ownerBy =
  (brandOf: (sql: Sql, id: string) => Promise<{ brandId: BrandId }[]>) =>
  async (sql: Sql, id: string): Promise<Owner | undefined> => {
    const row = isId(id) ? first(await brandOf(sql, id)) : undefined
    return row && { brandId: row.brandId }
  }

export const productOwner = ownerBy(store.brandOfProduct)
export const variantOwner = ownerBy(store.brandOfVariant)
export const pictureOwner = ownerBy(store.brandOfPicture)
