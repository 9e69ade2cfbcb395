import type { BrandId, Id, ProductId, ShowId, VariantId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { json, type Sql } from '../../lib/sql.ts'

export type SetId = Id<'set'>
export type PopUpId = Id<'popUp'>

export type ProductSet = { setId: SetId; name: string; productIds: ProductId[] }
export type PopUp = {
  popUpId: PopUpId
  brandId: BrandId
  slug: string
  title: LocalText
  text: LocalText
  pictureId: Id<'picture'> | null
  setId: SetId | null
  productIds: ProductId[]
  opensAt: Date
  closesAt: Date
}
export type Rule = {
  variantId: VariantId | null
  liveOnly: boolean
  showIds: ShowId[]
  popUpIds: PopUpId[]
  membersOnly: boolean
}

/** Of two that add or remove for one brand the second waits here. */
export const lockBrand = (sql: Sql, brandId: BrandId) =>
  sql`select pg_advisory_xact_lock(hashtextextended('assortments ' || ${brandId}::text, 0))`

export const setsOf = (sql: Sql, brandId: BrandId): Promise<ProductSet[]> => sql<ProductSet>`
  select set_id, name, product_ids from assortments.sets where brand_id = ${brandId} order by lower(name), set_id`

export const saveSet = (sql: Sql, now: Date, brandId: BrandId, { setId, name, productIds }: ProductSet) => sql`
  insert into assortments.sets (set_id, brand_id, name, product_ids, changed_at)
  values (${setId}, ${brandId}, ${name}, ${productIds}::uuid[], ${now})
  on conflict (set_id) do update set name = excluded.name, product_ids = excluded.product_ids, changed_at = ${now}`

export const deleteSet = (sql: Sql, brandId: BrandId, setId: SetId) =>
  sql`delete from assortments.sets where brand_id = ${brandId} and set_id = ${setId} returning set_id`

export const popUpsOf = (sql: Sql, brandId: BrandId): Promise<PopUp[]> => sql<PopUp>`
  select pop_up_id, brand_id, slug, title, text, picture_id, set_id, product_ids, opens_at, closes_at
  from assortments.pop_ups where brand_id = ${brandId} order by opens_at desc, pop_up_id`

export const savePopUp = (sql: Sql, now: Date, one: PopUp) => sql`
  insert into assortments.pop_ups (pop_up_id, brand_id, slug, title, text, picture_id, set_id, product_ids, opens_at,
    closes_at, changed_at)
  values (${one.popUpId}, ${one.brandId}, ${one.slug}, ${json(one.title)}::jsonb, ${json(one.text)}::jsonb,
    ${one.pictureId}, ${one.setId}, ${one.productIds}::uuid[], ${one.opensAt}, ${one.closesAt}, ${now})
  on conflict (pop_up_id) do update set slug = excluded.slug, title = excluded.title, text = excluded.text,
    picture_id = excluded.picture_id, set_id = excluded.set_id, product_ids = excluded.product_ids,
    opens_at = excluded.opens_at, closes_at = excluded.closes_at, changed_at = excluded.changed_at`

export const deletePopUp = (sql: Sql, brandId: BrandId, popUpId: PopUpId) =>
  sql`delete from assortments.pop_ups where brand_id = ${brandId} and pop_up_id = ${popUpId} returning pop_up_id`

/** Whether something is sold in this pop-up shop only, or in other places too by its rule. */
export const rulesNaming = (sql: Sql, popUpId: PopUpId) =>
  sql`select product_id from assortments.rules where ${popUpId}::uuid = any(pop_up_ids) limit 1`

type Selling = { popUpId: PopUpId; brandId: BrandId; opensAt: Date; closesAt: Date; productIds: ProductId[] }

/** When these are open and what they sell; `keep`: so it stays until the transaction ends. */
export const popUpsByIds = (sql: Sql, popUpIds: readonly string[], keep: boolean): Promise<Selling[]> =>
  keep
    ? sql<Selling>`
        select p.pop_up_id, p.brand_id, p.opens_at, p.closes_at,
          coalesce((select product_ids from assortments.sets where set_id = p.set_id), p.product_ids) as product_ids
        from assortments.pop_ups p where p.pop_up_id = any(${popUpIds}::uuid[]) for share of p`
    : sql<Selling>`
        select p.pop_up_id, p.brand_id, p.opens_at, p.closes_at,
          coalesce((select product_ids from assortments.sets where set_id = p.set_id), p.product_ids) as product_ids
        from assortments.pop_ups p where p.pop_up_id = any(${popUpIds}::uuid[])`

export const rulesOf = (sql: Sql, productId: ProductId): Promise<Rule[]> => sql<Rule>`
  select variant_id, live_only, show_ids, pop_up_ids, members_only from assortments.rules
  where product_id = ${productId} order by variant_id nulls first`

export const rulesOfProducts = (sql: Sql, productIds: readonly string[]) => sql<Rule & { productId: ProductId }>`
  select product_id, variant_id, live_only, show_ids, pop_up_ids, members_only from assortments.rules
  where product_id = any(${productIds}::uuid[])`

export async function setRules(sql: Sql, productId: ProductId, rules: readonly Rule[]): Promise<void> {
  await sql`delete from assortments.rules where product_id = ${productId}`
  for (const { variantId, liveOnly, showIds, popUpIds, membersOnly } of rules) {
    await sql`
      insert into assortments.rules (product_id, variant_id, live_only, show_ids, pop_up_ids, members_only)
      values (${productId}, ${variantId}, ${liveOnly}, ${showIds}::uuid[], ${popUpIds}::uuid[], ${membersOnly})`
  }
}
