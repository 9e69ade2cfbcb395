import type { BrandId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import type { Currency } from '../../lib/money.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import { usualHours } from './together-store.ts'

/** A way of delivery as its brand keeps it: with a price in every currency it is offered in. */
export type MethodRow = {
  deliveryMethodId: string
  title: LocalText
  taxRateBp: number
  daysLeast: number
  daysMost: number
  countries: string[]
  maxGrams: number | null
  archived: boolean
  prices: PriceRow[]
}
/** Amounts as digits of minor units. */
export type PriceRow = { currency: Currency; priceMinor: string; freeFromMinor: string | null; bands: BandRow[] }
export type BandRow = { overGrams: number; priceMinor: string }

/** All of a brand's, the archived ones too. */
export const methodsOf = (sql: Sql, brandId: BrandId) => sql<MethodRow>`
  select m.delivery_method_id, m.title, m.tax_rate_bp, m.days_least, m.days_most, m.countries, m.max_grams,
    m.archived_at is not null as archived,
    (select jsonb_agg(jsonb_build_object('currency', p.currency, 'priceMinor', p.price_minor::text,
      'freeFromMinor', p.free_from_minor::text, 'bands', coalesce((
        select jsonb_agg(jsonb_build_object('overGrams', b.over_grams, 'priceMinor', b.price_minor::text)
          order by b.over_grams)
        from orders.delivery_bands b where (b.brand_id, b.delivery_method_id, b.currency)
          = (p.brand_id, p.delivery_method_id, p.currency)), '[]')) order by p.currency)
     from orders.delivery_prices p
     where p.brand_id = m.brand_id and p.delivery_method_id = m.delivery_method_id) as prices
  from orders.delivery_methods m where m.brand_id = ${brandId} order by m.position`

/** Methods of a brand change one at a time, so that two people cannot archive the last two. */
export const lockMethods = (sql: Sql, brandId: BrandId) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`orders.delivery.${brandId}`}, 0))`

/** Adds or changes one; a new one comes last. Its prices become these. */
export async function saveMethod(sql: Sql, brandId: BrandId, method: Omit<MethodRow, 'archived'>): Promise<void> {
  const { deliveryMethodId, title, taxRateBp, daysLeast, daysMost, countries, maxGrams, prices } = method
  await sql`
    insert into orders.delivery_methods (brand_id, delivery_method_id, position, title, tax_rate_bp, days_least,
      days_most, countries, max_grams)
    values (${brandId}, ${deliveryMethodId},
      (select coalesce(max(position), 0) + 1 from orders.delivery_methods where brand_id = ${brandId}),
      ${json(title)}::jsonb, ${taxRateBp}, ${daysLeast}, ${daysMost}, ${countries}::text[], ${maxGrams})
    on conflict (brand_id, delivery_method_id) do update set title = excluded.title,
      tax_rate_bp = excluded.tax_rate_bp, days_least = excluded.days_least, days_most = excluded.days_most,
      countries = excluded.countries, max_grams = excluded.max_grams`
  await sql`
    delete from orders.delivery_prices where brand_id = ${brandId} and delivery_method_id = ${deliveryMethodId}`
  await sql`
    insert into orders.delivery_prices (brand_id, delivery_method_id, currency, price_minor, free_from_minor)
    select ${brandId}::uuid, ${deliveryMethodId}, * from unnest(${prices.map((price) => price.currency)}::text[],
      ${prices.map((price) => price.priceMinor)}::bigint[], ${prices.map((price) => price.freeFromMinor)}::bigint[])`
  const bands = prices.flatMap(({ currency, bands }) => bands.map((band) => ({ ...band, currency })))
  await sql`
    insert into orders.delivery_bands (brand_id, delivery_method_id, currency, over_grams, price_minor)
    select ${brandId}::uuid, ${deliveryMethodId}, * from unnest(${bands.map((band) => band.currency)}::text[],
      ${bands.map((band) => band.overGrams)}::int[], ${bands.map((band) => band.priceMinor)}::bigint[])`
}

/** What a piece is taken to weigh of which nobody has said it; null: nothing is assumed. */
export async function assumedGrams(sql: Sql, brandId: BrandId): Promise<number | null> {
  const rows = await sql<{ assumedGrams: number | null }>`
    select assumed_grams from orders.settings where brand_id = ${brandId}`
  return first(rows)?.assumedGrams ?? null
}

export const saveAssumedGrams = (sql: Sql, brandId: BrandId, grams: number | null) => sql`
  insert into orders.settings (brand_id, together_hours, assumed_grams) values (${brandId}, ${usualHours}, ${grams})
  on conflict (brand_id) do update set assumed_grams = excluded.assumed_grams`

export const archiveMethod = (sql: Sql, brandId: BrandId, deliveryMethodId: string, at: Date | null) => sql`
  update orders.delivery_methods set archived_at = ${at}
  where brand_id = ${brandId} and delivery_method_id = ${deliveryMethodId}`
