import type { BrandId, Id, IntentId, PersonId, TopUpId } from '../../lib/ids.ts'
import { type Currency, type MoneyWire, money, unwire, wire } from '../../lib/money.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { CoinSettings } from './decide.ts'

export async function settingsOf(sql: Sql, brandId: BrandId): Promise<CoinSettings | undefined> {
  const row = first(
    await sql<{ points: { coins: number; price: MoneyWire }[]; dailyMost: number; taxRateBp: number }>`
      select points, daily_most, tax_rate_bp from coins.settings where brand_id = ${brandId}`,
  )
  return row && { ...row, points: row.points.map(({ coins, price }) => ({ coins, price: unwire(price) })) }
}

export async function putSettings(sql: Sql, brandId: BrandId, { points, dailyMost, taxRateBp }: CoinSettings) {
  const kept = json(points.map(({ coins, price }) => ({ coins, price: wire(price) })))
  await sql`
    insert into coins.settings (brand_id, points, daily_most, tax_rate_bp)
    values (${brandId}, ${kept}::jsonb, ${dailyMost}, ${taxRateBp})
    on conflict (brand_id) do update
      set points = excluded.points, daily_most = excluded.daily_most, tax_rate_bp = excluded.tax_rate_bp`
}

/** Whoever buys twice at one instant is counted one after the other. */
export const lockBuyer = (sql: Sql, brandId: BrandId, personId: PersonId) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`coins ${brandId} ${personId}`}, 0))`

/** Coins that were paid since `since`, or are being paid since `open`. */
export async function boughtSince(
  sql: Sql,
  { brandId, personId, since, open }: { brandId: BrandId; personId: PersonId; since: Date; open: Date },
): Promise<number> {
  const [row] = await sql<{ coins: number }>`
    select coalesce(sum(coins), 0)::int as coins from coins.top_ups
    where brand_id = ${brandId} and person_id = ${personId} and (paid_at > ${since} or (paid_at is null and at > ${open}))`
  return row!.coins
}

export type TopUp = {
  topUpId: TopUpId
  brandId: BrandId
  personId: PersonId
  coins: number
  intentId: IntentId
  at: Date
}
type Review = { review: 'waiting' | 'declined' | null; paidAt: Date | null; provider: string | null }

export const addTopUp = (sql: Sql, { topUpId, brandId, personId, coins, intentId, at }: TopUp) => sql`
  insert into coins.top_ups (top_up_id, brand_id, person_id, coins, intent_id, at)
  values (${topUpId}, ${brandId}, ${personId}, ${coins}, ${intentId}, ${at})`

export const topUpById = async (sql: Sql, topUpId: TopUpId): Promise<(TopUp & Review) | undefined> =>
  first(
    await sql<TopUp & Review>`
      select top_up_id, brand_id, person_id, coins, intent_id, at, review, paid_at, provider
      from coins.top_ups where top_up_id = ${topUpId} for no key update`,
  )

export const topUpsByIds = (sql: Sql, topUpIds: readonly TopUpId[]) => sql<{ topUpId: TopUpId; coins: number }>`
  select top_up_id, coins from coins.top_ups where top_up_id = any(${topUpIds}::uuid[])`

export const setReview = (sql: Sql, topUpId: TopUpId, review: Review['review']) =>
  sql`update coins.top_ups set review = ${review} where top_up_id = ${topUpId}`

export const setPaid = (sql: Sql, topUpId: TopUpId, provider: string, at: Date) => sql`
  update coins.top_ups set paid_at = ${at}, provider = ${provider} where top_up_id = ${topUpId} and paid_at is null`

/** Paid top-ups of a purse, the latest first. */
export const paidTopUps = (sql: Sql, brandId: BrandId, personId: PersonId) => sql<{ topUpId: TopUpId; coins: number }>`
  select top_up_id, coins from coins.top_ups
  where brand_id = ${brandId} and person_id = ${personId} and paid_at is not null order by top_up_id desc`

export const paidSince = (sql: Sql, brandId: BrandId, personId: PersonId, since: Date) => sql<{
  topUpId: TopUpId
  coins: number
}>`
  select top_up_id, coins from coins.top_ups
  where brand_id = ${brandId} and person_id = ${personId} and paid_at > ${since}`

export const isOfAge = async (sql: Sql, personId: PersonId): Promise<boolean> =>
  (await sql`select from coins.of_age where person_id = ${personId}`).length > 0

export const sayOfAge = (sql: Sql, personId: PersonId, at: Date) =>
  sql`insert into coins.of_age (person_id, at) values (${personId}, ${at}) on conflict do nothing`

type RefundRow = { refundId: Id<'refund'>; brandId: BrandId; personId: PersonId; coins: bigint }

export const addRefund = (
  sql: Sql,
  {
    refundId,
    brandId,
    personId,
    coins,
    amount,
    at,
  }: RefundRow & { amount: { minor: bigint; currency: Currency }; at: Date },
) => sql`
  insert into coins.refunds (refund_id, brand_id, person_id, coins, amount_minor, currency, at)
  values (${refundId}, ${brandId}, ${personId}, ${coins}, ${amount.minor}, ${amount.currency}, ${at})`

export async function refundById(sql: Sql, refundId: Id<'refund'>) {
  const row = first(
    await sql<RefundRow & { amountMinor: bigint; currency: Currency }>`
      select refund_id, brand_id, person_id, coins, amount_minor, currency from coins.refunds
      where refund_id = ${refundId}`,
  )
  return row && { ...row, amount: money(row.amountMinor, row.currency) }
}
