import type { ProductId } from '../../lib/ids.ts'
import { json, type Sql } from '../../lib/sql.ts'
import type { PersonalField } from './state.ts'

/** What may be asked for of one product. */
export type Personalisation = { fields: PersonalField[]; final: boolean }

export async function setPersonalisation(sql: Sql, productId: ProductId, wish: Personalisation): Promise<void> {
  await sql`
    insert into catalog.personalisations (product_id, fields, final)
    values (${productId}, ${json(wish.fields)}::jsonb, ${wish.final})
    on conflict (product_id) do update set fields = excluded.fields, final = excluded.final`
}

export async function removePersonalisation(sql: Sql, productId: ProductId): Promise<void> {
  await sql`delete from catalog.personalisations where product_id = ${productId}`
}

/** Whether a product is a bundle, or a variant of it is sold in one. */
export async function bundledWith(sql: Sql, productId: ProductId): Promise<{ isBundle: boolean; isPart: boolean }> {
  const [row] = await sql<{ isBundle: boolean; isPart: boolean }>`
    select
      exists (select from catalog.parts p join catalog.variants v using (variant_id)
        where v.product_id = ${productId}) as is_bundle,
      exists (select from catalog.parts p join catalog.variants v on v.variant_id = p.part_id
        join catalog.variants b on b.variant_id = p.variant_id and b.state = 'active'
        where v.product_id = ${productId} and v.state = 'active') as is_part`
  return row!
}
