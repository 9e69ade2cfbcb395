import type { DisputeStage } from '../../doors/payments/dispute-desk.ts'
import type { BrandId, Id, IntentId, PersonId } from '../../lib/ids.ts'
import type { Currency } from '../../lib/money.ts'
import { first, json, type Sql } from '../../lib/sql.ts'

export type DisputeId = Id<'dispute'>
export type Dispute = {
  disputeId: DisputeId
  intentId: IntentId
  brandId: BrandId
  provider: string
  providerRef: string
  reason: string
  amountMinor: bigint
  currency: Currency
  stage: DisputeStage
  withdrawn: boolean
  dueAt: Date | null
  /** By the line of the provider's settlement file. */
  fees: Record<string, { minor: string; currency: string }>
  openedAt: Date
  endedAt: Date | null
  note: string
  papers: string[]
  answer: 'responding' | 'responded' | 'accepting' | 'accepted' | 'failed' | null
  answerId: string | null
  answeredBy: PersonId | null
  answeredAt: Date | null
  trouble: string | null
}

/** Whoever asks has locked its payment. */
export const disputeKnownAs = async (sql: Sql, provider: string, providerRef: string) =>
  first(
    await sql<Dispute>`
      select * from payments.disputes where provider = ${provider} and provider_ref = ${providerRef}`,
  )

export const disputeById = async (sql: Sql, disputeId: DisputeId) =>
  first(await sql<Dispute>`select * from payments.disputes where dispute_id = ${disputeId}`)

export const disputeLocked = async (sql: Sql, brandId: BrandId, disputeId: DisputeId) =>
  first(
    await sql<Dispute>`
      select * from payments.disputes where dispute_id = ${disputeId} and brand_id = ${brandId} for update`,
  )

type Told = 'disputeId' | 'intentId' | 'brandId' | 'provider' | 'providerRef' | 'reason' | 'amountMinor' | 'currency'
type Learnt = Pick<Dispute, 'stage' | 'withdrawn' | 'dueAt' | 'fees' | 'endedAt'>

/** Keeps what was told first, and moves on what is learnt. */
export const keepDispute = (sql: Sql, now: Date, one: Pick<Dispute, Told> & Learnt) => sql`
  insert into payments.disputes (dispute_id, intent_id, brand_id, provider, provider_ref, reason, amount_minor,
    currency, stage, withdrawn, due_at, fees, opened_at, ended_at)
  values (${one.disputeId}, ${one.intentId}, ${one.brandId}, ${one.provider}, ${one.providerRef}, ${one.reason},
    ${one.amountMinor}, ${one.currency}, ${one.stage}, ${one.withdrawn}, ${one.dueAt}, ${json(one.fees)}::jsonb, ${now},
    ${one.endedAt})
  on conflict (provider, provider_ref) do update set stage = excluded.stage, withdrawn = excluded.withdrawn,
    due_at = excluded.due_at, fees = disputes.fees || excluded.fees,
    ended_at = coalesce(disputes.ended_at, excluded.ended_at)`

/** Of a brand: those that wait for somebody first, by when their time is over; the others by their age. */
export const disputesOf = (sql: Sql, brandId: BrandId, which: 'open' | 'ended', most: number) => sql<
  Dispute & { orderId: string | null; orderNumber: string; paymentRef: string | null; email: string }
>`
  select d.*, i.order_id, i.order_number, i.provider_ref as payment_ref, i.email
  from payments.disputes d join payments.intents i using (intent_id)
  where d.brand_id = ${brandId} and (d.ended_at is null) = (${which}::text = 'open')
  order by case when d.ended_at is null then d.due_at end nulls last, d.opened_at desc limit ${most}`

export const countOpen = async (sql: Sql, brandId: BrandId) =>
  first(
    await sql<{ count: number }>`
      select count(*)::int as count from payments.disputes where brand_id = ${brandId} and ended_at is null`,
  )!.count

/** What banks have taken back of a payment and not returned, in minor units. */
export const disputedMinor = async (sql: Sql, intentId: IntentId) =>
  first(
    await sql<{ minor: bigint }>`
      select coalesce(sum(amount_minor), 0)::bigint as minor from payments.disputes
      where intent_id = ${intentId} and withdrawn and stage <> 'won'`,
  )!.minor

export const setEvidence = (sql: Sql, disputeId: DisputeId, note: string, papers: readonly string[]) => sql`
  update payments.disputes set note = ${note}, papers = ${papers}::text[] where dispute_id = ${disputeId}`

export const setAnswering = (
  sql: Sql,
  now: Date,
  one: Pick<Dispute, 'disputeId' | 'answer' | 'answerId' | 'answeredBy'>,
) => sql`
  update payments.disputes set answer = ${one.answer}, answer_id = ${one.answerId}, answered_by = ${one.answeredBy},
    answered_at = ${now}, trouble = null
  where dispute_id = ${one.disputeId}`

export const setAnswered = (sql: Sql, answerId: string, answer: Dispute['answer'], trouble: string | null) => sql`
  update payments.disputes set answer = ${answer}, trouble = ${trouble} where answer_id = ${answerId}`
