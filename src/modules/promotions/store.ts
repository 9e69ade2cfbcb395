import type { BrandId, Id, OrderId, PersonId, ProductId, ShowId, VariantId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import type { Currency } from '../../lib/money.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { PromotionId } from './apply.ts'

export type PromotionRow = {
  promotionId: PromotionId
  brandId: BrandId
  /** Whose alone it is; null: anybody's. */
  personId: PersonId | null
  title: LocalText
  kind: 'percentage' | 'amount' | 'gift'
  rateBp: number | null
  offMinor: bigint | null
  giftVariantId: VariantId | null
  currency: Currency
  productIds: ProductId[]
  alsoReduced: boolean
  leastMinor: bigint | null
  newBuyersOnly: boolean
  duringLive: boolean
  showId: ShowId | null
  startsAt: Date | null
  endsAt: Date | null
  code: string | null
  combines: boolean
  isOn: boolean
  usesMost: number | null
  perBuyer: number | null
  budgetMinor: bigint | null
  uses: number
  spentMinor: bigint
  createdAt: Date
}
export type PromotionWish = Omit<PromotionRow, 'uses' | 'spentMinor' | 'isOn' | 'createdAt'>

/** What applies by itself and, where one is said, what has this code, for this person; only what is switched on. */
export const offersOf = (sql: Sql, brandId: BrandId, personId: PersonId, code: string | null) => sql<PromotionRow>`
  select * from promotions.promotions
  where brand_id = ${brandId} and is_on and (code is null or code = ${code}::text)
    and (person_id is null or person_id = ${personId})
  order by promotion_id`

/** What anybody gets without a code in a show that is on air, and is neither over nor used up. */
export const openOffersOf = (sql: Sql, brandId: BrandId, showId: ShowId, now: Date) => sql<PromotionRow>`
  select * from promotions.promotions
  where brand_id = ${brandId} and is_on and code is null and person_id is null
    and (show_id is null or show_id = ${showId}) and (ends_at is null or ends_at > ${now})
    and (uses_most is null or uses < uses_most) and (budget_minor is null or spent_minor < budget_minor)
  order by promotion_id`

export const liveShowsOf = (sql: Sql, brandId: BrandId) => sql<{ showId: ShowId }>`
  select show_id from promotions.live_shows where brand_id = ${brandId} order by show_id`

/** The same, kept on air until the transaction ends: an end waits for it, or came before. */
export const liveShowsKept = (sql: Sql, brandId: BrandId) => sql<{ showId: ShowId }>`
  select show_id from promotions.live_shows where brand_id = ${brandId} order by show_id for share`

export const addLiveShow = (sql: Sql, showId: ShowId, brandId: BrandId, at: Date) => sql`
  insert into promotions.live_shows (show_id, brand_id, started_at) values (${showId}, ${brandId}, ${at})
  on conflict (show_id) do nothing`

export const removeLiveShow = (sql: Sql, showId: ShowId) =>
  sql`delete from promotions.live_shows where show_id = ${showId}`

export async function addPromotion(sql: Sql, now: Date, isOn: boolean, row: PromotionWish): Promise<void> {
  await sql`
    insert into promotions.promotions (promotion_id, brand_id, person_id, title, kind, rate_bp, off_minor, gift_variant_id, currency,
      product_ids, also_reduced, least_minor, new_buyers_only, during_live, show_id, starts_at, ends_at, code, combines,
      is_on, uses_most, per_buyer, budget_minor, created_at)
    values (${row.promotionId}, ${row.brandId}, ${row.personId}, ${json(row.title)}::jsonb, ${row.kind}, ${row.rateBp}, ${row.offMinor},
      ${row.giftVariantId}, ${row.currency}, ${row.productIds}::uuid[], ${row.alsoReduced}, ${row.leastMinor},
      ${row.newBuyersOnly}, ${row.duringLive}, ${row.showId}, ${row.startsAt}, ${row.endsAt}, ${row.code},
      ${row.combines}, ${isOn}, ${row.usesMost}, ${row.perBuyer}, ${row.budgetMinor}, ${now})`
}

/** Nobody uses or changes it meanwhile. */
export const promotionLocked = async (sql: Sql, brandId: BrandId, promotionId: PromotionId) =>
  first(
    await sql<PromotionRow>`
      select * from promotions.promotions where promotion_id = ${promotionId} and brand_id = ${brandId} for update`,
  )

/** Replaces what is said of it; its counters become what the redemptions say. It is locked. */
export async function changePromotion(sql: Sql, row: PromotionWish): Promise<void> {
  await sql`
    update promotions.promotions p set title = ${json(row.title)}::jsonb, kind = ${row.kind}, rate_bp = ${row.rateBp},
      off_minor = ${row.offMinor}, gift_variant_id = ${row.giftVariantId}, currency = ${row.currency},
      product_ids = ${row.productIds}::uuid[], also_reduced = ${row.alsoReduced}, least_minor = ${row.leastMinor},
      new_buyers_only = ${row.newBuyersOnly}, during_live = ${row.duringLive}, show_id = ${row.showId},
      starts_at = ${row.startsAt}, ends_at = ${row.endsAt}, code = ${row.code}, combines = ${row.combines},
      uses_most = ${row.usesMost}, per_buyer = ${row.perBuyer}, budget_minor = ${row.budgetMinor},
      uses = used.uses, spent_minor = used.minor
    from (select count(*)::int as uses, coalesce(sum(minor), 0)::bigint as minor from promotions.redemptions
      where promotion_id = ${row.promotionId} and state = 'active') as used
    where p.promotion_id = ${row.promotionId}`
}

export const turn = (sql: Sql, promotionId: PromotionId, isOn: boolean) =>
  sql`update promotions.promotions set is_on = ${isOn} where promotion_id = ${promotionId}`

/** With their use as the redemptions say. */
export const promotionsByIds = (sql: Sql, brandId: BrandId, promotionIds: readonly PromotionId[]) => sql<PromotionRow>`
  select p.*, used.* from promotions.promotions p cross join lateral (
    select count(*)::int as uses, coalesce(sum(minor), 0)::bigint as spent_minor from promotions.redemptions r
    where r.promotion_id = p.promotion_id and r.state = 'active') as used
  where p.brand_id = ${brandId} and p.promotion_id = any(${promotionIds}::uuid[])
  order by p.promotion_id desc`

export const promotionIdsOf = (sql: Sql, brandId: BrandId, after: string | null, most: number) =>
  sql<{ promotionId: PromotionId }>`
    select promotion_id from promotions.promotions
    where brand_id = ${brandId} and person_id is null and (${after}::uuid is null or promotion_id < ${after}::uuid)
    order by promotion_id desc limit ${most}`

/** What comes off the next orders of a person, and of nobody else's. */
export const personalOf = (sql: Sql, personId: PersonId) => sql<{
  brandId: BrandId
  currency: Currency
  minor: bigint
}>`
  select brand_id, currency, sum(off_minor)::bigint as minor from promotions.promotions
  where person_id = ${personId} and is_on and uses = 0 group by brand_id, currency order by brand_id`

export type RedemptionRow = {
  redemptionId: Id<'redemption'>
  orderId: OrderId
  at: Date
  minor: bigint
  state: 'active' | 'released'
  currency: Currency
}

export const redemptionsOf = (sql: Sql, promotionId: PromotionId, after: string | null, most: number) =>
  sql<RedemptionRow>`
    select r.redemption_id, r.order_id, r.at, r.minor, r.state, p.currency
    from promotions.redemptions r join promotions.promotions p using (promotion_id)
    where promotion_id = ${promotionId} and (${after}::uuid is null or redemption_id < ${after}::uuid)
    order by redemption_id desc limit ${most}`

export const usesByBuyer = (
  sql: Sql,
  promotionIds: readonly PromotionId[],
  personId: PersonId,
  emailHash: Buffer | null,
) =>
  sql<{ promotionId: PromotionId; uses: number }>`
    select promotion_id, count(*)::int as uses from promotions.redemptions
    where promotion_id = any(${promotionIds}::uuid[]) and state = 'active'
      and (person_id = ${personId} or email_hash = ${emailHash}::bytea)
    group by promotion_id`
