import type { BrandId, PersonId, ShowId } from '../../lib/ids.ts'
import type { Currency } from '../../lib/money.ts'
import { first, type Sql } from '../../lib/sql.ts'

export type Bank = {
  personId: PersonId
  holder: string
  sealed: Uint8Array
  last4: string
  isIban: boolean
  bic: string | null
}

export const banksOf = (sql: Sql, personIds: readonly string[]) => sql<Bank>`
  select person_id, holder, sealed, last4, is_iban, bic from hosts.bank_accounts
  where person_id = any(${personIds}::uuid[])`

export const putBank = (sql: Sql, one: Bank, at: Date) => sql`
  insert into hosts.bank_accounts (person_id, holder, sealed, last4, is_iban, bic, changed_at)
  values (${one.personId}, ${one.holder}, ${one.sealed}, ${one.last4}, ${one.isIban}, ${one.bic}, ${at})
  on conflict (person_id) do update set holder = excluded.holder, sealed = excluded.sealed, last4 = excluded.last4,
    is_iban = excluded.is_iban, bic = excluded.bic, changed_at = excluded.changed_at`

export type Settings = {
  payer: string
  sealed: Uint8Array | null
  last4: string | null
  bic: string | null
  holdDays: number
  minimumMinor: bigint
}

export const settingsOf = async (sql: Sql, brandId: BrandId): Promise<Settings> =>
  first(
    await sql<Settings>`
    select payer, sealed, last4, bic, hold_days, minimum_minor from hosts.payout_settings where brand_id = ${brandId}`,
  ) ?? {
    ...{ payer: '', sealed: null, last4: null, bic: null, holdDays: 14, minimumMinor: 0n },
  }

/** Without an account the one before stays. */
export const putSettings = (sql: Sql, brandId: BrandId, one: Settings) => sql`
  insert into hosts.payout_settings (brand_id, payer, sealed, last4, bic, hold_days, minimum_minor)
  values (${brandId}, ${one.payer}, ${one.sealed}, ${one.last4}, ${one.bic}, ${one.holdDays}, ${one.minimumMinor})
  on conflict (brand_id) do update set payer = excluded.payer, hold_days = excluded.hold_days,
    minimum_minor = excluded.minimum_minor, sealed = coalesce(excluded.sealed, payout_settings.sealed),
    last4 = coalesce(excluded.last4, payout_settings.last4),
    bic = case when excluded.sealed is null then payout_settings.bic else excluded.bic end`

/** Of a host with a brand, what was earned and what of it is held, paid or on its way; one row a currency. */
export type Standing = {
  brandId: BrandId
  personId: PersonId
  currency: Currency
  accrued: bigint
  clawedBack: bigint
  held: bigint
  paid: bigint
  onWay: bigint
}

type Whose = { brandId: BrandId | null; personId: PersonId | null }

/** @param holdDays how long commissions wait for returns; null: as each brand has set it */
export const standings = (
  sql: Sql,
  now: Date,
  { brandId, personId }: Whose,
  holdDays: number | null = null,
) => sql<Standing>`
  with earned as (
    select e.brand_id, person_id, currency,
      coalesce(sum(minor) filter (where kind <> 'clawback'), 0) as accrued,
      coalesce(-sum(minor) filter (where kind = 'clawback'), 0) as clawed_back,
      coalesce(sum(minor) filter (where kind in ('commission', 'clawback')
        and since > ${now}::timestamptz - make_interval(days => coalesce(${holdDays}::int, hold_days, 14))), 0)
        + coalesce((select sum(minor) from hosts.holds h where h.released_at is null and h.brand_id = e.brand_id
          and h.person_id = e.person_id and h.currency = e.currency), 0) as held
    from hosts.earnings e left join hosts.payout_settings s using (brand_id)
    where (${brandId}::uuid is null or e.brand_id = ${brandId}::uuid)
      and (${personId}::uuid is null or person_id = ${personId}::uuid)
    group by e.brand_id, person_id, currency),
  out as (
    select brand_id, person_id, currency, coalesce(sum(minor) filter (where state = 'paid'), 0) as paid,
      coalesce(sum(minor) filter (where state = 'waiting'), 0) as on_way
    from hosts.payouts
    where (${brandId}::uuid is null or brand_id = ${brandId}::uuid)
      and (${personId}::uuid is null or person_id = ${personId}::uuid)
    group by brand_id, person_id, currency)
  select brand_id, person_id, currency, accrued::bigint, clawed_back::bigint, held::bigint,
    coalesce(paid, 0)::bigint as paid, coalesce(on_way, 0)::bigint as on_way
  from earned left join out using (brand_id, person_id, currency) order by brand_id, person_id, currency`

