import type { BrandId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import type { TaxSettings } from './tax.ts'

type Settings = Omit<TaxSettings, 'rates'>

export const settingsOf = (sql: Sql, brandId: BrandId): Promise<Settings[]> => sql<Settings>`
    select oss, uk_vat, exports from orders.tax_settings where brand_id = ${brandId}`

export const ratesOf = (sql: Sql, brandId: BrandId) => sql<TaxSettings['rates'][number]>`
    select country, home_rate_bp, rate_bp from orders.tax_rates
    where brand_id = ${brandId} order by country, home_rate_bp`

export async function saveSettings(sql: Sql, brandId: BrandId, { oss, ukVat, exports }: Settings): Promise<void> {
  await sql`
    insert into orders.tax_settings (brand_id, oss, uk_vat, exports) values (${brandId}, ${oss}, ${ukVat}, ${exports})
    on conflict (brand_id) do update set oss = excluded.oss, uk_vat = excluded.uk_vat, exports = excluded.exports`
}

export async function replaceRates(sql: Sql, brandId: BrandId, rates: TaxSettings['rates']): Promise<void> {
  await sql`delete from orders.tax_rates where brand_id = ${brandId}`
  await sql`
    insert into orders.tax_rates (brand_id, country, home_rate_bp, rate_bp)
    select ${brandId}::uuid, r.* from unnest(${rates.map((one) => one.country)}::text[],
      ${rates.map((one) => one.homeRateBp)}::int[], ${rates.map((one) => one.rateBp)}::int[]) as r`
}
