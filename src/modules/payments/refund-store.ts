import { type Id, type IntentId, isId, newId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'

export type Refund = {
  refundId: Id<'refund'>
  intentId: IntentId
  amountMinor: bigint
  reason: string
  state: 'asked' | 'done' | 'failed'
  askedAt: Date
}

export async function addRefund(sql: Sql, now: Date, refund: Omit<Refund, 'state' | 'askedAt'>): Promise<void> {
  await sql`
    insert into payments.refunds (refund_id, intent_id, amount_minor, reason, asked_at)
    values (${refund.refundId}, ${refund.intentId}, ${refund.amountMinor}, ${refund.reason}, ${now})`
}

/** Money that went back without our asking, at the provider's own desk. */
export async function addForeignRefund(
  sql: Sql,
  now: Date,
  refund: { intentId: IntentId; foreignId: string; amountMinor: bigint; state: Refund['state'] },
): Promise<void> {
  await sql`
    insert into payments.refunds (refund_id, intent_id, amount_minor, reason, asked_at, state, foreign_id)
    values (${newId<'refund'>(now)}, ${refund.intentId}, ${refund.amountMinor}, 'at the provider', ${now},
      ${refund.state}, ${refund.foreignId})`
}

export async function refundById(sql: Sql, refundId: Id<'refund'>): Promise<Refund | undefined> {
  return first(
    await sql<Refund>`
      select refund_id, intent_id, amount_minor, reason, state, asked_at
      from payments.refunds where refund_id = ${refundId}`,
  )
}

/** The refund of this payment that a provider calls `name`: our id, or its own for one made at its desk. */
export async function refundKnownAs(sql: Sql, intentId: IntentId, name: string): Promise<Refund | undefined> {
  const ours = isId(name) ? name : null
  return first(
    await sql<Refund>`
      select refund_id, intent_id, amount_minor, reason, state, asked_at from payments.refunds
      where intent_id = ${intentId} and (refund_id = ${ours}::uuid or foreign_id = ${name})`,
  )
}

export async function refundsOf(sql: Sql, intentIds: readonly IntentId[]): Promise<Refund[]> {
  return sql`
    select refund_id, intent_id, amount_minor, reason, state, asked_at from payments.refunds
    where intent_id = any(${intentIds}::uuid[]) order by asked_at, refund_id`
}

export async function setRefundState(sql: Sql, refundId: Id<'refund'>, state: Refund['state']): Promise<void> {
  await sql`update payments.refunds set state = ${state} where refund_id = ${refundId}`
}

/** Minor units that went back or were asked to, arrived or not; a refund that failed does not count. */
export async function refundsAsked(sql: Sql, intentId: IntentId): Promise<bigint> {
  const rows = await sql<{ minor: bigint }>`
    select coalesce(sum(amount_minor), 0)::bigint as minor from payments.refunds
    where intent_id = ${intentId} and state <> 'failed'`
  return rows[0]!.minor
}

/** What went back of these payments, as their providers say. */
export async function refundedOf(sql: Sql, intentIds: readonly string[]): Promise<Map<string, bigint>> {
  const rows = await sql<{ intentId: string; refundedMinor: bigint }>`
    select intent_id, refunded_minor from payments.intents
    where intent_id = any(${intentIds}::uuid[]) and refunded_minor > 0`
  return new Map(rows.map(({ intentId, refundedMinor }) => [intentId, refundedMinor]))
}