export type ShowEarned = {
  brandId: BrandId
  personId: PersonId
  showId: ShowId
  currency: Currency
  fee: bigint
  commission: bigint
  gifts: bigint
  clawedBack: bigint
  held: bigint
}

export const earnedByShow = (sql: Sql, now: Date, { brandId, personId }: Whose) => sql<ShowEarned>`
  select e.brand_id, person_id, show_id, currency,
    coalesce(sum(minor) filter (where kind = 'fee'), 0)::bigint as fee,
    coalesce(sum(minor) filter (where kind = 'commission'), 0)::bigint as commission,
    coalesce(sum(minor) filter (where kind = 'gifts'), 0)::bigint as gifts,
    coalesce(-sum(minor) filter (where kind = 'clawback'), 0)::bigint as clawed_back,
    coalesce(sum(minor) filter (where kind in ('commission', 'clawback')
      and since > ${now}::timestamptz - make_interval(days => coalesce(hold_days, 14))), 0)::bigint as held
  from hosts.earnings e left join hosts.payout_settings s using (brand_id)
  where (${brandId}::uuid is null or e.brand_id = ${brandId}::uuid)
    and (${personId}::uuid is null or person_id = ${personId}::uuid)
  group by e.brand_id, person_id, show_id, currency order by min(e.at) desc limit 500`

export type MonthEarned = {
  brandId: BrandId
  personId: PersonId
  currency: Currency
  month: string
  accrued: bigint
  clawedBack: bigint
  paid: bigint
}

/** By calendar month, in UTC, the latest first. */
export const earnedByMonth = (sql: Sql, { brandId, personId }: Whose) => sql<MonthEarned>`
  with moved as (
    select brand_id, person_id, currency, at, case when kind <> 'clawback' then minor else 0 end as accrued,
      case when kind = 'clawback' then -minor else 0 end as clawed_back, 0 as paid from hosts.earnings
    union all
    select brand_id, person_id, currency, ended_at, 0, 0, minor from hosts.payouts where state = 'paid')
  select brand_id, person_id, currency, to_char(at at time zone 'UTC', 'YYYY-MM') as month,
    sum(accrued)::bigint as accrued, sum(clawed_back)::bigint as clawed_back, sum(paid)::bigint as paid
  from moved where (${brandId}::uuid is null or brand_id = ${brandId}::uuid)
    and (${personId}::uuid is null or person_id = ${personId}::uuid)
  group by brand_id, person_id, currency, month order by month desc limit 1000`

export type Entry = { at: Date; kind: string; showId: ShowId | null; minor: bigint; currency: Currency }

/** What a host earned, gave back and was paid with a brand, from the first on; a payout that came back is not there. */
export const entriesOf = (sql: Sql, brandId: BrandId, personId: PersonId) => sql<Entry>`
  select at, kind, show_id, minor, currency from hosts.earnings
  where brand_id = ${brandId} and person_id = ${personId}
  union all
  select ended_at, 'paid', null, -minor, currency from hosts.payouts
  where brand_id = ${brandId} and person_id = ${personId} and state = 'paid'
  order by at, kind, show_id`
