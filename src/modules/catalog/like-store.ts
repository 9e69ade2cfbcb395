import type { BrandId, ProductId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'

/** Published products, the newest first, whose titles hold all of the plain words, in any language. */
export const productsLike = (
  sql: Sql,
  { words, brandId, most }: { words: readonly string[]; brandId: BrandId | undefined; most: number },
): Promise<{ productId: ProductId }[]> => sql<{ productId: ProductId }>`
    select product_id from catalog.products p
    where state = 'published' and (${brandId ?? null}::uuid is null or brand_id = ${brandId ?? null}::uuid)
      and (select bool_and(position(word in translate(
          lower(concat_ws(' ', p.title ->> 'en', p.title ->> 'fr', p.title ->> 'zh-Hans')),
          'àâäáãåçéèêëíìîïñóòôöõúùûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy')) > 0)
        from unnest(${words}::text[]) word)
    order by product_id desc limit ${most}`
