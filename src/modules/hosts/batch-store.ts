import type { BrandId, PersonId } from '../../lib/ids.ts'
import type { Currency } from '../../lib/money.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { Bank } from './payout-store.ts'

export type Batch = {
  batchId: string
  brandId: BrandId
  currency: Currency
  state: 'draft' | 'approved' | 'cancelled'
  holdDays: number
  madeBy: PersonId
  madeAt: Date
  approvedBy: PersonId | null
  approvedAt: Date | null
}
export type Payout = Bank & {
  payoutId: string
  batchId: string
  brandId: BrandId
  minor: bigint
  currency: Currency
  state: 'waiting' | 'paid' | 'failed'
  reason: string
  endedAt: Date | null
}

export const addBatch = (sql: Sql, one: Omit<Batch, 'state' | 'approvedBy' | 'approvedAt'>) => sql`
  insert into hosts.batches (batch_id, brand_id, currency, state, hold_days, made_by, made_at)
  values (${one.batchId}, ${one.brandId}, ${one.currency}, 'draft', ${one.holdDays}, ${one.madeBy}, ${one.madeAt})`

export const addPayout = (sql: Sql, one: Omit<Payout, 'state' | 'reason' | 'endedAt'>) => sql`
  insert into hosts.payouts (payout_id, batch_id, brand_id, person_id, minor, currency, state, holder, sealed, last4,
    is_iban, bic)
  values (${one.payoutId}, ${one.batchId}, ${one.brandId}, ${one.personId}, ${one.minor}, ${one.currency}, 'waiting',
    ${one.holder}, ${one.sealed}, ${one.last4}, ${one.isIban}, ${one.bic})`

export const batchesOf = (sql: Sql, brandId: BrandId, most: number) => sql<Batch>`
  select batch_id, brand_id, currency, state, hold_days, made_by, made_at, approved_by, approved_at from hosts.batches
  where brand_id = ${brandId} order by batch_id desc limit ${most}`

/** Locked until the transaction ends: whoever changes something of a batch takes turns. */
export const batchLocked = async (sql: Sql, brandId: BrandId, batchId: string) =>
  first(
    await sql<Batch>`
    select batch_id, brand_id, currency, state, hold_days, made_by, made_at, approved_by, approved_at
    from hosts.batches where brand_id = ${brandId} and batch_id = ${batchId} for update`,
  )

export const batchOf = async (sql: Sql, brandId: BrandId, batchId: string) =>
  first(
    await sql<Batch>`
    select batch_id, brand_id, currency, state, hold_days, made_by, made_at, approved_by, approved_at
    from hosts.batches where brand_id = ${brandId} and batch_id = ${batchId}`,
  )

export const payoutsOf = (sql: Sql, batchIds: readonly string[]) => sql<Payout>`
  select payout_id, batch_id, brand_id, person_id, minor, currency, state, holder, sealed, last4, is_iban, bic, reason,
    ended_at
  from hosts.payouts where batch_id = any(${batchIds}::uuid[]) order by payout_id`

export const setApproved = (sql: Sql, batchId: string, by: PersonId, at: Date) => sql`
  update hosts.batches set state = 'approved', approved_by = ${by}, approved_at = ${at}
  where batch_id = ${batchId} and state = 'draft' returning batch_id`

export const setCancelled = (sql: Sql, batchId: string) => sql`
  update hosts.batches set state = 'cancelled' where batch_id = ${batchId} and state = 'draft' returning batch_id`

/** Ends payouts that stand where they may: paid from waiting, failed from waiting or paid. */
export const endPayouts = (
  sql: Sql,
  payoutIds: readonly string[],
  { outcome, from, reason, at }: { outcome: 'paid' | 'failed'; from: 'waiting' | 'paid'; reason: string; at: Date },
) => sql<Pick<Payout, 'payoutId' | 'personId' | 'minor' | 'currency'>>`
  update hosts.payouts set state = ${outcome}, reason = ${reason}, ended_at = ${at}
  where payout_id = any(${payoutIds}::uuid[]) and state = ${from}
  returning payout_id, person_id, minor, currency`
