import type { BrandId, Id, ProductId, VariantId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { json, type Sql } from '../../lib/sql.ts'
import type { PriceWire } from './decide.ts'
import type { Personalisation } from './personalisation-store.ts'

export type PictureId = Id<'picture'>
export type ProductState = 'draft' | 'published' | 'archived'

export type Product = {
  productId: ProductId
  brandId: BrandId
  title: LocalText
  description: LocalText
  attributes: Record<string, string>
  taxRateBp: number
  state: ProductState
}
export type Variant = {
  variantId: VariantId
  productId: ProductId
  brandId: BrandId
  sku: string
  options: Record<string, string>
  position: number
  /** The units an imported file said last. */
  counted: number | null
  weightGrams: number | null
}
export type Picture = { pictureId: PictureId; width: number; height: number }

export type WholeProduct = Product & {
  personalisation: Personalisation | null
  pictures: Picture[]
  variants: {
    variantId: VariantId
    sku: string
    options: Record<string, string>
    prices: PriceWire[]
    /** Only a bundle has any. */
    isBundle: boolean
    weightGrams: number | null
  }[]
}

/** Products with their pictures and variants in order; an archived product keeps showing those it had. */
export const wholeProducts = (sql: Sql, productIds: readonly string[]): Promise<WholeProduct[]> => sql<WholeProduct>`
    select p.product_id, p.brand_id, p.title, p.description, p.attributes, p.tax_rate_bp, p.state,
      (select json_build_object('fields', m.fields, 'final', m.final)
        from catalog.personalisations m where m.product_id = p.product_id) as personalisation,
      coalesce((
        select json_agg(json_build_object('pictureId', i.picture_id, 'width', i.width, 'height', i.height)
          order by pp.position)
        from catalog.product_pictures pp join catalog.pictures i using (picture_id)
        where pp.product_id = p.product_id), '[]') as pictures,
      coalesce((
        select json_agg(json_build_object('variantId', v.variant_id, 'sku', v.sku, 'options', v.options, 'weightGrams', v.weight_grams, 'isBundle',
          exists (select from catalog.parts where variant_id = v.variant_id), 'prices',
          coalesce((
            select json_agg(json_strip_nulls(json_build_object('minor', c.minor::text, 'currency', c.currency,
              'memberMinor', c.member_minor::text, 'liveMinor', c.live_minor::text)) order by c.currency)
            from catalog.prices c where c.variant_id = v.variant_id), '[]'))
          order by v.position, v.variant_id)
        from catalog.variants v
        where v.product_id = p.product_id and (v.state = 'active' or p.state = 'archived')), '[]') as variants
    from catalog.products p where p.product_id = any(${productIds}::uuid[])
    order by array_position(${productIds}::uuid[], p.product_id)`

export type ListWish = {
  brandId: BrandId
  state: ProductState | undefined
  search: string | undefined
  after: string | undefined
  most: number
}

/** Ids of a brand's products, the newest first; `search` is looked for in every language of the title and in SKUs. */
export const productIdsOf = (sql: Sql, wish: ListWish): Promise<{ productId: ProductId }[]> =>
  sql<{ productId: ProductId }>`
    select p.product_id from catalog.products p
    where p.brand_id = ${wish.brandId}
      and case when ${wish.state ?? null}::text is null then p.state <> 'archived' else p.state = ${wish.state ?? null} end
      and (${wish.after ?? null}::uuid is null or p.product_id < ${wish.after ?? null}::uuid)
      and (${wish.search ?? null}::text is null
        or position(lower(${wish.search ?? null}::text)
          in lower(concat_ws(' ', p.title ->> 'en', p.title ->> 'fr', p.title ->> 'zh-Hans'))) > 0
        or exists (select from catalog.variants v where v.product_id = p.product_id
          and position(lower(${wish.search ?? null}::text) in lower(v.sku)) > 0))
    order by p.product_id desc limit ${wish.most}`

export const productLocked = (sql: Sql, productId: ProductId): Promise<Product[]> => sql<Product>`
    select product_id, brand_id, title, description, attributes, tax_rate_bp, state from catalog.products
    where product_id = ${productId} for update`

export const activeVariants = (
  sql: Sql,
  productId: ProductId,
): Promise<{ variantId: VariantId; weightGrams: number | null }[]> =>
  sql<{ variantId: VariantId; weightGrams: number | null }>`
    select variant_id, weight_grams from catalog.variants where product_id = ${productId} and state = 'active'`

/** Which of these SKUs other products of the brand have. */
export const skusElsewhere = (sql: Sql, brandId: BrandId, skus: readonly string[], productId: ProductId) =>
  sql<{ sku: string }>`
    select sku from catalog.variants
    where brand_id = ${brandId} and sku = any(${skus}::text[]) and state = 'active' and product_id <> ${productId}`

/** Adds products, or replaces what is said of those that exist. */
export async function saveProducts(sql: Sql, now: Date, products: readonly Product[]): Promise<void> {
  await sql`
    insert into catalog.products
      (product_id, brand_id, title, description, attributes, tax_rate_bp, state, changed_at)
    select n.product_id, n.brand_id, n.title, n.description, n.attributes, n.tax_rate_bp, n.state, ${now}::timestamptz
    from unnest(
      ${products.map((one) => one.productId)}::uuid[], ${products.map((one) => one.brandId)}::uuid[],
      ${products.map((one) => json(one.title))}::jsonb[], ${products.map((one) => json(one.description))}::jsonb[],
      ${products.map((one) => json(one.attributes))}::json[], ${products.map((one) => one.taxRateBp)}::int[],
      ${products.map((one) => one.state)}::text[]
    ) as n (product_id, brand_id, title, description, attributes, tax_rate_bp, state)
    on conflict (product_id) do update set title = excluded.title, description = excluded.description,
      attributes = excluded.attributes, tax_rate_bp = excluded.tax_rate_bp, state = excluded.state,
      changed_at = excluded.changed_at`
}

/** Adds variants, or replaces what is said of those that exist; they are active afterwards. */
export async function saveVariants(sql: Sql, variants: readonly Variant[]): Promise<void> {
  await sql`
    insert into catalog.variants (variant_id, product_id, brand_id, sku, options, position, counted, weight_grams)
    select n.* from unnest(
      ${variants.map((one) => one.variantId)}::uuid[], ${variants.map((one) => one.productId)}::uuid[],
      ${variants.map((one) => one.brandId)}::uuid[], ${variants.map((one) => one.sku)}::text[],
      ${variants.map((one) => json(one.options))}::json[], ${variants.map((one) => one.position)}::int[],
      ${variants.map((one) => one.counted)}::int[], ${variants.map((one) => one.weightGrams)}::int[]
    ) as n
    on conflict (variant_id) do update set sku = excluded.sku, options = excluded.options,
      position = excluded.position, counted = coalesce(excluded.counted, catalog.variants.counted), weight_grams = excluded.weight_grams, state = 'active'`
}

export const archiveVariants = (sql: Sql, productId: ProductId) =>
  sql`update catalog.variants set state = 'archived' where product_id = ${productId} and state = 'active'`

export async function archiveProduct(sql: Sql, productId: ProductId, now: Date): Promise<void> {
  await sql`update catalog.products set state = 'archived', changed_at = ${now} where product_id = ${productId}`
}

export async function removePrices(sql: Sql, variantIds: readonly VariantId[]): Promise<void> {
  await sql`delete from catalog.prices where variant_id = any(${variantIds}::uuid[])`
}

export type Price = PriceWire & { variantId: VariantId }

export async function addPrices(sql: Sql, prices: readonly Price[]): Promise<void> {
  await sql`
    insert into catalog.prices (variant_id, currency, minor, member_minor, live_minor)
    select n.variant_id, n.currency, n.minor, n.member_minor, n.live_minor
    from unnest(
      ${prices.map((one) => one.variantId)}::uuid[], ${prices.map((one) => one.currency)}::text[],
      ${prices.map((one) => one.minor)}::bigint[], ${prices.map((one) => one.memberMinor ?? null)}::bigint[],
      ${prices.map((one) => one.liveMinor ?? null)}::bigint[]
    ) as n (variant_id, currency, minor, member_minor, live_minor)`
}

export async function removePictures(sql: Sql, productId: ProductId): Promise<void> {
  await sql`delete from catalog.product_pictures where product_id = ${productId}`
}

export async function putPictures(sql: Sql, productId: ProductId, pictureIds: readonly PictureId[]): Promise<void> {
  await sql`
    insert into catalog.product_pictures (product_id, position, picture_id)
    select ${productId}::uuid, n.position, n.picture_id
    from unnest(${pictureIds}::uuid[]) with ordinality as n (picture_id, position)`
}

export async function addPicture(sql: Sql, now: Date, brandId: BrandId, picture: Picture): Promise<void> {
  await sql`
    insert into catalog.pictures (picture_id, brand_id, width, height, at)
    values (${picture.pictureId}, ${brandId}, ${picture.width}, ${picture.height}, ${now})`
}

/** Those of these pictures that belong to the brand. */
export const picturesOf = (sql: Sql, brandId: BrandId, pictureIds: readonly PictureId[]): Promise<Picture[]> =>
  sql<Picture>`
    select picture_id, width, height from catalog.pictures
    where brand_id = ${brandId} and picture_id = any(${pictureIds}::uuid[])`

type OfBrand = { brandId: BrandId }

export const brandOfProduct = (sql: Sql, productId: string): Promise<OfBrand[]> =>
  sql<OfBrand>`select brand_id from catalog.products where product_id = ${productId}`

export const brandOfVariant = (sql: Sql, variantId: string): Promise<(OfBrand & { productId: ProductId })[]> =>
  sql<OfBrand & { productId: ProductId }>`
    select brand_id, product_id from catalog.variants where variant_id = ${variantId}`

export const brandOfPicture = (sql: Sql, pictureId: string): Promise<OfBrand[]> =>
  sql<OfBrand>`select brand_id from catalog.pictures where picture_id = ${pictureId}`

export type VariantRow = {
  variantId: VariantId
  productId: ProductId
  brandId: BrandId
  sku: string
  options: Record<string, string>
  title: LocalText
  pictureId: PictureId | null
  prices: PriceWire[]
  taxRateBp: number
  weightGrams: number | null
  isBundle: boolean
  personalisation: Personalisation | null
  state: ProductState
}

/** Variants with what a line of a bag needs of their product; an archived variant is archived whatever its product is. */
export const variantsWithProduct = (sql: Sql, variantIds: readonly string[]): Promise<VariantRow[]> => sql<VariantRow>`
    select v.variant_id, v.product_id, v.brand_id, v.sku, v.options, p.title, p.tax_rate_bp, v.weight_grams,
      exists (select from catalog.parts where variant_id = v.variant_id) as is_bundle,
      (select json_build_object('fields', m.fields, 'final', m.final)
        from catalog.personalisations m where m.product_id = v.product_id) as personalisation,
      case v.state when 'archived' then 'archived' else p.state end as state,
      (select pp.picture_id from catalog.product_pictures pp
        where pp.product_id = v.product_id order by pp.position limit 1) as picture_id,
      coalesce((
        select json_agg(json_strip_nulls(json_build_object('minor', c.minor::text, 'currency', c.currency,
              'memberMinor', c.member_minor::text, 'liveMinor', c.live_minor::text)) order by c.currency)
        from catalog.prices c where c.variant_id = v.variant_id), '[]') as prices
    from catalog.variants v join catalog.products p using (product_id)
    where v.variant_id = any(${variantIds}::uuid[])
    order by array_position(${variantIds}::uuid[], v.variant_id)`

/** Products of a brand that have one of these SKUs, or one of these titles in any language; locked. */
export const productsNamedLocked = (
  sql: Sql,
  brandId: BrandId,
  skus: readonly string[],
  titles: readonly string[],
): Promise<{ productId: ProductId }[]> => sql<{ productId: ProductId }>`
    select product_id from catalog.products p
    where p.brand_id = ${brandId} and p.state <> 'archived' and (
      p.product_id in (
        select v.product_id from catalog.variants v
        where v.brand_id = ${brandId} and v.sku = any(${skus}::text[]) and v.state = 'active')
      or p.title ->> 'en' = any(${titles}::text[]) or p.title ->> 'fr' = any(${titles}::text[])
      or p.title ->> 'zh-Hans' = any(${titles}::text[]))
    order by product_id for update`

export const countedUnits = (sql: Sql, productIds: readonly ProductId[]) =>
  sql<{ variantId: VariantId; counted: number }>`
    select variant_id, counted from catalog.variants
    where product_id = any(${productIds}::uuid[]) and counted is not null`
