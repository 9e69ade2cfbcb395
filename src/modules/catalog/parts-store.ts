import type { BrandId, ProductId, VariantId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'

export type PartRow = { variantId: VariantId; partId: VariantId; quantity: number }

/** What these variants are made of, each in its order; one that is no bundle is not there. */
export const partRows = (sql: Sql, variantIds: readonly string[]): Promise<PartRow[]> => sql<PartRow>`
    select variant_id, part_id, quantity from catalog.parts
    where variant_id = any(${variantIds}::uuid[]) order by variant_id, position`

/** The bundles on sale that one of these variants is a part of. */
export const bundlesOfParts = (sql: Sql, variantIds: readonly string[]) =>
  sql<{ variantId: VariantId; productId: ProductId }>`
    select distinct v.variant_id, v.product_id from catalog.parts p join catalog.variants v using (variant_id)
    where p.part_id = any(${variantIds}::uuid[]) and v.state = 'active' order by v.variant_id`

/** Which of these variants a bundle of the brand may be made of: active ones that are no bundles themselves, nor need an answer. */
export const singlesAmong = (sql: Sql, brandId: BrandId, variantIds: readonly string[]) =>
  sql<{ variantId: VariantId }>`
    select v.variant_id from catalog.variants v
    where v.variant_id = any(${variantIds}::uuid[]) and v.brand_id = ${brandId} and v.state = 'active'
      and not exists (select from catalog.parts where variant_id = v.variant_id)
      and not exists (select from catalog.personalisations m where m.product_id = v.product_id
        and m.fields @> '[{"required": true}]')`

/** Replaces what these bundles are made of. */
export async function setParts(sql: Sql, rows: readonly PartRow[]): Promise<void> {
  await sql`delete from catalog.parts where variant_id = any(${rows.map((row) => row.variantId)}::uuid[])`
  await sql`
    insert into catalog.parts (variant_id, part_id, quantity, position)
    select n.* from unnest(
      ${rows.map((row) => row.variantId)}::uuid[], ${rows.map((row) => row.partId)}::uuid[],
      ${rows.map((row) => row.quantity)}::int[]
    ) with ordinality as n`
}

/** Variants on sale that nobody has weighed, without bundles. */
export async function countUnweighed(sql: Sql, brandId: BrandId): Promise<number> {
  const rows = await sql<{ count: number }>`
    select count(*)::int from catalog.variants v join catalog.products p using (product_id)
    where v.brand_id = ${brandId} and v.state = 'active' and p.state = 'published' and v.weight_grams is null
      and not exists (select from catalog.parts where variant_id = v.variant_id)`
  return rows[0]!.count
}
