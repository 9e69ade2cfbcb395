import type { VariantId } from '../../lib/ids.ts'
import type { Currency } from '../../lib/money.ts'
import type { Sql } from '../../lib/sql.ts'

/** Writes down the prices of these variants that are not what they were. */
export async function notePrices(sql: Sql, now: Date, variantIds: readonly VariantId[]): Promise<void> {
  await sql`
    insert into catalog.price_history as h (variant_id, currency, minor, live_minor, since)
    select c.variant_id, c.currency, c.minor, c.live_minor, ${now}::timestamptz
    from catalog.prices c left join lateral (
      select minor, live_minor from catalog.price_history
      where variant_id = c.variant_id and currency = c.currency order by since desc limit 1) as last on true
    where c.variant_id = any(${variantIds}::uuid[])
      and (last.minor is distinct from c.minor or last.live_minor is distinct from c.live_minor)
    on conflict (variant_id, currency, since) do update set minor = excluded.minor, live_minor = excluded.live_minor`
}

/** The lowest that was asked of everybody for these variants at any time from `since` to now, by currency. */
export const lowestSince = (sql: Sql, variantIds: readonly string[], since: Date) =>
  sql<{ variantId: VariantId; currency: Currency; minor: bigint }>`
    select variant_id, currency, min(minor) as minor from (
      select variant_id, currency, minor,
        lead(since) over (partition by variant_id, currency order by since) as until
      from catalog.price_history where variant_id = any(${variantIds}::uuid[])) as asked
    where until is null or until > ${since}
    group by variant_id, currency order by variant_id, currency`
