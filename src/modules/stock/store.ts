import type { BrandId, HoldId, PersonId, VariantId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import type { Hold, Move, Pool } from './decide.ts'

/**
 * Locks are taken in one global order: holds before pools, each sorted by id. Whoever takes a pool first may add holds
 * to it but not lock old ones. `no key update` lets the foreign keys of new holds pass.
 */

type Levels = { free: number; held: number; sold: number }

export async function addVariantPool(sql: Sql, variantId: VariantId, brandId: BrandId): Promise<void> {
  await sql`
    insert into stock.pools (pool_id, variant_id, brand_id, kind) values (${variantId}, ${variantId}, ${brandId}, 'variant')
    on conflict (pool_id) do nothing`
}

/** A drop's pool, empty, for the brand that has the variant's pool. */
export async function addDropPool(sql: Sql, poolId: string, variantId: VariantId): Promise<void> {
  await sql`
    insert into stock.pools (pool_id, variant_id, brand_id, kind)
    select ${poolId}::uuid, variant_id, brand_id, 'drop' from stock.pools where pool_id = ${variantId}`
}

export async function closeDropPool(sql: Sql, poolId: string, now: Date): Promise<void> {
  await sql`update stock.pools set closed_at = ${now} where pool_id = ${poolId} and closed_at is null`
}

export const poolsLocked = (sql: Sql, poolIds: readonly string[]): Promise<Pool[]> => sql<Pool>`
    select pool_id, variant_id, brand_id, kind, free, held, sold, closed_at is not null as closed from stock.pools
    where pool_id = any(${poolIds}::uuid[])
    order by pool_id for no key update`

/** These pools and the variants' own ones behind them. */
export const poolsWithHomesLocked = (sql: Sql, poolIds: readonly string[]): Promise<Pool[]> => sql<Pool>`
    select pool_id, variant_id, brand_id, kind, free, held, sold, closed_at is not null as closed from stock.pools
    where pool_id in (
      select p.pool_id from stock.pools p where p.pool_id = any(${poolIds}::uuid[])
      union
      select p.variant_id from stock.pools p where p.pool_id = any(${poolIds}::uuid[]))
    order by pool_id for no key update`

/** Adds to pools that are locked already; answers with what they hold now. The checks refuse what must not be. */
export const movePools = (sql: Sql, moves: readonly Move[]): Promise<Pool[]> => sql<Pool>`
    update stock.pools p set free = p.free + m.free, held = p.held + m.held, sold = p.sold + m.sold
    from unnest(
      ${moves.map((move) => move.poolId)}::uuid[], ${moves.map((move) => move.free)}::int[],
      ${moves.map((move) => move.held)}::int[], ${moves.map((move) => move.sold)}::int[]
    ) as m (pool_id, free, held, sold)
    where p.pool_id = m.pool_id
    returning p.pool_id, p.variant_id, p.brand_id, p.kind, p.free, p.held, p.sold, p.closed_at is not null as closed`

export type NewHold = { holdId: HoldId; poolId: string; personId: PersonId; quantity: number; expiresAt: Date }

/** Takes `units` out of one pool for these holds, all or nothing: the pool's check refuses what does not fit. */
export const holdsTaken = (
  sql: Sql,
  now: Date,
  poolId: string,
  units: number,
  holds: readonly Omit<NewHold, 'poolId'>[],
): Promise<Levels[]> => sql<Levels>`
    with taken as (
      update stock.pools set free = free - ${units}::int, held = held + ${units}::int
      where pool_id = ${poolId}
      returning pool_id, free, held, sold
    ), added as (
      insert into stock.holds (hold_id, pool_id, person_id, quantity, made_at, expires_at)
      select h.hold_id, taken.pool_id, h.person_id, h.quantity, ${now}::timestamptz, h.expires_at
      from taken, unnest(
        ${holds.map((hold) => hold.holdId)}::uuid[], ${holds.map((hold) => hold.personId)}::uuid[],
        ${holds.map((hold) => hold.quantity)}::int[], ${holds.map((hold) => hold.expiresAt)}::timestamptz[]
      ) as h (hold_id, person_id, quantity, expires_at)
    )
    select free, held, sold from taken`

export async function addHolds(sql: Sql, now: Date, holds: readonly NewHold[]): Promise<void> {
  await sql`
    insert into stock.holds (hold_id, pool_id, person_id, quantity, made_at, expires_at)
    select h.hold_id, h.pool_id, h.person_id, h.quantity, ${now}::timestamptz, h.expires_at
    from unnest(
      ${holds.map((hold) => hold.holdId)}::uuid[], ${holds.map((hold) => hold.poolId)}::uuid[],
      ${holds.map((hold) => hold.personId)}::uuid[], ${holds.map((hold) => hold.quantity)}::int[],
      ${holds.map((hold) => hold.expiresAt)}::timestamptz[]
    ) as h (hold_id, pool_id, person_id, quantity, expires_at)`
}

export const holdsLocked = (sql: Sql, holdIds: readonly HoldId[]): Promise<Hold[]> => sql<Hold>`
    select hold_id, pool_id, person_id, quantity, state, expires_at from stock.holds
    where hold_id = any(${holdIds}::uuid[]) order by hold_id for update`

/** Held past their time, the longest first; leaves out any that somebody else is confirming or releasing. */
export const expiredHoldsLocked = (sql: Sql, now: Date, most: number): Promise<Hold[]> => sql<Hold>`
    select hold_id, pool_id, person_id, quantity, state, expires_at from stock.holds
    where state = 'held' and expires_at <= ${now}
    order by expires_at limit ${most} for update skip locked`

export async function setHoldStates(sql: Sql, holdIds: readonly HoldId[], state: Hold['state']): Promise<void> {
  await sql`update stock.holds set state = ${state} where hold_id = any(${holdIds}::uuid[])`
}

export async function keepHoldsUntil(sql: Sql, holdIds: readonly HoldId[], until: Date): Promise<void> {
  await sql`
    update stock.holds set expires_at = greatest(expires_at, ${until}::timestamptz)
    where hold_id = any(${holdIds}::uuid[])`
}

export async function giveHoldsTo(sql: Sql, holdIds: readonly HoldId[], personId: PersonId): Promise<void> {
  await sql`update stock.holds set person_id = ${personId} where hold_id = any(${holdIds}::uuid[])`
}

export const holdsByIds = (sql: Sql, holdIds: readonly HoldId[]): Promise<Hold[]> => sql<Hold>`
    select hold_id, pool_id, person_id, quantity, state, expires_at from stock.holds
    where hold_id = any(${holdIds}::uuid[]) order by hold_id`

export const levelsOfPool = (sql: Sql, poolId: string): Promise<Levels[]> =>
  sql<Levels>`select free, held, sold from stock.pools where pool_id = ${poolId}`

export const levelsOfPoolLocked = (sql: Sql, poolId: string): Promise<Levels[]> =>
  sql<Levels>`select free, held, sold from stock.pools where pool_id = ${poolId} for no key update`

export const freeByVariant = (
  sql: Sql,
  variantIds: readonly string[],
): Promise<{ variantId: string; free: number }[]> =>
  sql<{ variantId: string; free: number }>`
    select variant_id, free from stock.pools where pool_id = any(${variantIds}::uuid[]) and kind = 'variant'`

export const unitsByPerson = (sql: Sql, poolId: string, personIds: readonly string[]) =>
  sql<{ personId: string; units: number }>`
    select person_id, sum(quantity)::int as units from stock.holds
    where pool_id = ${poolId} and person_id = any(${personIds}::uuid[]) and state in ('held', 'sold')
    group by person_id`

export type Level = Levels & { variantId: VariantId; inDrops: number }

/** Levels of a brand's variants after `after`, drops' pools counted in. */
export const levelsOfBrand = (sql: Sql, brandId: BrandId, after: string | undefined, most: number): Promise<Level[]> =>
  sql<Level>`
    select variant_id, (sum(free) filter (where kind = 'variant'))::int as free, sum(held)::int as held,
      sum(sold)::int as sold, coalesce(sum(free) filter (where kind = 'drop'), 0)::int as in_drops
    from stock.pools
    where brand_id = ${brandId} and (${after ?? null}::uuid is null or variant_id > ${after ?? null}::uuid)
    group by variant_id order by variant_id limit ${most}`

export const levelOfVariant = (sql: Sql, brandId: BrandId, variantId: VariantId): Promise<Level[]> => sql<Level>`
    select variant_id, (sum(free) filter (where kind = 'variant'))::int as free, sum(held)::int as held,
      sum(sold)::int as sold, coalesce(sum(free) filter (where kind = 'drop'), 0)::int as in_drops
    from stock.pools where brand_id = ${brandId} and variant_id = ${variantId} group by variant_id`

export type Adjustment = {
  adjustmentId: string
  variantId: VariantId
  units: number
  reason: string
  personId: PersonId | undefined
}

export async function addAdjustment(sql: Sql, now: Date, adjustment: Adjustment): Promise<void> {
  const { adjustmentId, variantId, units, reason, personId } = adjustment
  await sql`
    insert into stock.adjustments (adjustment_id, variant_id, units, reason, person_id, at)
    values (${adjustmentId}, ${variantId}, ${units}, ${reason}, ${personId ?? null}, ${now})`
}

export type Imbalance = { poolId: string; fault: string }

/**
 * What must never be: a pool whose units are not those of its holds, or a variant whose pools do not add up to what
 * came in. Reads everything: for proofs and for the night.
 */
export const imbalances = (sql: Sql): Promise<Imbalance[]> => sql<Imbalance>`
    select p.pool_id, format('holds say held %s, sold %s; the pool %s, %s', h.held, h.sold, p.held, p.sold) as fault
    from stock.pools p cross join lateral (
      select coalesce(sum(quantity) filter (where state = 'held'), 0) as held,
        coalesce(sum(quantity) filter (where state = 'sold'), 0) as sold
      from stock.holds where pool_id = p.pool_id) h
    where h.held <> p.held or h.sold <> p.sold
    union all
    select p.variant_id, format('%s units came in, %s are there', a.units, sum(p.free + p.held + p.sold))
    from stock.pools p cross join lateral (
      select coalesce(sum(units), 0) as units from stock.adjustments where variant_id = p.variant_id) a
    group by p.variant_id, a.units having a.units <> sum(p.free + p.held + p.sold)`
