import type { BrandId, Id, OrderId, PersonId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { PromotionId } from './apply.ts'

/*
 * Locks are taken promotion by promotion, in the order of their ids, after everything a purchase locks in orders and
 * stock; of one promotion first its buyer, then the row.
 */

/** One buyer uses one promotion once at a time, by person and by address. */
export async function lockBuyer(sql: Sql, promotionId: PromotionId, marks: readonly string[]): Promise<void> {
  for (const mark of [...marks].sort()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`promotions.${promotionId}.${mark}`}, 0))`
  }
}

/** `isGone`: with it, all that there was has been used. */
export type Use = { brandId: BrandId; isGone: boolean }

/** Takes one use and an amount out of what is left; undefined when they do not fit. */
export const takeUse = async (sql: Sql, promotionId: PromotionId, minor: bigint): Promise<Use | undefined> =>
  first(
    await sql<Use>`
      update promotions.promotions set uses = uses + 1, spent_minor = spent_minor + ${minor}::bigint
      where promotion_id = ${promotionId} and is_on
        and (uses_most is not null or budget_minor is not null)
        and (uses_most is null or uses < uses_most)
        and (budget_minor is null or spent_minor + ${minor}::bigint <= budget_minor)
      returning brand_id, coalesce(uses >= uses_most, false) or coalesce(spent_minor >= budget_minor, false) as is_gone`,
  )

/** A promotion without limits is only kept from being changed: buyers do not wait for one another. */
export const keepUnlimited = async (sql: Sql, promotionId: PromotionId): Promise<boolean> =>
  first(
    await sql`
      select promotion_id from promotions.promotions
      where promotion_id = ${promotionId} and is_on and uses_most is null and budget_minor is null for share`,
  ) !== undefined

/**
 * Gives a use back. What has no limits is counted by its redemptions alone.
 * @returns undefined for that, or as it stood before
 */
export const giveUseBack = async (sql: Sql, promotionId: PromotionId, minor: bigint): Promise<Use | undefined> =>
  first(
    await sql<Use>`
      update promotions.promotions now set uses = now.uses - 1, spent_minor = now.spent_minor - ${minor}::bigint
      from promotions.promotions before
      where now.promotion_id = ${promotionId} and before.promotion_id = now.promotion_id
        and (now.uses_most is not null or now.budget_minor is not null)
      returning now.brand_id, coalesce(before.uses >= before.uses_most, false)
        or coalesce(before.spent_minor >= before.budget_minor, false) as is_gone`,
  )

export type Redemption = {
  redemptionId: Id<'redemption'>
  promotionId: PromotionId
  orderId: OrderId
  personId: PersonId
  emailHash: Buffer
  minor: bigint
}

export async function addRedemption(sql: Sql, now: Date, one: Redemption): Promise<void> {
  await sql`
    insert into promotions.redemptions (redemption_id, promotion_id, order_id, person_id, email_hash, minor, at)
    values (${one.redemptionId}, ${one.promotionId}, ${one.orderId}, ${one.personId}, ${one.emailHash}, ${one.minor},
      ${now})`
}

type Used = { promotionId: PromotionId; minor: bigint }

/** What an order has used, or has used and lost; in the order in which promotions are locked. */
export const redemptionsOfOrder = (sql: Sql, orderId: OrderId, state: 'active' | 'released') => sql<Used>`
  select promotion_id, minor from promotions.redemptions
  where order_id = ${orderId} and state = ${state} order by promotion_id`

/** How many offers for first orders an order uses. */
export const newBuyerUses = async (sql: Sql, orderId: OrderId): Promise<number> =>
  (
    await sql<{ uses: number }>`
      select count(*)::int as uses from promotions.redemptions join promotions.promotions using (promotion_id)
      where order_id = ${orderId} and state = 'active' and new_buyers_only`
  )[0]!.uses

export const lockPromotions = (sql: Sql, promotionIds: readonly PromotionId[]) => sql`
  select promotion_id from promotions.promotions where promotion_id = any(${promotionIds}::uuid[])
  order by promotion_id for no key update`

export const setRedemptions = (sql: Sql, orderId: OrderId, state: 'active' | 'released') =>
  sql`update promotions.redemptions set state = ${state} where order_id = ${orderId}`

export async function movePerson(sql: Sql, from: PersonId, to: PersonId): Promise<void> {
  await sql`update promotions.redemptions set person_id = ${to} where person_id = ${from}`
}

/** What must never be: counters that are not the sum of the redemptions. For proofs and for the night. */
export const imbalances = (sql: Sql) => sql<{ fault: string }>`
  select format('promotion %s: %s uses and %s off, its redemptions say %s and %s', p.promotion_id, p.uses,
      p.spent_minor, r.uses, r.minor) as fault
  from promotions.promotions p cross join lateral (
    select count(*) as uses, coalesce(sum(minor), 0) as minor from promotions.redemptions
    where promotion_id = p.promotion_id and state = 'active') r
  where (p.uses_most is not null or p.budget_minor is not null) and (p.uses <> r.uses or p.spent_minor <> r.minor)`
