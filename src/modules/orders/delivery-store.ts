import type { BrandId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { type Currency, money } from '../../lib/money.ts'
import { json, type Sql } from '../../lib/sql.ts'
import type { DeliveryMethod } from './delivery.ts'

type Row = {
  deliveryMethodId: string
  title: LocalText
  priceMinor: bigint
  freeFromMinor: bigint | null
  currency: Currency
  taxRateBp: number
  daysLeast: number
  daysMost: number
  countries: string[]
}

export async function methodsOf(sql: Sql, brandId: BrandId): Promise<DeliveryMethod[]> {
  const rows = await sql<Row>`
    select * from orders.delivery_methods where brand_id = ${brandId} order by position`
  return rows.map((row) => ({
    deliveryMethodId: row.deliveryMethodId,
    title: row.title,
    price: money(row.priceMinor, row.currency),
    freeFrom: row.freeFromMinor === null ? null : money(row.freeFromMinor, row.currency),
    taxRateBp: row.taxRateBp,
    days: { least: row.daysLeast, most: row.daysMost },
    countries: row.countries,
  }))
}

/** Adds these methods to a brand that has none. */
export async function addMethods(sql: Sql, brandId: BrandId, methods: readonly DeliveryMethod[]): Promise<void> {
  const rows = methods.map((method) => ({
    delivery_method_id: method.deliveryMethodId,
    title: method.title,
    price_minor: method.price.minor.toString(),
    free_from_minor: method.freeFrom?.minor.toString() ?? null,
    currency: method.price.currency,
    tax_rate_bp: method.taxRateBp,
    days_least: method.days.least,
    days_most: method.days.most,
    countries: method.countries,
  }))
  await sql`
    insert into orders.delivery_methods (brand_id, delivery_method_id, position, title, price_minor, free_from_minor,
      currency, tax_rate_bp, days_least, days_most, countries)
    select ${brandId}::uuid, m.delivery_method_id, row_number() over (), m.title, m.price_minor, m.free_from_minor,
      m.currency, m.tax_rate_bp, m.days_least, m.days_most, m.countries
    from jsonb_to_recordset(${json(rows)}::jsonb) as m (delivery_method_id text, title jsonb, price_minor bigint,
      free_from_minor bigint, currency text, tax_rate_bp integer, days_least integer, days_most integer,
      countries text[])
    where not exists (select from orders.delivery_methods where brand_id = ${brandId}::uuid)
    on conflict do nothing`
}
